package fluxion.dsl;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Given;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TransformException;
import fluxion.core.TreeException;
import fluxion.core.op.AxisIndex;
import fluxion.core.op.Checkpoint;
import fluxion.core.op.Collective;
import fluxion.core.op.Named;
import fluxion.core.op.Require;
import fluxion.dsl.function.CheckpointProgram;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.function.Fun2;
import fluxion.dsl.function.Fun3;
import fluxion.dsl.function.FunctionBase;
import fluxion.dsl.function.Implicit;
import fluxion.dsl.function.NamedAxes;
import fluxion.dsl.function.OfExprs1;
import fluxion.dsl.function.OfExprs2;
import fluxion.dsl.function.OfExprs3;
import fluxion.dsl.function.Pointwise;
import fluxion.dsl.function.SavedResiduals;
import fluxion.dsl.function.Tracing;
import fluxion.dsl.tree.Trees;
import fluxion.transforms.partition.Partition;
import fluxion.transforms.partition.Saving;
import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Function3;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.function.Function;

/**
 * Rules of one's own: custom derivatives, what reverse mode keeps, solutions of equations; operations across the lanes of a
 * named axis; and Taylor mode.
 */
@SuppressWarnings("overloads") // lambdas of expressions prefer the more specific type
final class RuleVerbs {
    private RuleVerbs() {}

    // ---- custom derivatives ----

    /**
     * A function that is to have a derivative of its own:
     * {@code custom(x -> log1p(exp(x))).derivative((x, y) -> sigmoid(x))}.
     */
    public static <R> Custom1<Expr, R> custom(OfExprs1<R> f) { Given.arguments("custom", f); return new Custom1<>("custom", f); }

    /** A function that is to have a derivative of its own. */
    public static <A, R> Custom1<A, R> custom(Function1<A, R> f) {
        Given.arguments("custom", f);
        return new Custom1<>("custom", f);
    }

    /** A function that is to have a derivative of its own, and a name by which it is printed. */
    public static <A, R> Custom1<A, R> custom(String name, Function1<A, R> f) {
        Given.arguments("custom", name, f);
        return new Custom1<>(name, f);
    }

    /** A function that is to have a derivative of its own. */
    public static <R> Custom2<Expr, Expr, R> custom(OfExprs2<R> f) {
        Given.arguments("custom", f);
        return new Custom2<>("custom", f);
    }

    /** A function that is to have a derivative of its own. */
    public static <A, B, R> Custom2<A, B, R> custom(Function2<A, B, R> f) {
        Given.arguments("custom", f);
        return new Custom2<>("custom", f);
    }

    /** A function that is to have a derivative of its own, and a name by which it is printed. */
    public static <A, B, R> Custom2<A, B, R> custom(String name, Function2<A, B, R> f) {
        Given.arguments("custom", name, f);
        return new Custom2<>(name, f);
    }

    /** A function that is to have a derivative of its own. */
    public static <R> Custom3<Expr, Expr, Expr, R> custom(OfExprs3<R> f) {
        Given.arguments("custom", f);
        return new Custom3<>("custom", f);
    }

    /** A function that is to have a derivative of its own. */
    public static <A, B, C, R> Custom3<A, B, C, R> custom(Function3<A, B, C, R> f) {
        Given.arguments("custom", f);
        return new Custom3<>("custom", f);
    }

    /** A function that is to have a derivative of its own, and a name by which it is printed. */
    public static <A, B, C, R> Custom3<A, B, C, R> custom(String name, Function3<A, B, C, R> f) {
        Given.arguments("custom", name, f);
        return new Custom3<>(name, f);
    }

    // ---- checkpoints ----

    /** The same function; reverse mode keeps none of its intermediate values but computes them again. */
    public static <R> Fun1<Expr, R> checkpoint(OfExprs1<R> f) {
        Given.arguments("checkpoint", f);
        return checkpoint((Function1<Expr, R>) f, keepNothing());
    }

    /** The same function; reverse mode keeps none of its intermediate values but computes them again. */
    public static <A, R> Fun1<A, R> checkpoint(Function1<A, R> f) {
        Given.arguments("checkpoint", f);
        return checkpoint(f, keepNothing());
    }

    /** The same function; reverse mode keeps the intermediate values that the policy names and computes the others again. */
    public static <A, R> Fun1<A, R> checkpoint(Function1<A, R> f, Checkpoint.Keep keep) {
        Given.arguments("checkpoint", f, keep);
        return Fun1.of(new CheckpointProgram(Fun1.of(f).program(), keep));
    }

    /** The same function; reverse mode keeps none of its intermediate values but computes them again. */
    public static <R> Fun2<Expr, Expr, R> checkpoint(OfExprs2<R> f) {
        Given.arguments("checkpoint", f);
        return checkpoint((Function2<Expr, Expr, R>) f, keepNothing());
    }

    /** The same function; reverse mode keeps none of its intermediate values but computes them again. */
    public static <A, B, R> Fun2<A, B, R> checkpoint(Function2<A, B, R> f) {
        Given.arguments("checkpoint", f);
        return checkpoint(f, keepNothing());
    }

    /** The same function; reverse mode keeps the intermediate values that the policy names and computes the others again. */
    public static <A, B, R> Fun2<A, B, R> checkpoint(Function2<A, B, R> f, Checkpoint.Keep keep) {
        Given.arguments("checkpoint", f, keep);
        return Fun2.of(new CheckpointProgram(Fun2.of(f).program(), keep));
    }

    /** The same function; reverse mode keeps the intermediate values that the policy names and computes the others again. */
    public static <A, B, C, R> Fun3<A, B, C, R> checkpoint(Function3<A, B, C, R> f, Checkpoint.Keep keep) {
        Given.arguments("checkpoint", f, keep);
        return Fun3.of(new CheckpointProgram(Fun3.of(f).program(), keep));
    }

    /** Keep every intermediate value, as without a checkpoint. */
    public static Checkpoint.Keep keepEverything() { return new Checkpoint.Everything(); }

    /** Keep no intermediate value. */
    public static Checkpoint.Keep keepNothing() { return new Checkpoint.Nothing(); }

    /** Keep the results of matrix products and convolutions. */
    public static Checkpoint.Keep keepDots() { return new Checkpoint.Dots(); }

    /** Keep the values that have one of these names, see {@link #named}. */
    public static Checkpoint.Keep keepNamed(String... names) {
        Given.arguments("keepNamed", (Object) names);
        return new Checkpoint.Names(Array.of(names));
    }

    /** The same value, with a name that a policy of {@code checkpoint} may speak of. */
    public static Expr named(Expr x, String name) { Given.arguments("named", x, name); return Expr.apply(new Named(name), x); }

    /** What reverse mode keeps of a function's forward pass, for arguments of these types; printable. */
    public static SavedResiduals savedValues(FunctionBase f, Object... arguments) {
        Given.arguments("savedValues", f, arguments);
        return SavedResiduals.of(f.program(), arguments);
    }

    /**
     * A function and its pullback as two functions: forward, with what it keeps, and backward from that; for arguments of these
     * types, with respect to all that are floating-point. Leaves of trees are parameters in order.
     *
     * @param saving what is kept: {@code saveAll()}, {@code saveBy(keepDots())}, {@code saveLeast()}, {@code saveWithin(bytes)}
     * @param arguments for each a {@link fluxion.core.TensorType}, or a tree of expressions or types whose values do not count
     * @see Partition
     */
    public static Partition partition(FunctionBase f, Saving saving, Object... arguments) {
        Given.arguments("partition", f, saving, arguments);
        Fn fn = f.on(arguments);
        return Partition.of(fn, Ints.from(Array.range(0, fn.params().size()).filter(i -> fn.params().get(i).dtype().isFloat())),
                saving);
    }

    /** For {@code partition}: keep all that the backward pass reads. */
    public static Saving saveAll() { return new Saving.Everything(); }

    /** For {@code partition}: keep what a policy keeps, as {@code keepDots()}; compute the rest again. */
    public static Saving saveBy(Checkpoint.Keep keep) { Given.arguments("saveBy", keep); return new Saving.By(keep); }

    /** For {@code partition}: keep the fewest bytes from which nothing dear is computed again. */
    public static Saving saveLeast() { return new Saving.Least(); }

    /** For {@code partition}: keep at most so many bytes beside the arguments, and compute little again. */
    public static Saving saveWithin(long bytes) {
        if (bytes < 0) {
            throw new TransformException("saveWithin: a number of bytes must be at least 0; got " + bytes);
        }
        return new Saving.Within(bytes);
    }

    /**
     * The same value, together with the statement that a condition holds; looked at only inside {@code checked}, as Java's
     * assertions are.
     */
    public static Expr check(Expr x, Expr condition, String message) {
        Given.arguments("check", x, condition, message);
        return Expr.apply(new Require(message), x, condition);
    }

    // ---- solutions of equations ----

    /**
     * The solution of A·x = b for a symmetric linear map; it is differentiated by the equation, not through the solver.
     *
     * @param map v to A·v
     * @param b the right-hand side
     * @param solve (A, b) to x
     */
    public static Expr customLinearSolve(Function1<Expr, Expr> map, Expr b, Function2<Function1<Expr, Expr>, Expr, Expr> solve) {
        Given.arguments("customLinearSolve", map, b, solve);
        return customLinearSolve(map, b, solve, solve);
    }

    /** The solution of A·x = b for a linear map, by its matrix; differentiated by the equation. */
    public static Expr customLinearSolve(Function1<Expr, Expr> map, Expr b) {
        Given.arguments("customLinearSolve", map, b);
        return customLinearSolve(map, b, RuleVerbs::denseSolve, RuleVerbs::denseSolve);
    }

    /**
     * The solution of A·x = b for a linear map; it is differentiated by the equation, not through the solver, with respect to
     * b and to whatever the map captures.
     *
     * @param map v to A·v
     * @param b the right-hand side, a tree
     * @param solve (A, b) to x
     * @param transposeSolve (Aᵀ, c) to the solution y of Aᵀ·y = c
     */
    @SuppressWarnings("unchecked") // solvers get what the map takes
    public static <A> A customLinearSolve(Function1<A, A> map, A b, Function2<Function1<A, A>, A, A> solve,
            Function2<Function1<A, A>, A, A> transposeSolve) {
        Given.arguments("customLinearSolve", map, b, solve, transposeSolve);
        return (A) Implicit.linearSolve(x -> map.apply((A) x), b, (f, x) -> solve.apply(v -> (A) f.apply(v), (A) x),
                (f, x) -> transposeSolve.apply(v -> (A) f.apply(v), (A) x));
    }

    /**
     * The tensor x(a) with f(x, a) = 0, as a function of a; it is differentiated by the equation: ∂f/∂x·ẋ = −∂f/∂a·ȧ, solved
     * with the matrix ∂f/∂x, which must not be singular.
     *
     * @param f (x, a) to the residual
     * @param solve a to x, in whatever way
     */
    public static <A> Fun1<A, Expr> customRoot(Function2<Expr, A, Expr> f, Function1<A, Expr> solve) {
        Given.arguments("customRoot", f, solve);
        return customRoot(f, solve, RuleVerbs::denseSolve);
    }

    /** The solution of A·v = b by the matrix of A. */
    private static Expr denseSolve(Function1<Expr, Expr> map, Expr b) {
        if (b.shape().isScalar()) {
            return b.div(map.apply(Tensor.number(b.dtype(), 1)));
        }
        int n = (int) b.shape().size();
        Expr matrix = JacobianVerbs.jacfwd((Expr v) -> map.apply(v.reshape(b.shape().dims().toArray())).reshape(n))
                .apply(LiteralVerbs.zeros(b.tensorType().withShape(Shape.of(n))));
        return matrix.solve(b.reshape(n)).reshape(b.shape().dims().toArray());
    }

    /**
     * The x(a) with f(x, a) = 0, as a function of a; it is differentiated by the equation: ∂f/∂x·ẋ = −∂f/∂a·ȧ.
     *
     * @param f (x, a) to the residual, which is of the structure of x
     * @param solve a to x, in whatever way
     * @param linearSolve (A, b) to the solution of A·v = b, for ∂f/∂x and for its transpose
     */
    public static <A, X> Fun1<A, X> customRoot(Function2<X, A, X> f, Function1<A, X> solve,
            Function2<Function1<X, X>, X, X> linearSolve) {
        Given.arguments("customRoot", f, solve, linearSolve);
        return custom("root", solve).derivative((A a, X x, A da) -> {
            X moved = PointVerbs.jvp((A at) -> residual(x, f.apply(x, at)), a, da).tangent();
            X right = Trees.map(moved, Expr::neg);
            return customLinearSolve((X v) -> PointVerbs.jvp((X at) -> f.apply(at, a), x, v).tangent(), right, linearSolve,
                    linearSolve);
        });
    }

    private static <X> X residual(X x, X residual) {
        Trees.Flat expected = Trees.flatten(x);
        Trees.Flat got = Trees.flatten(residual);
        if (!got.structure().equals(expected.structure()) || !got.types().equals(expected.types())) {
            throw new TreeException("customRoot: the residual must be of the structure and types of x; got "
                    + got.structure().describe(got.types())
                    + " for " + expected.structure().describe(expected.types()));
        }
        return residual;
    }

    // ---- across lanes ----

    /** Which lane of the vmap that names this axis, counted from 0, as i32. */
    public static Expr axisIndex(String axis) {
        Given.arguments("axisIndex", axis);
        return Expr.apply(new AxisIndex(axis, NamedAxes.size("axisIndex", axis)));
    }

    /**
     * Σ over all lanes of the named axes: the same in every lane, so that {@code out(none())} may drop the lanes. A derivative
     * taken inside a lane is that of the sum of all lanes' results.
     */
    public static Expr psum(Expr x, String... axes) {
        Given.arguments("psum", x, axes);
        return across("psum", Collective.Kind.SUM, x, axes);
    }

    /** The mean over all lanes of the named axes. */
    public static Expr pmean(Expr x, String... axes) {
        Given.arguments("pmean", x, axes);
        long lanes = Array.of(axes).map(axis -> (long) NamedAxes.size("pmean", axis)).product().longValue();
        return psum(x, axes).div(lanes);
    }

    /** The largest of all lanes of the named axes; ties share the derivative evenly. */
    public static Expr pmax(Expr x, String... axes) {
        Given.arguments("pmax", x, axes);
        return across("pmax", Collective.Kind.MAX, x, axes);
    }

    /** The smallest of all lanes of the named axes; ties share the derivative evenly. */
    public static Expr pmin(Expr x, String... axes) {
        Given.arguments("pmin", x, axes);
        return across("pmin", Collective.Kind.MIN, x, axes);
    }

    /** The values of all lanes along a new axis 0. */
    public static Expr allGather(Expr x, String axis) {
        Given.arguments("allGather", x, axis);
        return across("allGather", Collective.Kind.GATHER, x, axis);
    }

    /**
     * The value of another lane: each pair (from, to) gives lane {@code to} the value of lane {@code from}; zeros for lanes
     * that get none.
     */
    @SafeVarargs
    public static Expr ppermute(Expr x, String axis, Tuple2<Integer, Integer>... fromTo) {
        Given.arguments("ppermute", x, axis, fromTo);
        int size = NamedAxes.size("ppermute", axis);
        Seq<Tuple2<Integer, Integer>> pairs = Array.of(fromTo);
        if (pairs.exists(p -> p._1 < 0 || p._1 >= size || p._2 < 0 || p._2 >= size) || pairs.map(Tuple2::_1).distinct().size()
                != pairs.size()
                || pairs.map(Tuple2::_2).distinct().size() != pairs.size()) {
            throw new TransformException("ppermute: each lane, 0 to " + (size - 1) + ", gives and gets at most once; got "
                    + pairs.mkString(", "));
        }
        Ints sources = Ints.tabulate(size, lane -> pairs.find(p -> p._2 == lane).map(Tuple2::_1).getOrElse(-1));
        return Expr.apply(new Collective(Collective.Kind.PERMUTE, axis, size, sources), x);
    }

    /** The sum over all lanes, of which each lane gets the part along axis 0 that has its number. */
    public static Expr psumScatter(Expr x, String axis) {
        Given.arguments("psumScatter", x, axis);
        return own("psumScatter", psum(x, axis), axis, 0);
    }

    /** Of each lane the part along axis 0 that has this lane's number, along axis 0 in the order of lanes. */
    public static Expr allToAll(Expr x, String axis) {
        Given.arguments("allToAll", x, axis);
        return own("allToAll", allGather(x, axis), axis, 1);
    }

    private static Expr own(String verb, Expr x, String axis, int along) {
        int size = NamedAxes.size(verb, axis);
        if (x.rank() <= along || x.shape().dim(along) != size) {
            throw new TransformException(verb + ": requires a part for each of " + size + " lanes along axis 0; got " + x.type());
        }
        return x.take(axisIndex(axis), along);
    }

    private static Expr across(String verb, Collective.Kind kind, Expr x, String... axes) {
        if (axes.length == 0) {
            throw new TransformException(verb + ": needs the name of an axis; got none");
        }
        return Array.of(axes).foldLeft(x, (y, axis) -> Expr.apply(new Collective(kind, axis, NamedAxes.size(verb, axis)), y));
    }

    // ---- Taylor mode ----

    /** The power series of f(x + s) in s up to order n; of a scalar function, derivative k is the k-th derivative. */
    public static <R> Taylor<R> taylor(Function1<Expr, R> f, Expr x, int n) {
        Given.arguments("taylor", f, x);
        return taylor(f, x, LiteralVerbs.onesLike(x), n);
    }

    /** The power series of f(x + v·s) in s up to order n. */
    public static <R> Taylor<R> taylor(OfExprs1<R> f, Expr x, Expr v, int n) {
        Given.arguments("taylor", f, x, v);
        return taylor((Function1<Expr, R>) f, x, v, n);
    }

    private static Expr wide(Expr leaf) {
        return leaf.dtype() == DType.F32 ? leaf.cast(DType.F64) : leaf;
    }

    /** The power series of f(x + v·s) in s up to order n. */
    @SuppressWarnings("unchecked") // the program gives what the function would
    public static <A, R> Taylor<R> taylor(Function1<A, R> f, A x, A v, int n) {
        Given.arguments("taylor", f, x, v);
        var program = Fun1.of(f).program();
        Array<R> coefficients = (Array<R>) Pointwise.taylor(program, x, v, n);
        boolean single = Trees.leaves(coefficients.head()).exists(leaf -> leaf.dtype() == DType.F32);
        if (!Taylor.isHigh(n, single)) {
            return new Taylor<>(coefficients, Array.empty(), 0);
        }
        int stretch = Taylor.stretch(n);
        A further = Trees.map(v, leaf -> leaf.dtype().isFloat() ? wide(leaf).times(Math.scalb(1.0, stretch)) : leaf);
        return new Taylor<>(coefficients, (Array<R>) Pointwise.taylor(program, Trees.map(x, RuleVerbs::wide), further, n),
                stretch);
    }
}
