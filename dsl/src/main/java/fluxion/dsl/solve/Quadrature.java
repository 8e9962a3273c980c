package fluxion.dsl.solve;

import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.dsl.function.Closed;
import fluxion.dsl.function.ControlFlow;
import fluxion.dsl.function.CustomProgram;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.function.Local;
import fluxion.dsl.function.Tracing;
import io.vavr.Function1;
import io.vavr.Function3;
import io.vavr.collection.Array;
import java.util.function.UnaryOperator;

/**
 * Integrals of functions of a number over an interval, by Gauss' rule of 10 nodes and Kronrod's of 21 that holds them, on panels
 * of which the one with the largest error is halved (Piessens, de Doncker, Überhuber and Kahaner, QUADPACK, 1983, QAG). An
 * infinite end is brought to a finite one by a substitution.
 *
 * <p>Derivatives in what the integrand captures, and in the ends, are those of the sum over the panels that were found, which are
 * constants for derivatives: the integral of the derivative, and the integrand at the ends.
 */
public final class Quadrature {
    private static final Tensor NODES = Tensor.of(new double[] {
            0.9956571630258081, 0.9739065285171717, 0.9301574913557082, 0.8650633666889845, 0.7808177265864169,
            0.6794095682990244, 0.5627571346686047, 0.4333953941292472, 0.2943928627014602, 0.14887433898163122, 0.0,
            -0.14887433898163122, -0.2943928627014602, -0.4333953941292472, -0.5627571346686047, -0.6794095682990244,
            -0.7808177265864169, -0.8650633666889845, -0.9301574913557082, -0.9739065285171717, -0.9956571630258081});
    private static final Tensor KRONROD = Tensor.of(new double[] {
            0.011694638867371874, 0.032558162307964725, 0.054755896574351995, 0.07503967481091996, 0.0931254545836976,
            0.10938715880229764, 0.12349197626206584, 0.13470921731147334, 0.14277593857706009, 0.14773910490133849,
            0.1494455540029169, 0.14773910490133849, 0.14277593857706009, 0.13470921731147334, 0.12349197626206584,
            0.10938715880229764, 0.0931254545836976, 0.07503967481091996, 0.054755896574351995, 0.032558162307964725,
            0.011694638867371874});
    private static final Tensor GAUSS = Tensor.of(new double[] {
            0.0, 0.06667134430868814, 0.0, 0.1494513491505806, 0.0, 0.21908636251598204, 0.0, 0.26926671930999635, 0.0,
            0.29552422471475287, 0.0, 0.29552422471475287, 0.0, 0.26926671930999635, 0.0, 0.21908636251598204, 0.0,
            0.1494513491505806, 0.0, 0.06667134430868814, 0.0});
    /** Where panels that are not used lie: somewhere inside, with no width. */
    private static final double UNUSED = 0.41421356;

    private Quadrature() {}

    private record Given(Array<Expr> captured, Expr low, Expr high) {}


    /** The panels, as parts of the interval: where each begins and ends, and the estimates there. */
    private record Panels(Expr from, Expr to, Expr values, Expr errors, Expr count) {}

    private record Found(Expr value, Expr error, Expr from, Expr to, Expr count) {}

    /** ∫f from low to high; f gives a tensor of any shape. */
    public static Integral adaptive(Function1<Expr, Expr> f, Expr low, Expr high, QuadratureOptions options) {
        return Tracing.whole(() -> {
            Substitution by = Substitution.of("quad", f, low, high);
            Closed<Expr, Expr> closed = Closed.of(checked(by.f()), by.low());
            Function1<Given, Found> run = given -> found(x -> closed.apply(given.captured, x), given.low, given.high, options);
            Function3<Given, Found, Given, Found> rule = (at, y, tangent) -> {
                Expr moved = Local.<Given, Expr>push(given -> sum(x -> closed.apply(given.captured, x), given.low, given.high,
                        y.from.stopGradient(), y.to.stopGradient()), at, tangent);
                return new Found(moved, y.error.times(0), y.from.times(0), y.to.times(0), y.count);
            };
            Found found = Fun1.<Given, Found>of(new CustomProgram("quad", Fun1.of(run).program(),
                    CustomProgram.Form.TANGENT, rule)).apply(new Given(closed.captured(), by.low(), by.high()));
            Expr error = found.error.stopGradient();
            Expr value = found.value;
            return new Integral(value, error, found.count, error.le(bound(value.stopGradient(), options)));
        });
    }

    /** ∫f from low to high by the sum over equal panels: all nodes at once, for functions that are smooth enough. */
    public static Expr panels(Function1<Expr, Expr> f, Expr low, Expr high, int panels) {
        if (panels < 1) {
            throw new FluxionException("gaussKronrod: requires at least 1 panel; got " + panels);
        }
        return Tracing.whole(() -> {
            Substitution by = Substitution.of("gaussKronrod", f, low, high);
            double[] ends = new double[panels + 1];
            java.util.Arrays.setAll(ends, i -> (double) i / panels);
            Expr all = Tensor.of(ends).cast(by.low().dtype());
            return sum(checked(by.f()), by.low(), by.high(), all.slice(0, 0, panels), all.slice(0, 1, panels + 1));
        });
    }

    private static UnaryOperator<Expr> checked(Function1<Expr, Expr> f) {
        return x -> {
            Expr value = f.apply(x);
            if (!value.dtype().isFloat()) {
                throw new DTypeException("quad: the integrand must be floating-point; got " + value.type() + ". Use cast(F64)");
            }
            return value;
        };
    }

    private static Expr bound(Expr value, QuadratureOptions options) {
        return value.abs().max().times(options.relative()).maximum(options.absolute());
    }

    /** Σ over panels, all nodes at once. */
    private static Expr sum(UnaryOperator<Expr> f, Expr low, Expr high, Expr from, Expr to) {
        Expr length = high.minus(low);
        Expr half = to.minus(from).times(0.5).expandDims(1);
        Expr nodes = low.plus(length.times(from.expandDims(1).plus(half.times(NODES.cast(low.dtype()).plus(1)))));
        Expr values = values(f, nodes.flatten());
        Expr weights = half.times(length).times(KRONROD.cast(low.dtype())).flatten();
        return weighted(weights.cast(values.dtype()), values);
    }

    /** The integrand at nodes, along axis 0. */
    private static Expr values(UnaryOperator<Expr> f, Expr nodes) {
        return Fun1.of((Function1<Expr, Expr>) f::apply).<Expr>vmap().apply(nodes);
    }

    private static Expr weighted(Expr weights, Expr values) {
        int n = values.shape().dim(0);
        int rest = Math.toIntExact(values.shape().size() / n);
        return weights.matmul(values.reshape(n, rest)).reshape(values.shape().dims().drop(1).toArray());
    }

    /** The estimate on a panel, and of its error: the difference of the two rules, made smaller where it is small (QUADPACK). */
    private static Array<Expr> panel(UnaryOperator<Expr> f, Expr low, Expr length, Expr from, Expr to) {
        Expr half = to.minus(from).times(0.5).times(length);
        Expr values = values(f, low.plus(length.times(from)).plus(half.times(NODES.cast(low.dtype()).plus(1))));
        DType dtype = values.dtype();
        Expr kronrod = KRONROD.cast(dtype);
        Expr scale = half.cast(dtype);
        Expr value = weighted(kronrod, values);
        Expr difference = value.minus(weighted(GAUSS.cast(dtype), values)).times(scale).abs();
        Expr spread = weighted(kronrod, values.minus(value.times(0.5).expandDims(0)).abs()).times(scale.abs());
        Expr size = weighted(kronrod, values.abs()).times(scale.abs());
        Expr smaller = spread.times(difference.times(200).div(spread).pow(1.5).minimum(1));
        Expr error = spread.ne(0).and(difference.ne(0)).where(smaller, difference);
        double epsilon = dtype == DType.F64 ? Math.ulp(1.0) : Math.ulp(1f);
        return Array.of(value.times(scale), error.maximum(size.times(50 * epsilon)).max());
    }

    private static Found found(UnaryOperator<Expr> f, Expr low, Expr high, QuadratureOptions options) {
        Expr length = high.minus(low);
        int most = options.maxPanels();
        DType dtype = low.dtype();
        Expr zero = Tensor.number(dtype, 0);
        Expr one = Tensor.number(dtype, 1);
        Array<Expr> all = panel(f, low, length, zero, one);
        Expr places = Tensor.zeros(TensorType.of(dtype, most)).plus(UNUSED);
        int[] dims = all.get(0).shape().dims().prepend(most).toArray();
        Panels first = new Panels(places.at(0).set(zero), places.at(0).set(one),
                Tensor.zeros(TensorType.of(all.get(0).dtype(), dims)).at(0).set(all.get(0)),
                Tensor.zeros(TensorType.of(all.get(1).dtype(), most)).at(0).set(all.get(1)), Tensor.of(1));
        Panels end = ControlFlow.<Panels>loop(first, s -> s.errors.sum().gt(bound(s.values.sum(0), options))
                .and(s.count.lt(most)), s -> {
            Expr worst = s.errors.argmax(0);
            Expr from = s.from.take(worst, 0);
            Expr to = s.to.take(worst, 0);
            Expr middle = from.plus(to).times(0.5);
            Array<Expr> left = panel(f, low, length, from, middle);
            Array<Expr> right = panel(f, low, length, middle, to);
            return new Panels(s.from.at(s.count).set(middle), s.to.at(worst).set(middle).at(s.count).set(to),
                    s.values.at(worst).set(left.get(0)).at(s.count).set(right.get(0)),
                    s.errors.at(worst).set(left.get(1)).at(s.count).set(right.get(1)), s.count.plus(1));
        });
        return new Found(end.values.sum(0), end.errors.sum(), end.from, end.to, end.count);
    }

    /** Romberg's table of 2ᵏ steps, k up to the levels: trapezoids, their errors of each even order taken away in turn. */
    public static Expr romberg(Function1<Expr, Expr> f, Expr low, Expr high, int levels) {
        if (levels < 1 || levels > 20) {
            throw new FluxionException("romberg: requires 1 to 20 levels; got " + levels);
        }
        return Tracing.whole(() -> {
            Substitution by = Substitution.of("romberg", f, low, high);
            if (by.isInfinite()) {
                throw new FluxionException("romberg: the ends must be finite, as it asks for the integrand there. Use quad");
            }
            int n = 1 << levels;
            double[] parts = new double[n + 1];
            java.util.Arrays.setAll(parts, i -> (double) i / n);
            Expr length = by.high().minus(by.low());
            Expr values = values(checked(by.f()), by.low().plus(length.times(Tensor.of(parts).cast(length.dtype()))));
            Array<Expr> row = Array.rangeClosed(0, levels).map(k -> {
                Expr some = values.slice(0, 0, n + 1, n >> k);
                int m = 1 << k;
                Expr ends = some.slice(0, 0, 1).plus(some.slice(0, m, m + 1)).times(0.5).squeeze(0);
                return (k == 0 ? ends : ends.plus(some.slice(0, 1, m).sum(0))).div(m);
            });
            for (int k = 1; k <= levels; k++) {
                double factor = Math.pow(4, k);
                Array<Expr> coarse = row;
                row = Array.range(1, row.size()).map(i -> coarse.get(i).times(factor).minus(coarse.get(i - 1)).div(factor - 1));
            }
            return row.get(0).times(length.cast(row.get(0).dtype()));
        });
    }

    /** Simpson's rule on samples at equal distances along an axis; of an even number the last panel by the parabola before it. */
    public static Expr simpson(Expr y, Expr dx, int axis) {
        int at = axis < 0 ? axis + y.rank() : axis;
        if (at < 0 || at >= y.rank() || y.shape().dim(at) < 3) {
            throw new ShapeException("simpson: requires at least 3 samples along the axis; got " + y.type() + ", axis " + axis);
        }
        int n = y.shape().dim(at);
        double[] weights = new double[n];
        int odd = n % 2 == 1 ? n : n - 1;
        for (int i = 0; i < odd; i++) {
            weights[i] = i == 0 || i == odd - 1 ? 1.0 / 3 : i % 2 == 1 ? 4.0 / 3 : 2.0 / 3;
        }
        if (odd < n) {
            weights[n - 1] += 5.0 / 12;
            weights[n - 2] += 2.0 / 3;
            weights[n - 3] -= 1.0 / 12;
        }
        return y.moveAxis(at, -1).matmul(Tensor.of(weights).cast(y.dtype())).times(dx.cast(y.dtype()));
    }
}
