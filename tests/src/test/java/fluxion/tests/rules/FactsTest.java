package fluxion.tests.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Literal;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Compare;
import fluxion.core.op.Power;
import fluxion.core.rewrite.ExprPattern;
import fluxion.ops.eval.Evaluator;
import fluxion.transforms.Algebra;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is known of signs from the form of expressions holds, and is known where it plainly holds. */
class FactsTest {
    private static final Var X = var(DType.F64);
    private static final Var K = var(DType.I32);

    /** An expression, and which of &gt; 0, ≠ 0, ≥ 0, ≥ −1, &gt; −1, ≠ −1, ≥ 1 are proven of it. */
    private record Fact(Expr of, String proven) {
        String told() {
            return Array.of(guard(Compare.GT, 0), guard(Compare.NE, 0), guard(Compare.GE, 0), guard(Compare.GE, -1),
                    guard(Compare.GT, -1), guard(Compare.NE, -1), guard(Compare.GE, 1))
                    .map(guard -> Algebra.proves(guard, Array.of(Option.of(of))) ? "+" : "-").mkString();
        }
    }

    private static Var var(DType dtype) {
        return new Var("x", TensorType.of(dtype, 2, 3));
    }

    private static ExprPattern guard(Compare relation, double bound) {
        Var hole = new Var("h", TensorType.scalar(DType.F64));
        return new ExprPattern(Array.of(hole), Expr.apply(relation, hole, Tensor.of(bound)));
    }

    private static Expr power(Expr x, int n) {
        return Expr.apply(new Power(n), x);
    }

    private static Expr number(double value) {
        return Literal.of(X.type(), value);
    }

    static Seq<Fact> facts() {
        String positive = "+++++--";
        String atLeastZero = "--+++--";
        String unknown = "-------";
        Expr p = X.exp();
        Expr z = X.abs();
        return Array.of(
                new Fact(X, unknown), new Fact(X.sin(), unknown), new Fact(number(2), positive), new Fact(number(0), atLeastZero),
                new Fact(number(-0.0), atLeastZero), new Fact(number(-1), unknown), new Fact(number(Double.NaN), unknown),
                new Fact(p, positive), new Fact(X.exp2(), positive), new Fact(X.cosh(), positive),
                new Fact(X.sigmoid(), positive),
                new Fact(X.softplus(), positive), new Fact(z, atLeastZero), new Fact(p.abs(), positive),
                new Fact(p.relu(), positive),
                new Fact(X.relu(), atLeastZero), new Fact(X.sqrt(), atLeastZero), new Fact(p.sqrt(), positive),
                new Fact(p.cbrt(), positive), new Fact(z.cbrt(), atLeastZero), new Fact(X.cbrt(), unknown),
                new Fact(p.rsqrt(), positive), new Fact(X.rsqrt(), atLeastZero), new Fact(p.log(), unknown),
                new Fact(power(X, 2), atLeastZero), new Fact(power(X, 3), unknown), new Fact(power(z, 3), atLeastZero),
                new Fact(power(p, 3), positive), new Fact(power(p, 2), positive), new Fact(power(X, -2), atLeastZero),
                new Fact(z.plus(z.sin().abs()), atLeastZero), new Fact(p.plus(z), positive), new Fact(z.plus(p), positive),
                new Fact(p.plus(X), unknown), new Fact(X.plus(p), unknown), new Fact(z.plus(X), unknown),
                new Fact(X.plus(z), unknown),
                new Fact(p.plus(p.sin().exp()), positive), new Fact(X.maximum(p), positive), new Fact(p.maximum(X), positive),
                new Fact(z.maximum(X), atLeastZero), new Fact(X.maximum(z), atLeastZero), new Fact(z.maximum(p), positive),
                new Fact(X.maximum(X.sin()), unknown), new Fact(p.times(z), atLeastZero), new Fact(z.times(p), atLeastZero),
                new Fact(p.times(p), positive), new Fact(p.times(X), unknown), new Fact(X.times(p), unknown),
                new Fact(z.div(p), atLeastZero), new Fact(p.div(X), unknown), new Fact(p.minimum(z), atLeastZero),
                new Fact(p.minimum(X), unknown), new Fact(p.minus(z), unknown), new Fact(X.hypot(p), atLeastZero),
                new Fact(p.sum(), atLeastZero), new Fact(z.sum(0), atLeastZero), new Fact(X.sum(), unknown),
                new Fact(p.max(), unknown),
                new Fact(p.prod(), unknown), new Fact(X.sum(0).broadcastTo(2, 3), unknown),
                new Fact(p.sum(0).broadcastTo(2, 3), atLeastZero), new Fact(p.reshape(3, 2), positive),
                new Fact(p.transpose(), positive), new Fact(p.flip(0), positive), new Fact(p.slice(0, 0, 1), positive),
                new Fact(p.stopGradient(), positive), new Fact(X.reshape(3, 2), unknown), new Fact(X.transpose(), unknown),
                new Fact(X.flip(0), unknown), new Fact(X.slice(0, 0, 1), unknown), new Fact(X.stopGradient(), unknown),
                new Fact(p.cumsum(0, false), unknown), new Fact(p.neg(), unknown), new Fact(K.abs(), unknown),
                new Fact(K.relu(), unknown),
                new Fact(p.cumsum(0, true).plus(1), unknown), new Fact(p.matmul(p.transpose()), unknown),
                new Fact(p.sqrt().sqrt().sqrt().sqrt().sqrt().sqrt().sqrt(), positive),
                new Fact(p.sqrt().sqrt().sqrt().sqrt().sqrt().sqrt().sqrt().sqrt(), atLeastZero));
    }

    @TestFactory
    Stream<DynamicTest> signs() {
        return facts().map(fact -> dynamicTest(fact.of().toString(), () -> {
            assertThat(fact.told()).isEqualTo(fact.proven());
            for (int seed = 0; seed < 3; seed++) {
                SplittableRandom random = new SplittableRandom(seed);
                Seq<Var> vars = Graph.variables(Array.of(fact.of()));
                if (vars.forAll(v -> v.dtype() == DType.F64)) {
                    Seq<Tensor> values = vars.map(v -> Tensor.of(v.shape(), random.doubles(v.shape().size(), -2, 2).toArray()));
                    double[] is = Evaluator.evaluate(Fn.of(vars, Array.of(fact.of())), values).get(0).doubles();
                    assertThat(is).satisfies(all -> assertThat(Array.ofAll(all).reject(v -> v.isNaN())).allMatch(v ->
                            fact.proven().startsWith("+") ? v > 0 : fact.proven().charAt(2) == '-' || v >= 0));
                }
            }
        })).toJavaStream();
    }

    /** What is told of each, for those who change how it is found out. */
    static String told() {
        return facts().map(Fact::told).mkString();
    }
}
