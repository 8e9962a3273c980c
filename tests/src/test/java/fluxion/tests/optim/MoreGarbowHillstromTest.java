package fluxion.tests.optim;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.optim.Bfgs;
import fluxion.dsl.optim.Lbfgs;
import fluxion.dsl.optim.LevenbergMarquardt;
import fluxion.dsl.optim.Minimum;
import fluxion.dsl.optim.NewtonCg;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Problems of Moré, Garbow and Hillstrom (ACM TOMS 7, 1981), sums of squares, from their starts to their known minima, with
 * iterations beside SciPy's; {@code -Dfluxion.optim.all=true} tries all methods on all of them and prints a table, else BFGS and L-BFGS
 * on every fifth.
 */
class MoreGarbowHillstromTest {
    private static final boolean ALL = Boolean.getBoolean("fluxion.optim.all");

    /**
     * A problem.
     *
     * @param minima the sums of squares that are known: of the solution first, then where it may end too
     */
    private record Problem(double[] start, Fun1<Expr, Expr> residuals, double... minima) {}

    private static Tensor upTo(int m) {
        return Tensor.of(IntStream.rangeClosed(1, m).asDoubleStream().toArray());
    }

    private static double[] repeated(int times, double... values) {
        return IntStream.range(0, times * values.length).mapToDouble(i -> values[i % values.length]).toArray();
    }

    private static double[] made(int n, java.util.function.IntToDoubleFunction f) {
        return IntStream.rangeClosed(1, n).mapToDouble(f).toArray();
    }

    private static Problem problem(double[] start, java.util.function.Function<Expr[], Expr> residuals, double... minima) {
        return new Problem(start, fn((Expr x) -> residuals.apply(IntStream.range(0, start.length).mapToObj(x::get).toArray(Expr[]::new))),
                minima);
    }

    private static Problem whole(double[] start, java.util.function.UnaryOperator<Expr> residuals, double... minima) {
        return new Problem(start, fn((Expr x) -> residuals.apply(x)), minima);
    }

    private static double[] start(double... values) {
        return values;
    }

    private static Expr both(Expr... parts) {
        return stack(0, parts);
    }

    private static Map<String, Problem> problems() {
        Map<String, Problem> all = new LinkedHashMap<>();
        all.put("rosenbrock", problem(start(-1.2, 1), x -> both(x[1].minus(x[0].square()).times(10), x[0].subtractedFrom(1)), 0));
        all.put("freudenstein-roth", problem(start(0.5, -2), x -> both(
                x[1].subtractedFrom(5).times(x[1]).minus(2).times(x[1]).plus(x[0]).minus(13),
                x[1].plus(1).times(x[1]).minus(14).times(x[1]).plus(x[0]).minus(29)), 0, 48.98425367924));
        all.put("brown-badly-scaled", problem(start(1, 1), x -> both(x[0].minus(1e6), x[1].minus(2e-6), x[0].times(x[1]).minus(2)), 0));
        all.put("beale", problem(start(1, 1), x -> vector(1.5, 2.25, 2.625).minus(x[0].times(x[1].pow(upTo(3)).subtractedFrom(1))), 0));
        Expr ten = upTo(10);
        all.put("jennrich-sampson", problem(start(0.3, 0.4), x -> ten.times(2).plus(2).minus(exp(ten.times(x[0]))).minus(exp(ten.times(x[1]))),
                124.36218235561, 259.58));
        all.put("helical-valley", problem(start(-1, 0, 0), x -> both(
                x[2].minus(atan(x[1].div(x[0])).div(2 * Math.PI).plus(x[0].lt(0).cast(F64).times(0.5)).times(10)).times(10),
                x[0].square().plus(x[1].square()).sqrt().minus(1).times(10), x[2]), 0));
        Tensor bard = vector(.14, .18, .22, .25, .29, .32, .35, .39, .37, .58, .73, .96, 1.34, 2.10, 4.39);
        Tensor i = upTo(15);
        all.put("bard", problem(start(1, 1, 1), x -> bard.minus(x[0].plus(i.div(i.subtractedFrom(16).times(x[1])
                .plus(i.minimum(i.subtractedFrom(16)).times(x[2]))))), 0.0082148773065790));
        Tensor gauss = vector(.0009, .0044, .0175, .0540, .1295, .2420, .3521, .3989, .3521, .2420, .1295, .0540, .0175, .0044, .0009);
        all.put("gaussian", problem(start(0.4, 1, 0), x -> x[0].times(exp(x[1].neg().times(i.subtractedFrom(8).div(2).minus(x[2]).square())
                .div(2))).minus(gauss), 1.12793276961912e-8));
        Expr t = ten.div(10);
        all.put("box", problem(start(0, 10, 20), x -> exp(t.times(x[0]).neg()).minus(exp(t.times(x[1]).neg()))
                .minus(x[2].times(exp(t.neg()).minus(exp(t.times(-10))))), 0));
        all.put("powell-singular", problem(start(3, -1, 0, 1), x -> both(x[0].plus(x[1].times(10)), x[2].minus(x[3]).times(Math.sqrt(5)),
                x[1].minus(x[2].times(2)).square(), x[0].minus(x[3]).square().times(Math.sqrt(10))), 0));
        all.put("wood", problem(start(-3, -1, -3, -1), x -> both(x[1].minus(x[0].square()).times(10), x[0].subtractedFrom(1),
                x[3].minus(x[2].square()).times(Math.sqrt(90)), x[2].subtractedFrom(1), x[1].plus(x[3]).minus(2).times(Math.sqrt(10)),
                x[1].minus(x[3]).div(Math.sqrt(10))), 0));
        Tensor kowalik = vector(.1957, .1947, .1735, .1600, .0844, .0627, .0456, .0342, .0323, .0235, .0246);
        Tensor u = vector(4, 2, 1, .5, .25, .167, .125, .1, .0833, .0714, .0625);
        all.put("kowalik-osborne", problem(start(0.25, 0.39, 0.415, 0.39), x -> kowalik.minus(x[0].times(u.square().plus(u.times(x[1])))
                .div(u.square().plus(u.times(x[2])).plus(x[3]))), 3.0750560384924e-4));
        Expr fifths = upTo(20).div(5);
        all.put("brown-dennis", problem(start(25, 5, -5, -1), x -> x[0].plus(fifths.times(x[1])).minus(exp(fifths)).square()
                .plus(x[2].plus(x[3].times(sin(fifths))).minus(cos(fifths)).square()), 85822.2016263563));
        Expr s = upTo(13).div(10);
        Expr y = exp(s.neg()).minus(exp(s.times(-10)).times(5)).plus(exp(s.times(-4)).times(3));
        all.put("biggs", problem(start(1, 2, 1, 1, 1, 1), x -> x[2].times(exp(s.times(x[0]).neg())).minus(x[3].times(exp(s.times(x[1]).neg())))
                .plus(x[5].times(exp(s.times(x[4]).neg()))).minus(y), 0, 5.65564992549992e-3));
        all.put("watson", whole(repeated(6, 0), MoreGarbowHillstromTest::watson, 2.28767005355236e-3));
        all.put("extended-rosenbrock", whole(repeated(5, -1.2, 1), x -> concatenate(0,
                x.get("1::2").minus(x.get("::2").square()).times(10), x.get("::2").subtractedFrom(1)), 0));
        all.put("penalty", whole(start(1, 2, 3, 4), x -> concatenate(0, x.minus(1).times(Math.sqrt(1e-5)),
                x.square().sum().minus(0.25).reshape(1)), 2.24997750090326e-5));
        all.put("variably-dimensioned", whole(made(10, j -> 1 - j / 10.0), x -> {
            Expr sum = ten.times(x.minus(1)).sum().reshape(1);
            return concatenate(0, x.minus(1), sum, sum.square());
        }, 0));
        all.put("discrete-boundary-value", whole(made(10, j -> j / 11.0 * (j / 11.0 - 1)), x -> x.times(2).minus(before(x)).minus(after(x))
                .plus(x.plus(ten.div(11)).plus(1).pow(3).div(2 * 11 * 11)), 0));
        all.put("broyden-tridiagonal", whole(repeated(10, -1), x -> x.times(-2).plus(3).times(x).minus(before(x)).minus(after(x).times(2))
                .plus(1), 0));
        Expr rows = iota(i32(10, 10), 0);
        Expr columns = iota(i32(10, 10), 1);
        Expr near = columns.ne(rows).and(columns.ge(rows.minus(5))).and(columns.le(rows.plus(1))).cast(F64);
        all.put("broyden-banded", whole(repeated(10, -1), x -> x.times(x.square().times(5).plus(2)).plus(1)
                .minus(near.matmul(x.times(x.plus(1)))), 0));
        all.put("linear-full-rank", whole(repeated(10, 1), x -> concatenate(0, x, zeros(f64(10))).minus(x.sum().times(0.1)).minus(1), 10));
        return all;
    }

    private static Expr before(Expr x) {
        return concatenate(0, zeros(f64(1)), x.get(":-1"));
    }

    private static Expr after(Expr x) {
        return concatenate(0, x.get("1:"), zeros(f64(1)));
    }

    private static Expr watson(Expr x) {
        Expr t = upTo(29).div(29).expandDims(1);
        Expr j = iota(f64(1, 6), 1);
        Expr powers = t.pow(j);
        Expr slope = x.get("1:").times(j.get(":, 1:")).times(powers.get(":, :-1")).sum(1);
        Expr value = x.times(powers).sum(1);
        return concatenate(0, slope.minus(value.square()).minus(1), x.get("0:1"), x.get("1:2").minus(x.get("0:1").square()).minus(1));
    }

    private static Map<String, double[]> scipy() throws IOException {
        Map<String, double[]> steps = new LinkedHashMap<>();
        try (var in = MoreGarbowHillstromTest.class.getResourceAsStream("/optim/scipy.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] words = line.split(" ");
                steps.put(words[0], Arrays.stream(words).skip(1).mapToDouble(Double::parseDouble).toArray());
            }
        }
        return steps;
    }

    private static void assertMinimal(String method, Problem problem, double value) {
        assertThat(Arrays.stream(problem.minima()).map(m -> Math.abs(value - m) / Math.max(1e-2, m)).min().getAsDouble())
                .as("%s ends at %s, known are %s", method, value, Arrays.toString(problem.minima())).isLessThan(1e-8);
    }

    @TestFactory
    Stream<DynamicTest> reachesTheKnownMinima() throws IOException {
        Map<String, double[]> scipy = scipy();
        assertThat(scipy.keySet()).isEqualTo(problems().keySet());
        List<Map.Entry<String, Problem>> all = List.copyOf(problems().entrySet());
        return IntStream.range(0, all.size()).filter(i -> ALL || i % 5 == 0).mapToObj(all::get).map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
            Problem problem = each.getValue();
            Expr start = Tensor.of(problem.start());
            Fun1<Expr, Expr> f = fn((Expr x) -> problem.residuals().apply(x).square().sum());
            double[] steps = scipy.get(each.getKey());

            Minimum<Expr> bfgs = new Bfgs(2000, 1e-8).minimize(f, start);
            assertMinimal("bfgs", problem, toDouble(bfgs.value()));
            assertThat(toDouble(bfgs.steps())).as("steps of bfgs").isLessThan(1.5 * steps[0] + 15);
            Lbfgs.State<Expr> lbfgs = new Lbfgs().minimize(valueAndGrad(f), start, 2000, 1e-8);
            assertMinimal("lbfgs", problem, toDouble(lbfgs.value()));
            assertThat(toDouble(lbfgs.step())).as("steps of lbfgs").isLessThan(1.5 * steps[2] + 15);
            if (ALL) {
                Minimum<Expr> newton = new NewtonCg(2000, 1e-8).minimize(f, start);
                assertMinimal("newtonCg", problem, toDouble(newton.value()));
                Minimum<Expr> squares = new LevenbergMarquardt().minimize(problem.residuals(), start);
                assertMinimal("levenbergMarquardt", problem, 2 * toDouble(squares.value()));
                System.out.printf("%-24s bfgs %4s (SciPy %4.0f)  lbfgs %4s (SciPy %4.0f)  newtonCg %4s  lm %4s%n", each.getKey(), bfgs.steps(),
                        steps[0], lbfgs.step(), steps[2], newton.steps(), squares.steps());
            }
        }));
    }
}
