package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.op.Dot;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import org.junit.jupiter.api.Test;

/** What the verbs that roll, repeat, extend, window and multiply give, against their definitions. */
class ArrangementsTest {
    private static final Expr V5 = vector(1, 2, 3, 4, 5);
    private static final Expr M23 = vector(1, 2, 3, 4, 5, 6).reshape(2, 3);

    private static double[] values(Expr x) {
        return eval(x).doubles();
    }

    @Test
    void rollComesBackIn() {
        assertThat(values(roll(V5, 2, 0))).containsExactly(4, 5, 1, 2, 3);
        assertThat(values(roll(V5, -6, 0))).containsExactly(2, 3, 4, 5, 1);
        assertThat(roll(V5, 5, 0)).isSameAs(V5);
        assertThat(values(roll(M23, 1))).containsExactly(6, 1, 2, 3, 4, 5);
        assertThat(values(roll(M23, Ints.of(1, 1), Ints.of(0, -1)))).containsExactly(6, 4, 5, 3, 1, 2);
        assertThat(values(roll(zeros(f64(0)), 3, 0))).isEmpty();
    }

    @Test
    void repeatStaysInPlace() {
        assertThat(values(repeat(M23, 2, 1))).containsExactly(1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6);
        assertThat(values(repeat(M23, 2, 0))).containsExactly(1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6);
        assertThat(values(repeat(M23, Ints.of(2, 0, 1), 1))).containsExactly(1, 1, 3, 4, 4, 6);
        assertThat(values(repeat(vector(1, 2), 3))).containsExactly(1, 1, 1, 2, 2, 2);
        assertThat(repeat(M23, 0, 1).shape()).isEqualTo(Shape.of(2, 0));
    }

    @Test
    void bordersContinueAsTheirModeSays() {
        Ints two = Ints.of(2);
        assertThat(values(pad(V5, two, Ints.of(1)))).containsExactly(0, 0, 1, 2, 3, 4, 5, 0);
        assertThat(values(pad(V5, two, Ints.of(1), 7))).containsExactly(7, 7, 1, 2, 3, 4, 5, 7);
        assertThat(values(padEdge(V5, two, two))).containsExactly(1, 1, 1, 2, 3, 4, 5, 5, 5);
        assertThat(values(padReflect(V5, two, two))).containsExactly(3, 2, 1, 2, 3, 4, 5, 4, 3);
        assertThat(values(padSymmetric(V5, two, two))).containsExactly(2, 1, 1, 2, 3, 4, 5, 5, 4);
        assertThat(values(padCircular(V5, two, two))).containsExactly(4, 5, 1, 2, 3, 4, 5, 1, 2);
        assertThat(values(padCircular(vector(1, 2), Ints.of(5), Ints.of(3)))).containsExactly(2, 1, 2, 1, 2, 1, 2, 1, 2, 1);
        assertThat(values(padSymmetric(M23, Ints.of(1, 0), Ints.of(0, 3)))).containsExactly(1, 2, 3, 3, 2, 1, 1, 2, 3, 3, 2, 1, 4, 5, 6, 6, 5, 4);
    }

    @Test
    void windowsOverlap() {
        assertThat(values(unfold(V5, 0, 3, 2))).containsExactly(1, 2, 3, 3, 4, 5);
        assertThat(unfold(zeros(f64(4, 7, 2)), 1, 3, 1).shape()).isEqualTo(Shape.of(4, 5, 2, 3));
        // each position of an image is in as many patches as fold adds up
        Expr image = ones(f64(1, 2, 4, 5));
        Ints kernel = Ints.of(3, 2);
        Ints stride = Ints.of(1, 2);
        Ints padding = Ints.of(1, 0);
        Ints dilation = Ints.of(1, 2);
        Expr columns = im2col(image, kernel, stride, padding, dilation);
        assertThat(columns.shape()).isEqualTo(Shape.of(1, 12, 8));
        Expr back = col2im(columns, Ints.of(4, 5), kernel, stride, padding, dilation);
        assertThat(values(back.get(0, 1))).containsExactly(2, 0, 4, 0, 2, 3, 0, 6, 0, 3, 3, 0, 6, 0, 3, 2, 0, 4, 0, 2);
        // a convolution is a product with the patches
        Expr x = eval(normal(key(1), f64(2, 3, 6, 5)));
        Expr w = eval(normal(key(2), f64(4, 3, 3, 2)));
        Expr product = w.reshape(4, 18).matmul(im2col(x, kernel, stride, padding, dilation));
        double[] direct = values(conv2d(x, w, io.vavr.control.Option.none(), stride, padding, dilation, 1));
        assertThat(values(product)).containsExactly(direct, within(1e-12));
    }

    @Test
    void gridsAndBroadcasts() {
        Seq<Expr> ij = meshgrid(vector(1, 2), vector(3, 4, 5));
        assertThat(values(ij.get(0))).containsExactly(1, 1, 1, 2, 2, 2);
        assertThat(values(ij.get(1))).containsExactly(3, 4, 5, 3, 4, 5);
        assertThat(values(meshgridXy(vector(1, 2), vector(3, 4, 5)).get(0))).containsExactly(1, 2, 1, 2, 1, 2);
        assertThat(broadcastArrays(scalar(1), zeros(f64(3, 1)), zeros(f64(2))).map(Expr::shape)).containsOnly(Shape.of(3, 2));
        assertThat(moveAxis(zeros(f64(2, 3, 4, 5)), Ints.of(0, -1), Ints.of(-1, 0)).shape()).isEqualTo(Shape.of(5, 3, 4, 2));
        assertThat(values(tri(2, 3, 0))).containsExactly(1, 0, 0, 1, 1, 0);
    }

    @Test
    void productsAreTheirFormulas() {
        assertThat(values(cross(vector(1, 2, 3), vector(4, 5, 6)))).containsExactly(-3, 6, -3);
        assertThat(cross(zeros(f64(4, 1, 3)), zeros(f64(5, 3))).shape()).isEqualTo(Shape.of(4, 5, 3));
        assertThat(values(kron(vector(1, 10), M23))).containsExactly(1, 2, 3, 10, 20, 30, 4, 5, 6, 40, 50, 60);
        assertThat(values(vdot(M23, M23))).containsExactly(91);
        Expr a = eval(normal(key(3), f64(3, 3)));
        Expr fifth = a.matmul(a).matmul(a).matmul(a).matmul(a);
        assertThat(values(matrixPower(a, 5))).containsExactly(values(fifth), within(1e-12));
        assertThat(values(matrixPower(stack(0, a, a), 0).get(1))).containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 1);
        assertThat(products(matrixPower(a, 16))).isEqualTo(4);
    }

    @Test
    void theChainOfMatricesHasTheLeastWork() {
        // the example of Cormen et al.: 15125 multiplications
        int[] lengths = {30, 35, 15, 5, 10, 20, 25};
        Expr[] factors = new Expr[6];
        for (int i = 0; i < 6; i++) {
            factors[i] = eval(normal(key(i), f64(lengths[i], lengths[i + 1])));
        }
        Expr product = multiDot(factors);
        assertThat(work(product)).isEqualTo(15125);
        assertThat(values(product)).containsExactly(values(Array.of(factors).reduce(Expr::matmul)), within(1e-6));
        assertThat(multiDot(vector(1, 2), eval(zeros(f64(2, 3))), vector(1, 2, 3)).shape()).isEqualTo(Shape.SCALAR);
    }

    private static Seq<Expr> dots(Expr x) {
        return Array.ofAll(Graph.topological(Array.of(x))).filter(e -> e instanceof Apply a && a.op() instanceof Dot);
    }

    private static int products(Expr x) {
        return dots(x).size();
    }

    private static long work(Expr x) {
        return dots(x).map(e -> e.shape().size() * ((Apply) e).input(1).shape().dim(0)).sum().longValue();
    }

    @Test
    void summariesAreTheirFormulas() {
        assertThat(values(diff(V5.square(), 0))).containsExactly(3, 5, 7, 9);
        assertThat(values(diff(V5.square(), 2, 0))).containsExactly(2, 2, 2);
        assertThat(values(diff(V5, 7, 0))).isEmpty();
        assertThat(values(trapz(V5.square(), 0.5, 0))).containsExactly(21);
        assertThat(values(trapz(M23, vector(0, 1, 3), 1))).containsExactly(6.5, 15.5);
        assertThat(values(trapz(M23, M23, 0))).containsExactly(7.5, 10.5, 13.5);
        assertThat(values(average(M23, vector(1, 0, 3), 1))).containsExactly(2.5, 5.5);
        assertThat(values(ptp(M23, 0))).containsExactly(3, 3, 3);
    }

    @Test
    void normsOfEveryOrder() {
        Expr x = vector(3, 0, -4);
        double[] orders = {0, 1, 2, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        double[] want = {2, 7, 5, 4, 0};
        for (int i = 0; i < orders.length; i++) {
            assertThat(values(vectorNorm(x, orders[i]))).containsExactly(want[i]);
        }
        assertThat(values(vectorNorm(x, 3))).containsExactly(new double[] {Math.cbrt(91)}, within(1e-14));
        for (double order : orders) {
            assertThat(values(grad((Expr t) -> vectorNorm(t, order)).apply(vector(0, 0)))).containsOnly(0);
        }
        assertThat(values(grad((Expr t) -> vectorNorm(t, 0)).apply(x))).containsOnly(0);
    }

    @Test
    void integersMoveToo() {
        Tensor whole = ints(1, 2, 3);
        assertThat(eval(roll(whole, 1, 0))).isEqualTo(ints(3, 1, 2));
        assertThat(eval(diff(whole, 0))).isEqualTo(ints(1, 1));
        assertThat(eval(kron(whole, ints(1, 2)))).isEqualTo(ints(1, 2, 2, 4, 3, 6));
    }
}
