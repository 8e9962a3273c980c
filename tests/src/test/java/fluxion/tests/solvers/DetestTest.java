package fluxion.tests.solvers;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.ode.OdeSolution;
import fluxion.dsl.ode.OdeSolver;
import io.vavr.collection.Array;
import io.vavr.collection.Map;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Solutions of the problems of DETEST beside SciPy's, which makes its steps by the same rules. */
class DetestTest {
    /** Whether by both methods at all tolerances; some at 10⁻⁶ otherwise. */
    private static final boolean ALL = Boolean.getBoolean("fluxion.solvers");

    private record Reference(String problem, String method, double tolerance, int steps, int evaluations, double[] end) {
        boolean isUsual() {
            return tolerance == 1e-6 && (method.equals("dp5") ? "A3 B1 C5 D2 E3" : "A5 B4 C2 D4 E2").contains(problem);
        }

        static Reference of(String line) {
            String[] words = line.split(" ");
            double[] end = Array.of(words).drop(5).map(Double::parseDouble).toStream().toJavaStream().mapToDouble(x -> x).toArray();
            return new Reference(words[0], words[1], Double.parseDouble(words[2]), Integer.parseInt(words[3]), Integer.parseInt(words[4]), end);
        }
    }

    private static Array<Reference> references() {
        try (var in = DetestTest.class.getResourceAsStream("/solvers/detest.txt")) {
            return Array.ofAll(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()).map(Reference::of);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double distance(double[] a, double[] b) {
        return Math.sqrt(Array.ofAll(a).zip(Array.ofAll(b)).map(p -> (p._1 - p._2) * (p._1 - p._2)).sum().doubleValue());
    }

    private static OdeSolution<Expr> solution(Detest problem, Reference reference) {
        OdeSolver solver = reference.method().equals("dp5") ? dormandPrince5() : dormandPrince8();
        return odeSolution(problem.f(), problem.y0(), vector(0, 20), solver.tolerances(reference.tolerance(), reference.tolerance()));
    }

    @Test
    void stepsErrorsAndEvaluationsAreScipys() {
        Map<String, Detest> problems = Detest.all();
        Map<String, double[]> exact = references().filter(r -> r.method().equals("exact")).toMap(Reference::problem, Reference::end);
        Array<Reference> compared = references().filter(r -> !r.method().equals("exact") && (ALL || r.isUsual()));
        assertThat(compared).hasSize(ALL ? 150 : 10);
        for (Reference reference : compared) {
            OdeSolution<Expr> solution = solution(problems.get(reference.problem()).get(), reference);
            String what = reference.toString();
            assertThat(eval(solution.isComplete()).booleans()).as(what).containsExactly(true);
            // dense output, which SciPy was not asked for, takes 3 evaluations
            int evaluations = (int) toDouble(solution.evaluations()) - (reference.method().equals("dp8") ? 3 : 0);
            // SciPy's steps, but for decisions that rounding makes
            assertThat(toDouble(solution.steps())).as(what).isCloseTo(reference.steps(), within(2 + 0.01 * reference.steps()));
            assertThat((double) evaluations).as(what).isCloseTo(reference.evaluations(), within(26 + 0.02 * reference.evaluations()));
            double[] end = eval(solution.states().get(1)).doubles();
            double ours = distance(end, exact.get(reference.problem()).get());
            double theirs = distance(reference.end(), exact.get(reference.problem()).get());
            assertThat(ours).as(what).isLessThan(1.05 * theirs + reference.tolerance());
            if (ALL) {
                System.out.printf("%s %s %.0e: steps %d %d, evaluations %d %d, errors %.2e %.2e%n", reference.problem(), reference.method(),
                        reference.tolerance(), (int) toDouble(solution.steps()), reference.steps(), evaluations, reference.evaluations(), ours, theirs);
            }
        }
    }

    @Test
    void aStiffMethodSolvesThemToo() {
        Map<String, double[]> exact = references().filter(r -> r.method().equals("exact")).toMap(Reference::problem, Reference::end);
        Array.of("A5", "B4").forEach(name -> {
            Detest problem = Detest.all().get(name).get();
            Tensor end = eval(odeint(problem.f(), problem.y0(), vector(0, 20), rosenbrock().tolerances(1e-6, 1e-6)).get(1));
            assertThat(distance(end.doubles(), exact.get(name).get())).as(name).isLessThan(1e-4);
        });
    }
}
