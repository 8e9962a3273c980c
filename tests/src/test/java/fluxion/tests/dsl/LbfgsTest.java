package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Tensor;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.optim.Lbfgs;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** L-BFGS finds minima in few questions, each of its steps fulfils the Wolfe conditions, and its states go into files. */
class LbfgsTest {
    private record Split(Expr head, List<Expr> rest) {}

    private static final Fun1<Expr, Expr> ROSENBROCK = fn((Expr x) -> {
        Expr a = x.get(":-1");
        Expr b = x.get("1:");
        return sum(b.minus(a.square()).square().times(100).plus(a.subtractedFrom(1).square()));
    });

    private static final Expr START = vector(-1.2, 1, -1.2, 1, -1.2, 1);

    @Test
    void findsTheMinimumOfRosenbrocksFunction() {
        int[] asked = {0};
        var f = valueAndGrad(ROSENBROCK);
        Lbfgs.State<Expr> end = new Lbfgs().minimize(x -> {
            asked[0]++;
            return f.apply(x);
        }, START, 200, 1e-10);
        assertThat(((Tensor) end.parameters()).doubles()).usingComparatorWithPrecision(1e-10).containsExactly(1, 1, 1, 1, 1, 1);
        assertThat(asked[0]).as("questions").isLessThan(80);
        assertThat(toDouble(end.step())).isLessThan(60);
    }

    @Test
    void everyStepFulfilsTheWolfeConditions() {
        Lbfgs lbfgs = new Lbfgs(4, 1e-4, 0.5);
        var f = valueAndGrad(ROSENBROCK);
        var state = lbfgs.init(f, START);
        for (int i = 0; i < 25; i++) {
            var next = lbfgs.update(f, state);
            Expr moved = next.parameters().minus(state.parameters()); // α·d
            double slope = toDouble(state.gradient().dot(moved));
            assertThat(toDouble(next.value())).isLessThanOrEqualTo(toDouble(state.value()) + 1e-4 * slope);
            assertThat(Math.abs(toDouble(next.gradient().dot(moved)))).isLessThanOrEqualTo(-0.5 * slope * (1 + 1e-12));
            assertThat(next.value()).isEqualTo(ROSENBROCK.apply(next.parameters()));
            state = next;
        }
    }

    /** With exact searches it is the conjugate gradient method on a quadratic: as many steps as there are eigenvalues. */
    @Test
    void aQuadraticTakesAsManyStepsAsItHasEigenvalues() {
        Expr scales = vector(1, 10, 100);
        var f = valueAndGrad(fn((Expr x) -> x.square().dot(scales).div(2)));
        Lbfgs exact = new Lbfgs(5, 1e-6, 1e-5);
        var end = exact.minimize(f, vector(1, 1, 1), 4, 0);
        assertThat(toDouble(end.value())).isLessThan(1e-9);
        assertThat(toDouble(exact.minimize(f, vector(1, 1, 1), 2, 0).value())).isGreaterThan(1e-6);
    }

    @Test
    void treesAndDtypesAreKept() {
        var f = fn((Split s) -> sum(s.head().minus(3).square()).plus(s.rest().get(0).minus(s.head().sum()).square())
                .plus(s.rest().get(1).plus(1).square().sum()));
        Split start = new Split(Tensor.of(new float[] {1, 2}), List.of(Tensor.of(0f), Tensor.of(new float[][] {{4, 5}, {6, 7}})));
        var end = new Lbfgs().minimize(valueAndGrad(f), start, 50, 1e-5);
        assertThat(leaves(end.parameters()).map(leaf -> leaf.tensorType().toString())).containsExactly("f32[2]", "f32[]", "f32[2,2]");
        assertThat(((Tensor) end.parameters().head()).floats()).usingComparatorWithPrecision(1e-4f).containsExactly(3, 3);
        assertThat(toDouble(end.parameters().rest().get(0))).isCloseTo(6, within(1e-4));
        assertThat(((Tensor) end.parameters().rest().get(1)).floats()).usingComparatorWithPrecision(1e-4f).containsExactly(-1, -1, -1, -1);
    }

    @Test
    void whereNothingIsSmallerItStays() {
        var f = valueAndGrad(fn((Expr x) -> x.square().sum()));
        Lbfgs lbfgs = new Lbfgs();
        var there = lbfgs.init(f, vector(0, 0));
        assertThat(lbfgs.update(f, there)).isSameAs(there);
        // rounding ends it, not an error, close to where the gradient is zero
        var end = lbfgs.minimize(valueAndGrad(fn((Expr x) -> exp(x).minus(x.times(2)).sum())), vector(3, -2), 1000, 0);
        assertThat(((Tensor) end.parameters()).doubles()).usingComparatorWithPrecision(1e-12)
                .containsExactly(Math.log(2), Math.log(2));
        assertThat(toDouble(end.step())).isLessThan(30);
    }

    @Test
    void valuesThatAreNoneMakeStepsShorter() {
        var f = valueAndGrad(fn((Expr x) -> x.minus(log(x)).sum()));
        var end = new Lbfgs().minimize(f, vector(50, 0.01), 100, 1e-9);
        assertThat(((Tensor) end.parameters()).doubles()).usingComparatorWithPrecision(1e-8).containsExactly(1, 1);
    }

    @Test
    void whatFallsForeverIsLeftLowerThanBefore() {
        var f = valueAndGrad(fn((Expr x) -> x.neg().sum()));
        var lbfgs = new Lbfgs();
        var next = lbfgs.update(f, lbfgs.init(f, vector(0)));
        assertThat(toDouble(next.value())).isLessThan(-1e6);
    }

    @Test
    void carriesOnFromAFileWithTheSameBits(@TempDir Path folder) throws Exception {
        var f = valueAndGrad(ROSENBROCK);
        Lbfgs lbfgs = new Lbfgs(3);
        var state = lbfgs.init(f, START);
        List<Lbfgs.State<Expr>> states = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            state = lbfgs.update(f, state);
            states.add(state);
        }
        save(states.get(5), folder.resolve("state.safetensors"));
        var loaded = load(lbfgs.init(f, zerosLike(START)), folder.resolve("state.safetensors"));
        for (int i = 6; i < 12; i++) {
            loaded = lbfgs.update(f, loaded);
        }
        assertThat(loaded).isEqualTo(state);
        var bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(Array.of(state, lbfgs));
        assertThat(new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject()).isEqualTo(Array.of(state, lbfgs));
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> new Lbfgs(0)).isInstanceOf(FluxionException.class).hasMessageContaining("memory 0");
        assertThatThrownBy(() -> new Lbfgs(5, 0.9, 0.5)).hasMessageContaining("c₁ 0.9, c₂ 0.5");
        assertThatThrownBy(() -> new Lbfgs().init(x -> new Tuple2<>(scalar(1), x.cast(F32)), vector(1)))
                .isInstanceOf(DTypeException.class).hasMessageStartingWith("lbfgs: gradients must have the dtypes of the parameters");
    }
}
