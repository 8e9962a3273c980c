package fluxion.dsl.ode;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.function.ControlFlow;
import io.vavr.collection.Array;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * An explicit method whose last stage is the slope at the end of the step, the first of the next.
 *
 * @param order that of the error estimate
 * @param nodes c, for each stage
 * @param weights a, for each stage those of the stages before; the last row that a step needs gives y after the step
 * @param stages how many stages a step needs; those after them are for dense output
 * @param errors weights of the estimates of the error: one, or two of orders 5 and 3
 * @param output weights of what dense output needs
 */
record ExplicitRungeKutta(int order, Array<Double> nodes, Array<Array<Double>> weights, int stages, Array<Array<Double>> errors,
        Array<Array<Double>> output) implements Stepper {
    /** The coefficients of Dormand and Prince (1980), and Hairer's of dense output. */
    static final ExplicitRungeKutta DORMAND_PRINCE_5 = new ExplicitRungeKutta(4,
            row(0, 1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1, 1),
            Array.of(row(),
            row(1.0 / 5),
            row(3.0 / 40, 9.0 / 40),
            row(44.0 / 45, -56.0 / 15, 32.0 / 9),
            row(19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729),
            row(9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656),
            row(35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84)), 7,
            Array.of(row(-71.0 / 57600, 0, 71.0 / 16695, -71.0 / 1920, 17253.0 / 339200, -22.0 / 525, 1.0 / 40)),
            Array.of(row(-12715105075.0 / 11282082432.0, 0, 87487479700.0 / 32700410799.0, -10690763975.0 / 1880347072,
                    701980252875.0 / 199316789632.0, -1453857185.0 / 822651844, 69997945.0 / 29380423)));

    /** The coefficients of Hairer, Nørsett and Wanner (1993). */
    static final ExplicitRungeKutta DORMAND_PRINCE_8 = new ExplicitRungeKutta(7,
            row(0, 0.05260015195876773, 0.0789002279381516, 0.1183503419072274, 0.2816496580927726, 0.3333333333333333,
                    0.25, 0.3076923076923077, 0.6512820512820513, 0.6, 0.8571428571428571, 1.0, 1.0, 0.1, 0.2,
                    0.7777777777777778),
            Array.of(row(),
            row(0.05260015195876773),
            row(0.0197250569845379, 0.0591751709536137),
            row(0.02958758547680685, 0, 0.08876275643042054),
            row(0.2413651341592667, 0, -0.8845494793282861, 0.924834003261792),
            row(0.037037037037037035, 0, 0, 0.17082860872947386, 0.12546768756682242),
            row(0.037109375, 0, 0, 0.17025221101954405, 0.06021653898045596, -0.017578125),
            row(0.03709200011850479, 0, 0, 0.17038392571223998, 0.10726203044637328, -0.015319437748624402,
                    0.008273789163814023),
            row(0.6241109587160757, 0, 0, -3.3608926294469414, -0.868219346841726, 27.59209969944671,
                    20.154067550477894, -43.48988418106996),
            row(0.47766253643826434, 0, 0, -2.4881146199716677, -0.590290826836843, 21.230051448181193,
                    15.279233632882423, -33.28821096898486, -0.020331201708508627),
            row(-0.9371424300859873, 0, 0, 5.186372428844064, 1.0914373489967295, -8.149787010746927,
                    -18.52006565999696, 22.739487099350505, 2.4936055526796523, -3.0467644718982196),
            row(2.273310147516538, 0, 0, -10.53449546673725, -2.0008720582248625, -17.9589318631188, 27.94888452941996,
                    -2.8589982771350235, -8.87285693353063, 12.360567175794303, 0.6433927460157636),
            row(0.054293734116568765, 0, 0, 0, 0, 4.450312892752409, 1.8915178993145003, -5.801203960010585,
                    0.3111643669578199, -0.1521609496625161, 0.20136540080403034, 0.04471061572777259),
            row(0.056167502283047954, 0, 0, 0, 0, 0, 0.25350021021662483, -0.2462390374708025, -0.12419142326381637,
                    0.15329179827876568, 0.00820105229563469, 0.007567897660545699, -0.008298),
            row(0.03183464816350214, 0, 0, 0, 0, 0.028300909672366776, 0.053541988307438566, -0.05492374857139099, 0, 0,
                    -0.00010834732869724932, 0.0003825710908356584, -0.00034046500868740456, 0.1413124436746325),
            row(-0.42889630158379194, 0, 0, 0, 0, -4.697621415361164, 7.683421196062599, 4.06898981839711,
                    0.3567271874552811, 0, 0, 0, -0.0013990241651590145, 2.9475147891527724, -9.15095847217987)), 13,
            Array.of(row(0.01312004499419488, 0, 0, 0, 0, -1.2251564463762044, -0.4957589496572502, 1.6643771824549864,
                    -0.35032884874997366, 0.3341791187130175, 0.08192320648511571, -0.022355307863886294),
            row(-0.18980075407240762, 0, 0, 0, 0, 4.450312892752409, 1.8915178993145003, -5.801203960010585,
                    -0.4226823213237919, -0.1521609496625161, 0.20136540080403034, 0.02265179219836082)),
            Array.of(row(-8.428938276109013, 0, 0, 0, 0, 0.5667149535193777, -3.0689499459498917, 2.38466765651207,
                    2.117034582445028, -0.871391583777973, 2.2404374302607883, 0.6315787787694688, -0.08899033645133331,
                    18.148505520854727, -9.194632392478356, -4.436036387594894),
            row(10.427508642579134, 0, 0, 0, 0, 242.28349177525817, 165.20045171727028, -374.5467547226902,
                    -22.113666853125306, 7.733432668472264, -30.674084731089398, -9.332130526430229, 15.697238121770845,
                    -31.139403219565178, -9.35292435884448, 35.81684148639408),
            row(19.985053242002433, 0, 0, 0, 0, -387.0373087493518, -189.17813819516758, 527.8081592054236,
                    -11.57390253995963, 6.8812326946963, -1.0006050966910838, 0.7777137798053443, -2.778205752353508,
                    -60.19669523126412, 84.32040550667716, 11.99229113618279),
            row(-25.69393346270375, 0, 0, 0, 0, -154.18974869023643, -231.5293791760455, 357.6391179106141,
                    93.40532418362432, -37.45832313645163, 104.0996495089623, 29.8402934266605, -43.53345659001114,
                    96.32455395918828, -39.17726167561544, -149.72683625798564)));

    private static Array<Double> row(double... numbers) {
        return Array.ofAll(numbers);
    }

    @Override
    public int denseSize() {
        return output.size();
    }

    @Override
    public Attempt step(BinaryOperator<Expr> f, Expr t, Expr y, Expr slope, Expr h, ErrorNorm norm, UnaryOperator<Expr> wanted) {
        Array<Expr> slopes = stages(f, t, y, h, Array.of(slope), stages - 1);
        Expr after = y.plus(h.times(sum(weights.get(stages - 1), slopes)));
        Array<Expr> all = slopes.append(f.apply(after, t.plus(h)));
        Expr error = error(h, all, norm.scale(after)).stopGradient();
        if (weights.size() == stages) {
            return new Attempt(after, all.last(), error, output.map(row -> sum(row, all)), Tensor.of(stages - 1));
        }
        Expr more = wanted.apply(error);
        Supplier<Array<Expr>> computed = () -> {
            Array<Expr> further = stages(f, t, y, h, all, weights.size());
            return output.map(row -> sum(row, further));
        };
        Array<Expr> dense = ControlFlow.<Array<Expr>>choose("odeint", more,
                Array.<Supplier<Array<Expr>>>of(() -> output.map(_ -> y.times(0)), computed));
        return new Attempt(after, all.last(), error, dense,
                more.where(Tensor.of(weights.size() - 1), Tensor.of(stages - 1)));
    }

    private Array<Expr> stages(BinaryOperator<Expr> f, Expr t, Expr y, Expr h, Array<Expr> known, int until) {
        return Array.range(known.size(), until).foldLeft(known, (slopes, i) -> slopes.append(
                f.apply(y.plus(h.times(sum(weights.get(i), slopes))), t.plus(h.times(nodes.get(i))))));
    }

    private Expr error(Expr h, Array<Expr> slopes, Expr scale) {
        if (errors.size() == 1) {
            return ErrorNorm.of(sum(errors.get(0), slopes).times(h).div(scale));
        }
        // the estimate of order 5, made smaller where that of order 3 is larger, as it is where both are trustworthy
        Expr fifth = sum(errors.get(0), slopes).div(scale).square().mean();
        Expr third = sum(errors.get(1), slopes).div(scale).square().mean();
        Expr both = fifth.plus(third.times(0.01));
        return fifth.eq(0).where(0, h.abs().times(fifth).div(both.sqrt()));
    }

    @Override
    public Array<Expr> dense(Expr h, Expr y0, Expr y1, Expr slope0, Expr slope1, Array<Expr> more) {
        Expr rise = y1.minus(y0);
        return Array.of(rise, h.times(slope0).minus(rise), rise.times(2).minus(h.times(slope0.plus(slope1))))
                .appendAll(more.map(h::times));
    }

    private static Expr sum(Array<Double> row, Array<Expr> slopes) {
        return WeightedSum.of(row, slopes);
    }
}
