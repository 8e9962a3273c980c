package fluxion.tests.programs;

import static fluxion.dsl.Fluxion.complex;
import static fluxion.dsl.Fluxion.einsum;
import static fluxion.dsl.Fluxion.eye;
import static fluxion.dsl.Fluxion.fft;
import static fluxion.tests.programs.ElementwiseSteps.step;

import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.tests.programs.Operation.Call;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Products, diagonals, decompositions, Fourier transforms and convolutions. */
final class MatrixSteps {
    private static final String CONV = "$0.expandDims(0, 1).conv($1.expandDims(0, 1), %s, 1).squeeze(0, 1)";

    private MatrixSteps() {}

    static Seq<Tuple2<String, Operation>> all() {
        return products().appendAll(matrices());
    }

    private static Seq<Tuple2<String, Operation>> products() {
        return Array.of(step("matmul", "$0.matmul($1)", c -> c.x().matmul(c.y())),
                step("einsum", "einsum({eq}, $*)", c -> einsum(c.settings().text("eq"), c.operands().toJavaArray(Expr[]::new))),
                step("outer", "$0.outer($1)", c -> c.x().outer(c.y())), step("kron", "$0.kron($1)", c -> c.x().kron(c.y())),
                step("tensordot", "$0.tensordot($1, {n})", c -> c.x().tensordot(c.y(), c.integer("n"))),
                step("trace", "$0.trace({k}, 0, 1)", c -> c.x().trace(c.integer("k"), 0, 1)),
                step("diag", "$0.diag({k})", c -> c.x().diag(c.integer("k"))),
                step("diagonal", "$0.diagonal({k}, {i}, {j})", c -> c.x()
                        .diagonal(c.integer("k"), c.integer("i"), c.integer("j"))),
                step("tril", "$0.tril({k})", c -> c.x().tril(c.integer("k"))),
                step("triu", "$0.triu({k})", c -> c.x().triu(c.integer("k"))));
    }

    private static Seq<Tuple2<String, Operation>> matrices() {
        return Array.of(step("solve", "spd($0).solve($1)", c -> positive(c.x()).solve(c.y())),
                step("cholesky", "spd($0).cholesky()", c -> positive(c.x()).cholesky()),
                step("inv", "spd($0).inv()", c -> positive(c.x()).inv()), step("det", "$0.det()", c -> c.x().det()),
                step("logdet", "spd($0).logAbsDet()", c -> positive(c.x()).logAbsDet()),
                step("trisolve", "spd($0).triangularSolve($1, {lower})", c -> positive(c.x())
                        .triangularSolve(c.y(), c.settings().flag("lower"))),
                step("expm", "$0.tanh().times(0.5).expm()", c -> c.x().tanh().times(0.5).expm()),
                step("eigvals", "spd($0).eigvalsh()", c -> positive(c.x()).eigvalsh()),
                step("rfftpow", "$0.rfft().square().sum(-1)", c -> c.x().rfft().square().sum(-1)),
                step("fftpow", "power(fft(complex($0, $1)))", c -> {
                    Expr t = fft(complex(c.x(), c.y()));
                    return t.real().square().times(0.5).plus(t.imag());
                }),
                step("conv1",
                        CONV.formatted("Ints.of({stride}), Ints.of({pad}), Ints.of({dil})"),
                        c -> convolved(c, 1, c.integer("dil"))),
                step("conv2",
                        CONV.formatted("Ints.fill(2, {stride}), Ints.fill(2, {pad}), Ints.fill(2, 1)"),
                        c -> convolved(c, 2, 1)));
    }

    /** X·Xᵀ + n·I, which has a Cholesky factor. */
    private static Expr positive(Expr x) {
        int n = x.shape().dim(x.rank() - 1);
        return x.matmul(x.swapAxes(-1, -2)).plus(eye(x.dtype(), n).times(n));
    }

    private static Expr convolved(Call c, int axes, int dilation) {
        return c.x().expandDims(0, 1).conv(c.y().expandDims(0, 1), Ints.fill(axes, c.integer("stride")),
                Ints.fill(axes, c.integer("pad")),
                Ints.fill(axes, dilation), 1).squeeze(0, 1);
    }
}
