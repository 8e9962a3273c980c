package fluxion.dsl;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TransformException;
import fluxion.dsl.GradientCheck.Element;
import fluxion.dsl.GradientCheck.Level;
import fluxion.dsl.GradientCheck.Mode;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.tree.Structure;
import fluxion.dsl.tree.Trees;
import io.vavr.Function1;
import io.vavr.collection.Array;
import java.util.SplittableRandom;

/**
 * Compares derivatives with central differences of fourth order, element by element: of s₀, the results weighted with numbers
 * that were drawn once, and of sₙ = v·∇sₙ₋₁ for a direction v, which is a derivative of order n in one of the modes.
 */
final class GradientChecks {
    private static final int HIGHEST = 4;

    private final SplittableRandom random = new SplittableRandom(20_250_229);
    private final Structure structure;
    private final Array<String> paths;
    private final Array<Tensor> at;
    private final Array<Integer> floating;
    private final boolean narrow;

    private GradientChecks(Object x) {
        Trees.Flat flat = Trees.flatten(Fluxion.eval(x));
        structure = flat.structure();
        paths = structure.paths();
        at = flat.leaves().map(Tensor.class::cast);
        floating = Array.range(0, at.size()).filter(i -> at.get(i).dtype().isFloat());
        narrow = floating.exists(i -> at.get(i).dtype() == DType.F32);
        if (floating.isEmpty()) {
            throw new TransformException("checkGradients: requires a floating-point argument; got "
                    + structure.describe(flat.types()));
        }
    }

    static <A, R> GradientCheck of(Function1<A, R> f, A x, int order) {
        if (order < 1 || order > HIGHEST) {
            throw new FluxionException("checkGradients: requires an order from 1 to " + HIGHEST + "; got " + order);
        }
        GradientChecks checks = new GradientChecks(x);
        Array<Level> levels = checks.levels(checks.weighted(f), Array.empty(), order);
        return new GradientCheck(levels.sortBy(level -> level.modes().size()), checks.narrow ? 2e-2 : 1e-7);
    }

    /** The results that are numbers times weights, added up; a function of the floating-point leaves. */
    private <A, R> Fun1<Array<Expr>, Expr> weighted(Function1<A, R> f) {
        Array<Expr> like = Trees.leaves(Fun1.of(f).apply(tree(start())));
        Array<Expr> weights = like.map(leaf -> leaf.dtype().isFloat() ? numbers(leaf.shape(), leaf.dtype()) : leaf);
        return Fluxion.fn((Array<Expr> leaves) -> Trees.leaves(f.apply(this.<A>tree(leaves))).zip(weights)
                .filter(each -> each._1.dtype().isFloat())
                .map(each -> each._1.times(each._2).sum().cast(DType.F64)).foldLeft((Expr) Tensor.of(0.0), Expr::plus));
    }

    private Array<Expr> start() {
        return floating.map(at::get);
    }

    private <A> A tree(Array<Expr> leaves) {
        Array<Expr> all = Array.ofAll(at);
        for (int i = 0; i < floating.size(); i++) {
            all = all.update(floating.get(i), leaves.get(i));
        }
        return Trees.unflatten(structure, all);
    }

    private Tensor numbers(Shape shape, DType dtype) {
        double[] values = random.doubles(shape.size(), 0.5, 1.5).map(v -> random.nextBoolean() ? v : -v).toArray();
        return Fluxion.eval(Tensor.of(shape, values).cast(dtype));
    }

    private Array<Level> levels(Fun1<Array<Expr>, Expr> s, Array<Mode> modes, int order) {
        Array<Array<Double>> expected = differences(s);
        Array<Expr> direction = start().map(leaf -> numbers(leaf.shape(), leaf.dtype()));
        return Array.of(Mode.values()).flatMap(mode -> {
            Array<Mode> longer = modes.append(mode);
            Array<Level> here = Array.of(new Level(longer, elements(expected, derivative(s, mode))));
            return longer.size() == order ? here : here.appendAll(levels(along(s, mode, direction), longer, order));
        });
    }

    /** The derivative with respect to each element. */
    private Array<Array<Double>> derivative(Fun1<Array<Expr>, Expr> s, Mode mode) {
        return switch (mode) {
            case REVERSE -> Fluxion.eval(Fluxion.grad(s).apply(start())).map(g -> boxed(g));
            case FORWARD -> {
                Fun1<Array<Expr>, Expr> pushed = Fluxion.fn((Array<Expr> tangent) ->
                        Fluxion.jvp((Array<Expr> x) -> s.apply(x), start(), tangent).tangent());
                yield Array.range(0, floating.size()).map(i -> Array.range(0, size(i)).map(j ->
                        Fluxion.toDouble(pushed.apply(start().map(Fluxion::zerosLike).update(i, unit(i, j, 1))))));
            }
        };
    }

    private static Fun1<Array<Expr>, Expr> along(Fun1<Array<Expr>, Expr> s, Mode mode, Array<Expr> direction) {
        return switch (mode) {
            case FORWARD -> Fluxion.fn((Array<Expr> x) -> Fluxion.jvp((Array<Expr> y) -> s.apply(y), x, direction).tangent());
            case REVERSE -> Fluxion.fn((Array<Expr> x) -> Fluxion.treeDot(Fluxion.grad(s).apply(x), direction).cast(DType.F64));
        };
    }

    private int size(int leaf) {
        return (int) at.get(floating.get(leaf)).shape().size();
    }

    private Expr unit(int leaf, int element, double value) {
        Tensor like = at.get(floating.get(leaf));
        double[] values = new double[size(leaf)];
        values[element] = value;
        return Fluxion.eval(Tensor.of(like.shape(), values).cast(like.dtype()));
    }

    private Array<Array<Double>> differences(Fun1<Array<Expr>, Expr> s) {
        return Array.range(0, floating.size()).map(i -> {
            Array<Double> values = boxed(at.get(floating.get(i)));
            return Array.range(0, size(i)).map(j -> {
                // powers of two, so that x + h − x is h where x is not much larger
                double h = Math.scalb(narrow ? 0x1p-5 : 0x1p-10, Math.max(0, Math.getExponent(values.get(j))));
                double near = moved(s, i, j, h) - moved(s, i, j, -h);
                return (8 * near - moved(s, i, j, 2 * h) + moved(s, i, j, -2 * h)) / (12 * h);
            });
        });
    }

    private double moved(Fun1<Array<Expr>, Expr> s, int leaf, int element, double by) {
        Array<Expr> here = start();
        return Fluxion.toDouble(s.apply(here.update(leaf, Fluxion.eval(here.get(leaf).plus(unit(leaf, element, by))))));
    }

    private static Array<Double> boxed(Expr leaf) {
        return Array.ofAll(Fluxion.eval(leaf.cast(DType.F64)).doubles());
    }

    private Array<Element> elements(Array<Array<Double>> expected, Array<Array<Double>> got) {
        return Array.range(0, floating.size()).flatMap(i -> Array.range(0, size(i)).map(j -> new Element(
                paths.get(floating.get(i)), index(at.get(floating.get(i)).shape(), j), expected.get(i).get(j),
                got.get(i).get(j))));
    }

    private static Array<Integer> index(Shape shape, int position) {
        Array<Integer> index = Array.empty();
        int rest = position;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            index = index.prepend(rest % shape.dim(axis));
            rest /= shape.dim(axis);
        }
        return index;
    }
}
