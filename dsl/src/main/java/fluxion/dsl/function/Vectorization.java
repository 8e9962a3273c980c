package fluxion.dsl.function;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Movements;
import fluxion.core.TensorType;
import fluxion.core.TransformException;
import fluxion.core.Var;
import fluxion.core.explain.Explanation;
import fluxion.transforms.Randomness;
import fluxion.transforms.Vmap;
import fluxion.transforms.explain.Explain;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * A vmap that is asked for.
 *
 * @param in the lanes' axes in the arguments
 * @param out the lanes' axes in the result
 * @param size how many lanes, where it is said
 * @param chunk how many lanes at a time; 0 for all at once
 * @param randomness what random numbers from a shared key mean
 * @param name what operations across lanes call the axis
 */
record Vectorization(Axes in, Axes out, Option<Integer> size, int chunk, Randomness randomness, Option<String> name) {
    static final Vectorization DEFAULT = new Vectorization(new Axes.At(0), new Axes.At(0), Option.none(), 0, Randomness.ERROR,
            Option.none());

    Vectorization in(int arity, Object... axes) {
        if (axes.length != arity && axes.length != 1) {
            throw new TransformException("vmap: in takes one entry for each argument, or one for all; got " + axes.length
                    + " entries "
                    + Axes.each(Array.of(axes)) + " for " + arity + (arity == 1 ? " argument" : " arguments"));
        }
        return new Vectorization(arity == 1 || axes.length > 1 ? Axes.each(Array.of(axes))
                : Axes.of(axes[0]), out, size, chunk, randomness, name);
    }

    Vectorization out(Object... axes) {
        return new Vectorization(in, axes.length == 1 ? Axes.of(axes[0]) : Axes.each(Array.of(axes)), size, chunk, randomness,
                name);
    }

    Vectorization size(int lanes) {
        if (lanes < 0) {
            throw new TransformException("vmap: size must not be negative; got " + lanes);
        }
        return new Vectorization(in, out, Option.some(lanes), chunk, randomness, name);
    }

    Vectorization chunk(int lanes) {
        if (lanes < 1) {
            throw new TransformException("vmap: the chunk size must be positive; got " + lanes);
        }
        return new Vectorization(in, out, size, lanes, randomness, name);
    }

    Vectorization randomness(Randomness meaning) {
        return new Vectorization(in, out, size, chunk, meaning, name);
    }

    Vectorization axisName(String axis) {
        return new Vectorization(in, out, size, chunk, randomness, Option.of(axis));
    }

    TracedFunction of(TracedFunction inner) {
        return inner.derive(this, spec -> new Mapped(inner, spec));
    }

    /** One leaf of the arguments that has lanes. */
    private record Lane(int leaf, int axis, TensorType type) {
        int size() {
            return type.shape().dim(axis);
        }
    }

    private Array<Option<Integer>> inAxes(CallSignature signature) {
        return in.over("in", signature.structure()).zipWithIndex((axis, leaf) -> axis.map(a -> {
            int rank = signature.types().get(leaf).rank();
            if (a < -rank || a >= rank) {
                throw new TransformException("vmap: the in axis must be " + (rank == 0 ? "none(), as a scalar has no axes"
                        : "from " + -rank + " to " + (rank - 1)) + "; got " + a + " for " + signature.place(leaf) + ", "
                        + signature.types().get(leaf));
            }
            return a < 0 ? a + rank : a;
        }));
    }

    /** How many lanes there are: all mapped arguments must say the same. */
    private int lanes(CallSignature signature, Array<Option<Integer>> axes) {
        Array<Lane> lanes = axes.zipWithIndex().flatMap(a -> a._1.map(axis -> new Lane(a._2, axis, signature.types().get(a._2))));
        if (lanes.isEmpty()) {
            return size.getOrElseThrow(() ->
                    new TransformException("vmap: at least one argument must be mapped, or size(n) be given; got "
                    + in + " for " + signature.structure()));
        }
        if (lanes.map(Lane::size).distinct().size() > 1) {
            throw new TransformException("vmap: mapped sizes differ: "
                    + lanes.distinctBy(Lane::size).map(lane -> lane.size() + " for "
                    + signature.place(lane.leaf()) + " (axis " + lane.axis() + " of " + lane.type() + ")").mkString(", "));
        }
        Lane first = lanes.get(0);
        if (size.exists(n -> n != first.size())) {
            throw new TransformException("vmap: the mapped size must be " + size.get() + ", as size(" + size.get()
                    + ") says; got " + first.size()
                    + " for " + signature.place(first.leaf()) + " (axis " + first.axis() + " of " + first.type() + ")");
        }
        return first.size();
    }

    /** The function of one lane. */
    private Specialization lane(TracedFunction inner, CallSignature signature, Array<Option<Integer>> inAxes, int lanes) {
        CallSignature lanesOf = signature.withTypes(signature.types().zipWith(inAxes, (type, axis) ->
                axis.map(a -> type.withShape(type.shape().without(Ints.of(a)))).getOrElse(type)));
        return name.map(axis -> NamedAxes.inside(axis, lanes, () -> inner.at(lanesOf))).getOrElse(() -> inner.at(lanesOf));
    }

    private Specialization map(TracedFunction inner, CallSignature signature) {
        Array<Option<Integer>> inAxes = inAxes(signature);
        int lanes = lanes(signature, inAxes);
        Specialization lane = lane(inner, signature, inAxes, lanes);
        Array<Option<Integer>> outAxes = out.over("out", lane.result()).zipWithIndex((axis, i) -> axis.map(a ->
                outAxis(a, lane.whole().results().get(i).tensorType(), lane.result().paths().get(i))));
        if (name.isDefined() && chunk != 0 && chunk < lanes) {
            throw new TransformException("vmap: an axis with a name must be whole; got chunk(" + chunk + ") for " + lanes
                    + " lanes of \"" + name.get() + "\"");
        }
        Fn mapped = name.isDefined() ? Vmap.of(lane.whole(), inAxes, outAxes, lanes, randomness, name.get()) : chunk == 0
                || chunk >= lanes ? Vmap.of(lane.whole(), inAxes, outAxes, lanes, randomness)
                : inChunks(lane.whole(), signature, inAxes, outAxes, lanes);
        return Specialization.derived(signature, mapped, lane.result());
    }

    private static int outAxis(int axis, TensorType type, String path) {
        int rank = type.rank() + 1;
        if (axis < -rank || axis >= rank) {
            throw new TransformException("vmap: the out axis must be from " + -rank + " to " + (rank - 1) + " for lanes of "
                    + type
                    + (path.isEmpty() ? "" : " (" + path + ")") + "; got " + axis);
        }
        return axis < 0 ? axis + rank : axis;
    }

    /** The lanes in pieces, one after the other. */
    private Fn inChunks(Fn fn, CallSignature signature, Seq<Option<Integer>> inAxes, Seq<Option<Integer>> outAxes, int lanes) {
        Array<Var> params = signature.variables();
        Array<Seq<Expr>> pieces = Array.rangeBy(0, lanes, chunk).map(from -> {
            int to = Math.min(from + chunk, lanes);
            Seq<Expr> slices = params.zipWith(inAxes, (param, axis) -> axis.map(a -> param.slice(a, from, to)).getOrElse(param));
            return Vmap.of(fn, inAxes, outAxes, from, to - from, randomness).on(slices);
        });
        return new Fn(params, outAxes.zipWithIndex((axis, i) -> axis.map(a -> Movements.concatenate(a, pieces.map(p -> p.get(i))))
                .getOrElse(() -> pieces.get(0).get(i))));
    }

    /** A program over lanes. */
    private static final class Mapped extends TracedFunction.Derived<Vectorization> {
        Mapped(TracedFunction inner, Vectorization spec) {
            super(inner, spec, new Recipe.Mapped(inner, spec));
        }

        /** From what batching made of the function of one lane. */
        @Override
        public Explanation explain(CallSignature signature) {
            Array<Option<Integer>> inAxes = spec.inAxes(signature);
            int lanes = spec.lanes(signature, inAxes);
            Specialization lane = spec.lane(inner, signature, inAxes, lanes);
            return Explain.transform("vmap", "each operation on all " + lanes + " lanes at once", lane.fn(),
                    at(signature).made());
        }

        @Override
        Specialization trace(CallSignature signature) {
            return spec.map(inner, signature);
        }
    }
}
