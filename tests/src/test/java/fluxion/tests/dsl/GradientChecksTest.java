package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.dsl.GradientCheck;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Derivatives that are right pass, wrong ones are named by leaf and element; and named values are seen where they are computed. */
class GradientChecksTest {
    private record Layer(Expr w, Expr b, Expr rows) {}

    @Test
    void rightDerivativesPassInAllModes() {
        Layer layer = new Layer(matrix(row(0.3, -0.7, 1.1), row(1.5, 0.2, -0.4)), vector(0.5, -0.3), ints(1, 0));
        GradientCheck check = checkGradients((Layer l) -> Tuple.of(tanh(l.w().matmul(vector(1, 2, 3)).plus(l.b()).get(l.rows())), l.rows()),
                layer, 3).orThrow();
        assertThat(check.levels().map(GradientCheck.Level::name)).startsWith("forward", "reverse").contains("forward over reverse",
                "reverse over forward", "reverse over reverse over forward").hasSize(2 + 4 + 8);
        assertThat(check.levels().get(0).elements().map(GradientCheck.Element::leaf).distinct()).containsExactly("w", "b");
        assertThat(check.levels().map(GradientCheck.Level::largestError).max().get()).isLessThan(1e-8);
        assertThat(checkGradients(x -> exp(x), floats(0.5f, -1), 2).passed()).isTrue();
        assertThat(checkGradients((Expr x, Expr y) -> x.times(sin(y)), vector(1, 2), vector(3, 4), 2).passed()).isTrue();
        assertThat(checkGradients((Expr x, Expr y, Expr z) -> x.pow(y).div(z), scalar(2), scalar(3), scalar(4), 2).passed()).isTrue();
        assertThat(checkGradients(x -> x.square().times(1e6), vector(1e3, -2e3)).passed()).isTrue();
    }

    @Test
    void wrongDerivativesAreNamed() {
        var wrong = custom((Expr x) -> x.square()).derivative((x, y) -> x.times(vector(2, 2, 3)));
        GradientCheck check = checkGradients((Layer l) -> wrong.apply(l.w().reshape(3)).plus(l.b()),
                new Layer(matrix(row(1, 2, 3)), vector(4, 5, 6), ints(1)));
        assertThat(check.passed()).isFalse();
        assertThat(check.mismatches()).hasSize(2).allSatisfy(each -> {
            assertThat(each.leaf()).isEqualTo("w");
            assertThat(each.index()).isEqualTo(Array.of(0, 2));
            assertThat(each.got() / each.expected()).isCloseTo(1.5, org.assertj.core.api.Assertions.within(1e-6));
        });
        assertThat(check.toString()).contains("order 1, forward: 6 elements, 1 wrong\n    w[0, 2]: expected ", "order 1, reverse");
        assertThatThrownBy(check::orThrow).isInstanceOf(FluxionException.class)
                .hasMessageStartingWith("checkGradients: derivatives must agree with differences; got\norder 1, forward");
        // a mistake that only the second derivative shows
        var second = custom((Expr x) -> x.square()).derivative((x, y) -> stopGradient(x).times(2));
        assertThat(checkGradients(x -> second.apply(x), vector(1, 2)).passed()).isTrue();
        assertThat(checkGradients(x -> second.apply(x), vector(1, 2), 2).passed()).isFalse();
        assertThatThrownBy(() -> checkGradients(x -> x, ints(1))).hasMessageContaining("requires a floating-point argument");
        assertThatThrownBy(() -> checkGradients(x -> x, vector(1), 5)).hasMessageContaining("an order from 1 to 4; got 5");
    }

    @Test
    void namedValuesAreSeen() {
        List<String> seen = new ArrayList<>();
        var f = fn((Expr x) -> named(x.square(), "square").times(3).sum());
        Expr gradient = watch((name, value) -> seen.add(name + " " + eval(value.reshape(-1))), () -> grad(f).apply(vector(1, 2)));
        assertThat(gradient).isEqualTo(vector(6, 12));
        watch((name, value) -> seen.add(name + " " + eval(value.reshape(-1))), () -> f.apply(vector(3, 4)));
        watch((name, value) -> seen.add(name + " " + eval(value.reshape(-1))), () -> vmap(f).apply(matrix(row(1, 2), row(3, 4))));
        // of the gradient, 6·x, the square is no part
        assertThat(seen).containsExactly("square [ 9.0, 16.0]", "square [ 1.0,  4.0,  9.0, 16.0]");
    }
}
