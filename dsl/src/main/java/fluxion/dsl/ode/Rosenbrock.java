package fluxion.dsl.ode;

import fluxion.core.Expr;
import fluxion.core.Matrices;
import fluxion.core.Tensor;
import fluxion.core.op.Eye;
import fluxion.dsl.function.Local;
import io.vavr.collection.Array;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * RODAS: with J = ∂f/∂y and W = I/(γ·h) − J, stages W·uᵢ = f(y + Σ aᵢⱼ·uⱼ, t + cᵢ·h) + Σ cᵢⱼ·uⱼ/h + dᵢ·h·∂f/∂t, of which the
 * last two give y after the step and the estimate of its error (Hairer and Wanner, Solving Ordinary Differential Equations II,
 * 1996, IV.7). The Jacobian is that of forward mode.
 */
record Rosenbrock() implements Stepper {
    private static final double GAMMA = 0.25;
    private static final Array<Double> NODES = row(0, 0.386, 0.21, 0.63, 1, 1);
    private static final Array<Double> IN_TIME = row(0.25, -0.1043, 0.1035, -0.0362, 0, 0);
    private static final Array<Array<Double>> WEIGHTS = Array.of(row(),
            row(1.544),
            row(0.9466785280815826, 0.2557011698983284),
            row(3.314825187068521, 2.896124015972201, 0.9986419139977817),
            row(1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950),
            row(1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950, 1));
    private static final Array<Array<Double>> COUPLING = Array.of(row(),
            row(-5.6688),
            row(-2.430093356833875, -0.2063599157091915),
            row(-0.1073529058151375, -9.594562251023355, -20.47028614809616),
            row(7.496443313967647, -10.24680431464352, -33.99990352819905, 11.70890893206160),
            row(8.083246795921522, -7.981132988064893, -31.52159432874371, 16.31930543123136, -6.058818238834054));
    private static final Array<Array<Double>> OUTPUT = Array.of(
            row(10.12623508344586, -7.487995877610167, -34.80091861555747, -7.992771707568823, 1.025137723295662),
            row(-0.6762803392801253, 6.087714651680015, 16.43084320892478, 24.76722511418386, -6.594389125716872));

    private static Array<Double> row(double... numbers) {
        return Array.ofAll(numbers);
    }

    @Override
    public int order() {
        return 3;
    }

    @Override
    public int denseSize() {
        return OUTPUT.size();
    }

    @Override
    public Attempt step(BinaryOperator<Expr> f, Expr t, Expr y, Expr slope, Expr h, ErrorNorm norm, UnaryOperator<Expr> wanted) {
        int n = (int) y.shape().size();
        int[] dims = y.shape().dims().toArray();
        Expr flat = y.reshape(n);
        Expr jacobian = Local.jacobian(v -> f.apply(v.reshape(dims), t).reshape(n), flat);
        Expr inTime = Local.<Expr, Expr>push(s -> f.apply(y, s).reshape(n), t, t.times(0).plus(1));
        Expr w = Expr.apply(new Eye(y.dtype(), n, n, 0)).div(h.times(GAMMA)).minus(jacobian);
        Matrices.Lu factors = w.lu();
        Array<Expr> stages = Array.empty();
        for (int i = 0; i < NODES.size(); i++) {
            Expr at = i == 0 ? slope.reshape(n)
                    : f.apply(flat.plus(sum(WEIGHTS.get(i), stages)).reshape(dims), t.plus(h.times(NODES.get(i)))).reshape(n);
            Expr right = i == 0 ? at : at.plus(sum(COUPLING.get(i), stages).div(h));
            right = IN_TIME.get(i) == 0 ? right : right.plus(inTime.times(h.times(IN_TIME.get(i))));
            Expr low = factors.l().triangularSolve(right.take(factors.rows(), 0), true);
            stages = stages.append(factors.u().triangularSolve(low, false));
        }
        Array<Expr> all = stages;
        Expr after = flat.plus(sum(WEIGHTS.get(5), all)).plus(all.last()).reshape(dims);
        Expr error = ErrorNorm.of(all.last().reshape(dims).div(norm.scale(after))).stopGradient();
        return new Attempt(after, f.apply(after, t.plus(h)), error, OUTPUT.map(row -> sum(row, all).reshape(dims)),
                Tensor.of(NODES.size()));
    }

    @Override
    public Array<Expr> dense(Expr h, Expr y0, Expr y1, Expr slope0, Expr slope1, Array<Expr> more) {
        return more.prepend(y1.minus(y0));
    }

    private static Expr sum(Array<Double> row, Array<Expr> stages) {
        return WeightedSum.of(row, stages);
    }
}
