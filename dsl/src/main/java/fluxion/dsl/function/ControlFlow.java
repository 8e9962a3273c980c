package fluxion.dsl.function;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.ShapeException;
import fluxion.core.TensorType;
import fluxion.core.TransformException;
import fluxion.core.TreeException;
import fluxion.core.Var;
import fluxion.core.op.Checkpoints;
import fluxion.core.op.Iota;
import fluxion.core.op.Op;
import fluxion.core.op.Scan;
import fluxion.core.op.Switch;
import fluxion.core.op.While;
import fluxion.dsl.tree.Structure;
import fluxion.dsl.tree.Trees;
import io.vavr.Tuple2;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Control flow from lambdas over trees. What a lambda uses of what is around it is found and handed to it. */
public final class ControlFlow {
    private ControlFlow() {}

    // ---- choice ---------------------------------------------------------------------------------------------------------

    /** The value of the branch at an index, all of them thunks. */
    public static <R> R choose(String operation, Expr index, Seq<? extends Supplier<? extends R>> branches) {
        if (branches.isEmpty()) {
            throw new TransformException(operation + ": there must be at least one branch");
        }
        if (!index.shape().isScalar()) {
            throw new ShapeException(operation + ": the choice must be a scalar; got " + index.type()
                    + ". Use where(·) to choose element by element, or vmap to choose lane by lane");
        }
        if (index.dtype().isFloat()) {
            throw new DTypeException(operation + ": the choice must be an integer or a bool; got " + index.type()
                    + ". Use cast(I32) to cut off fractions");
        }
        ClosureConversion closing = ClosureConversion.of(branches.map(b -> new ClosureConversion.Lambda(Array.empty(), b::get)));
        Structure structure = closing.results().get(0);
        for (int i = 1; i < branches.size(); i++) {
            like(operation, "all branches must return the same structure and types", structure,
                    closing.fns().get(0).resultTypes(),
                    closing.results().get(i), closing.fns().get(i).resultTypes());
        }
        Expr at = index.dtype() == DType.BOOL ? index : index.cast(DType.I32);
        return Trees.unflatten(structure, run(new Switch(closing.fns(), Option.none()), closing.captured().prepend(at)));
    }

    // ---- loops ----------------------------------------------------------------------------------------------------------

    /** While a condition on the state holds, the next state. */
    public static <C> C loop(C init, Function<? super C, ? extends Expr> condition, Function<? super C, ? extends C> body,
            LoopOption... options) {
        return loop("whileLoop", init, condition, body, options);
    }

    private static <C> C loop(String operation, C init, Function<? super C, ? extends Expr> condition,
            Function<? super C, ? extends C> body, LoopOption... options) {
        Checkpoints checkpoints = Checkpoints.Everything.EVERYTHING;
        for (LoopOption option : options) {
            checkpoints = switch (option) {
                case LoopOption.Keeping(Checkpoints keep) -> keep;
                case LoopOption.Reversed _, LoopOption.Unrolled _, LoopOption.BatchSize _ -> throw unknown(operation, option);
            };
        }
        Trees.Flat state = Trees.flatten(init);
        Array<Var> tested = variables(init);
        Array<Var> stepped = variables(init);
        ClosureConversion closing =
                ClosureConversion.of(Array.of(new ClosureConversion.Lambda(tested,
                        () -> condition.apply(Trees.unflatten(state.structure(), tested))),
                new ClosureConversion.Lambda(stepped, () -> body.apply(Trees.unflatten(state.structure(), stepped)))));
        Fn test = closing.fns().get(0);
        if (closing.results().get(0) != Structure.LEAF || !test.resultTypes().equals(Array.of(TensorType.scalar(DType.BOOL)))) {
            throw new ShapeException(operation + ": the condition must give one truth value, bool[]; got "
                    + closing.results().get(0).describe(test.resultTypes()));
        }
        like(operation, "the body must return a state like the one it takes", state.structure(), state.types(),
                closing.results().get(1), closing.fns().get(1).resultTypes());
        While op = new While(test, Array.of(new While.Sweep(closing.fns().get(1), state.leaves().size(), Ints.empty(), false)),
                closing.captured().size(), Option.none(), checkpoints);
        return Trees.unflatten(state.structure(), run(op, closing.captured().appendAll(state.leaves())));
    }

    /** The numbers from low to high, exclusive, in order, each with the state. */
    public static <C> C range(Expr low, Expr high, C init, BiFunction<Expr, ? super C, ? extends C> body, LoopOption... options) {
        Expr first = low.cast(DType.I32);
        Expr last = high.cast(DType.I32);
        return ControlFlow.<Tuple2<Expr, C>>loop("fori", Tuple.of(first, init), s -> s._1.lt(last),
                s -> Tuple.of(s._1.plus(1), body.apply(s._1, s._2)), options)._2;
    }

    /** The numbers from low to high, exclusive, in order, each with the state. */
    public static <C> C range(int low, int high, C init, BiFunction<Expr, ? super C, ? extends C> body, LoopOption... options) {
        if (Array.of(options).exists(LoopOption.Keeping.class::isInstance)) {
            return range(fluxion.core.Tensor.of(low), fluxion.core.Tensor.of(high), init, body, options);
        }
        int n = Math.max(0, high - low);
        Expr numbers = Expr.apply(new Iota(TensorType.of(DType.I32, n), 0));
        return ControlFlow.<C, Expr, io.vavr.Tuple0>scan("fori", "body", init, low == 0 ? numbers
                : numbers.plus(low), (c, i) -> Tuple.of(body.apply(i, c), Tuple.empty()), options)._1;
    }

    /** The last carry, and what each step returned beside it, stacked. */
    public static <C, X, Y> Tuple2<C, Y> scan(C init, X xs,
            BiFunction<? super C, ? super X, ? extends Tuple2<? extends C, ? extends Y>> step,
            LoopOption... options) {
        return scan("scan", "step", init, xs, step, options);
    }

    private static <C, X, Y> Tuple2<C, Y> scan(String operation, String name, C init, X xs,
            BiFunction<? super C, ? super X, ? extends Tuple2<? extends C, ? extends Y>> step,
            LoopOption... options) {
        boolean reverse = false;
        int unroll = 1;
        Checkpoints checkpoints = Checkpoints.Everything.EVERYTHING;
        for (LoopOption option : options) {
            switch (option) {
                case LoopOption.Reversed _ -> reverse = true;
                case LoopOption.Unrolled(int steps) -> unroll = positive(operation + ": unroll", steps);
                case LoopOption.Keeping(Checkpoints keep) -> checkpoints = keep;
                case LoopOption.BatchSize _ -> throw unknown(operation, option);
                case null, default -> throw unknown(operation, option);
            }
        }
        Trees.Flat carry = Trees.flatten(init);
        Trees.Flat along = Trees.flatten(xs);
        int length = length("scan", along.leaves());
        Array<Var> params = new CallSignature(Structure.tuple(Array.of(carry.structure(), along.structure())),
                carry.types().appendAll(along.types().map(ControlFlow::element))).variables();
        int n = carry.leaves().size();
        ClosureConversion closing = ClosureConversion.of(Array.of(new ClosureConversion.Lambda(params, () ->
                step.apply(Trees.unflatten(carry.structure(), params.take(n)),
                        Trees.unflatten(along.structure(), params.drop(n))))));
        Fn fn = closing.fns().get(0);
        Array<Structure> parts = closing.results().get(0).parts();
        if (parts.size() != 2) {
            throw new TreeException("scan: the step must return a pair (carry, y), as pair(c, y) makes; got "
                    + closing.results().get(0).describe(fn.resultTypes()));
        }
        like(operation, "the " + name + " must return a " + (name.equals("step") ? "carry" : "state") + " like the one it takes",
                carry.structure(), carry.types(), parts.get(0),
                fn.resultTypes().take(parts.get(0).leafCount()));
        Seq<Expr> results = Unrolling.scan(fn, length, closing.captured(), carry.leaves(), along.leaves(), reverse, unroll,
                checkpoints);
        Seq<? extends Expr> settled = Tracing.settle(results);
        return Tuple.of(Trees.unflatten(carry.structure(), settled.take(n)), Trees.unflatten(parts.get(1), settled.drop(n)));
    }

    /** The function of each element, stacked: one after another, or so many at a time. */
    public static <X, Y> Y map(X xs, Function<? super X, ? extends Y> f, LoopOption... options) {
        int batch = 1;
        for (LoopOption option : options) {
            batch = switch (option) {
                case LoopOption.BatchSize(int size) -> positive("mapEach: the batch size", size);
                case LoopOption.Reversed _, LoopOption.Unrolled _, LoopOption.Keeping _ -> throw unknown("mapEach", option);
            };
        }
        if (batch == 1) {
            return ControlFlow.<Tuple, X, Y>scan(Tuple.empty(), xs, (c, x) -> Tuple.of(c, f.apply(x)))._2;
        }
        Fun1<X, Y> wide = Fun1.of((X x) -> (Y) f.apply(x)).vmap();
        Trees.Flat along = Trees.flatten(xs);
        int n = length("mapEach", along.leaves());
        int whole = n / batch * batch;
        int size = batch;
        if (whole == 0 && n > 0) {
            return wide.apply(xs);
        }
        X chunks = Trees.unflatten(along.structure(), along.leaves().map(x -> part(x, 0, whole)
                .reshape(new fluxion.core.Shape(x.shape().dims().drop(1)).prepend(size).prepend(whole / size))));
        Y stacked = ControlFlow.<Tuple, X, Y>scan(Tuple.empty(), chunks, (c, x) -> Tuple.of(c, wide.apply(x)))._2;
        Y first = Trees.map(stacked, y -> y.reshape(new fluxion.core.Shape(y.shape().dims().drop(2)).prepend(whole)));
        if (whole == n) {
            return settled(first);
        }
        Y last = wide.apply(Trees.unflatten(along.structure(), along.leaves().map(x -> part(x, whole, n))));
        return settled(Trees.zip(first, last, ControlFlow::joined));
    }

    /** The combination of the first i + 1 elements for each i: pairs first, in logarithmic depth. */
    public static <X> X prefix(X xs, BiFunction<? super X, ? super X, ? extends X> combine, LoopOption... options) {
        boolean reverse = false;
        for (LoopOption option : options) {
            reverse = switch (option) {
                case LoopOption.Reversed _ -> true;
                case LoopOption.BatchSize _, LoopOption.Unrolled _,
                        LoopOption.Keeping _ -> throw unknown("associativeScan", option);
            };
        }
        Trees.Flat along = Trees.flatten(xs);
        int n = length("associativeScan", along.leaves());
        Fun2<X, X, X> wide = Fun2.of((X a, X b) -> (X) combine.apply(a, b)).vmap();
        boolean turned = reverse;
        Seq<Expr> elements = turned ? along.leaves().map(x -> x.flip(0)) : along.leaves();
        BiFunction<Seq<Expr>, Seq<Expr>, Seq<Expr>> pairs = (a, b) -> {
            X left = Trees.unflatten(along.structure(), turned ? b : a);
            X right = Trees.unflatten(along.structure(), turned ? a : b);
            return Trees.matching("associativeScan", "the combination must be like what it combines", along.structure(),
                    Tracing.inside(() -> wide.apply(left, right)));
        };
        Seq<Expr> sums = n < 2 ? elements : prefixes(elements, n, pairs);
        return Trees.unflatten(along.structure(), Tracing.settle(turned ? sums.map(x -> x.flip(0)) : sums));
    }

    private static Seq<Expr> prefixes(Seq<Expr> xs, int n, BiFunction<Seq<Expr>, Seq<Expr>, Seq<Expr>> combine) {
        if (n < 2) {
            return xs;
        }
        int half = n / 2;
        Seq<Expr> even = xs.map(x -> every(x, 0, n));
        Seq<Expr> odd = xs.map(x -> every(x, 1, n));
        // odd positions: prefixes of the pairs; even ones: the prefix before them and themselves
        Seq<Expr> odds = prefixes(combine.apply(even.map(x -> part(x, 0, half)), odd), half, combine);
        int rest = (n + 1) / 2 - 1;
        Seq<Expr> later = rest == 0 ? Array.empty()
                : combine.apply(odds.map(x -> part(x, 0, rest)), even.map(x -> part(x, 1, rest + 1)));
        return Array.range(0, xs.size()).map(i -> {
            Expr first = part(even.get(i), 0, 1);
            Expr evens = rest == 0 ? first : joined(first, later.get(i));
            return interleaved(evens, odds.get(i), n);
        });
    }

    // ---- elements -------------------------------------------------------------------------------------------------------

    static Expr part(Expr x, int from, int to) {
        if (from == 0 && to == x.shape().dim(0)) {
            return x;
        }
        int rank = x.rank();
        return Expr.apply(new fluxion.core.op.Slice(Ints.fill(rank, 0).with(0, from), x.shape().dims().with(0, to),
                Ints.fill(rank, 1)), x);
    }

    private static Expr every(Expr x, int from, int n) {
        int rank = x.rank();
        return Expr.apply(new fluxion.core.op.Slice(Ints.fill(rank, 0).with(0, from), x.shape().dims().with(0, n),
                Ints.fill(rank, 1).with(0, 2)), x);
    }

    static Expr joined(Expr a, Expr b) {
        return Expr.apply(new fluxion.core.op.Concatenate(0), a, b);
    }

    /** a₀, b₀, a₁, b₁, …: as rows of pairs, the last a alone where there is one more of them. */
    private static Expr interleaved(Expr a, Expr b, int n) {
        int half = b.shape().dim(0);
        fluxion.core.Shape row = new fluxion.core.Shape(a.shape().dims().drop(1));
        Expr pairs = Expr.apply(new fluxion.core.op.Concatenate(1), part(a, 0, half).reshape(row.prepend(1).prepend(half)),
                b.reshape(row.prepend(1).prepend(half)))
                .reshape(row.prepend(2 * half));
        return n == 2 * half ? pairs : joined(pairs, part(a, half, half + 1));
    }

    // ---- common ---------------------------------------------------------------------------------------------------------

    private static Array<Var> variables(Object... arguments) {
        return CallSignature.of(arguments).variables();
    }

    private static TensorType element(TensorType type) {
        return type.withShape(new fluxion.core.Shape(type.shape().dims().drop(1)));
    }

    private static int length(String operation, Array<Expr> xs) {
        if (xs.isEmpty() || xs.exists(x -> x.rank() == 0)) {
            throw new ShapeException(operation + ": the elements must lie along axis 0 of one or more tensors; got "
                    + (xs.isEmpty() ? "none" : xs.map(x -> x.type().toString()).mkString(", "))
                    + (xs.isEmpty() ? ". Use fori for a loop without them" : ""));
        }
        int n = xs.get(0).shape().dim(0);
        if (!xs.forAll(x -> x.shape().dim(0) == n)) {
            throw new ShapeException(operation + ": all tensors must have one length along axis 0; got "
                    + xs.map(x -> x.type().toString()).mkString(", "));
        }
        return n;
    }

    private static void like(String operation, String requirement, Structure expected, Seq<TensorType> types, Structure got,
            Seq<TensorType> gotTypes) {
        if (!got.equals(expected)) {
            throw new TreeException(operation + ": " + requirement + "; got " + got.describe(gotTypes) + " for "
                    + expected.describe(types));
        }
        if (!gotTypes.equals(types)) {
            throw new ShapeException(operation + ": " + requirement + "; got " + got.describe(gotTypes) + " for "
                    + expected.describe(types)
                    + (gotTypes.zip(types).forAll(p -> p._1.shape().equals(p._2.shape()))
                    ? ". Use cast(·) to make the dtypes agree" : ""));
        }
    }

    private static int positive(String what, int n) {
        if (n < 1) {
            throw new TransformException(what + " must be at least 1; got " + n);
        }
        return n;
    }

    private static TransformException unknown(String operation, LoopOption option) {
        return new TransformException(operation + ": takes no option " + option);
    }

    private static <T> T settled(T tree) {
        Trees.Flat flat = Trees.flatten(tree);
        return Trees.unflatten(flat.structure(), Tracing.settle(flat.leaves()));
    }

    private static Array<? extends Expr> run(Op op, Seq<Expr> operands) {
        return Tracing.settle(Apply.of(op, operands).results());
    }
}
