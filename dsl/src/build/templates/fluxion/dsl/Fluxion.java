package fluxion.dsl;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.dsl.file.Widening;
import fluxion.dsl.random.RandomKey;
import fluxion.transforms.Randomness;
import io.vavr.Function2;
import io.vavr.Tuple2;
import java.nio.file.Path;

/**
 * The front door: everything a user says, as static verbs.
 *
 * <pre>{@code
 * import module fluxion.dsl;
 * import static fluxion.dsl.Fluxion.*;
 *
 * var f  = fn(x -> sin(x).times(x));
 * var df = grad(f);
 * IO.println(df);           // x ↦ sin(x) + x·cos(x)
 * IO.println(df.at(2.0));   // 0.0770…
 * }</pre>
 *
 * <p>A function wraps a lambda. Called with numbers it computes; called inside another function it composes. Its arguments
 * and its result are trees: expressions, or records, collections and tuples of trees. Transforms take functions and give
 * functions, in any order and to any depth.
 *
 * <p>There is a page of <a href="doc-files/operations.html">all operations</a> with their formulas and rules, and one of the
 * <a href="doc-files/conventions.html">conventions</a> at special points.
 */
// lambdas of expressions prefer the more specific type; what verbs do with their arguments, they answer for
@SuppressWarnings({"overloads", "varargs"})
public final class Fluxion {
    /** 64-bit floating point. */
    public static final DType F64 = DType.F64;
    /** 32-bit floating point. */
    public static final DType F32 = DType.F32;
    /** 64-bit integers. */
    public static final DType I64 = DType.I64;
    /** 32-bit integers. */
    public static final DType I32 = DType.I32;
    /** Truth values. */
    public static final DType BOOL = DType.BOOL;
    /** vmap's refusal of random numbers from a key that all lanes share. */
    public static final Randomness ERROR = Randomness.ERROR;
    /** The same random numbers in every lane. */
    public static final Randomness SAME = Randomness.SAME;
    /** Random numbers of its own for every lane. */
    public static final Randomness DIFFERENT = Randomness.DIFFERENT;
    /** The word by which narrower elements in files are read as dtypes that hold them, see {@link #load(Object, Path, Widening)}. */
    public static final Widening WIDEN = Widening.WIDEN;

    private Fluxion() {}

    /** The random key of a seed. */
    public static RandomKey key(long seed) {
        return RandomKey.of(seed);
    }

    /** A step of {@link Fluxion#scan} on expressions. */
    @FunctionalInterface
    public interface ExprStep<Y> extends ElementStep<Expr, Y>, CarryStep<Expr, Y> {}

    /** A step of {@link Fluxion#scan} that goes along one tensor. */
    @FunctionalInterface
    public interface ElementStep<C, Y> extends Function2<C, Expr, Tuple2<C, Y>> {}

    /** A step of {@link Fluxion#scan} whose carry is one tensor. */
    @FunctionalInterface
    public interface CarryStep<X, Y> extends Function2<Expr, X, Tuple2<Expr, Y>> {}

    /** A step of {@link Fluxion#fori} whose state is two expressions. */
    @FunctionalInterface
    public interface PairStep extends Function2<Expr, Tuple2<Expr, Expr>, Tuple2<Expr, Expr>> {}

    //@ verbs of LiteralVerbs
    //@ verbs of TreeVerbs
    //@ verbs of FunctionVerbs
    //@ verbs of GradientVerbs
    //@ verbs of JacobianVerbs
    //@ verbs of PointVerbs
    //@ verbs of ControlVerbs
    //@ verbs of RuleVerbs
    //@ verbs of OdeVerbs
    //@ verbs of SolverVerbs
    //@ verbs of QuadratureVerbs
    //@ verbs of SamplerVerbs
    //@ verbs of DebugVerbs
    //@ verbs of ReadingVerbs
    //@ verbs of FileVerbs
    //@ verbs of AlgebraVerbs
    //@ verbs of ElementwiseVerbs
    //@ verbs of SpecialVerbs
    //@ verbs of IntegralVerbs
    //@ verbs of ArrayVerbs
    //@ verbs of MatrixVerbs
    //@ verbs of MatrixFunctionVerbs
    //@ verbs of OrderVerbs
    //@ verbs of ArrangementVerbs
    //@ verbs of NumericVerbs
    //@ verbs of StatisticVerbs
    //@ verbs of SetVerbs
    //@ verbs of BitVerbs
    //@ verbs of SignalVerbs
    //@ verbs of StructureVerbs
    //@ verbs of random.Distributions
    //@ verbs of random.RandomVariates
    //@ verbs of nn.Activations
    //@ verbs of nn.Convolutions
    //@ verbs of nn.Pooling
    //@ verbs of nn.AdaptivePooling
    //@ verbs of nn.Normalizations
    //@ verbs of nn.Layers
    //@ verbs of nn.Attention
    //@ verbs of nn.Losses
}
