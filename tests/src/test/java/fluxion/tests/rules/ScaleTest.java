package fluxion.tests.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Movements;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Op;
import fluxion.core.rewrite.Law;
import fluxion.core.rewrite.Make;
import fluxion.core.rewrite.Rule;
import fluxion.transforms.Grad;
import fluxion.transforms.Simplify;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.function.BinaryOperator;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Simplifying looks at each node a bounded number of times, however the graph is made: eight times the nodes, about eight times the work. */
class ScaleTest {
    private static final int SMALL = 1_000;
    private static final int TIMES = 4;

    private record Family(String name, IntFunction<Fn> of) {}

    /** Never applies, and counts how often it is asked. */
    private static final class Count implements Rule {
        private long asked;

        @Override
        public String name() {
            return "count";
        }

        @Override
        public String statement() {
            return "x = x";
        }

        @Override
        public Law law() {
            return Law.EXACT;
        }

        @Override
        public String reason() {
            return "counts";
        }

        @Override
        public boolean concerns(Op op) {
            return true;
        }

        @Override
        public Option<Expr> rewrite(Apply node, Make make) {
            asked++;
            return Option.none();
        }
    }

    private static Var var(String name, int... dims) {
        return new Var(name, TensorType.of(DType.F64, dims));
    }

    private static Seq<Var> vars(int n, int... dims) {
        return Array.range(0, n).map(i -> var("x" + i, dims));
    }

    private static Fn fn(Seq<Var> params, Expr e) {
        return new Fn(params, Array.of(e));
    }

    private static Expr tree(Seq<Expr> leaves, BinaryOperator<Expr> join) {
        Seq<Expr> level = leaves;
        while (level.size() > 1) {
            level = level.grouped(2).map(pair -> pair.size() == 2 ? join.apply(pair.get(0), pair.get(1)) : pair.get(0)).toArray();
        }
        return level.get(0);
    }

    private static Expr folded(Expr from, int n, BinaryOperator<Expr> step) {
        Expr e = from;
        for (int i = 0; i < n; i++) {
            e = step.apply(e, from);
        }
        return e;
    }

    private static Seq<Family> families() {
        Var x = var("x");
        Var w = var("w", 3, 3);
        Var h = var("h", 3);
        return Array.of(
                new Family("a chain", n -> fn(Array.of(x), folded(x, n, (e, _) -> e.sin()))),
                new Family("a wide sum", n -> fn(Array.of(x), Array.range(0, n).map(i -> x.times(i + 2).sin()).reduceLeft(Expr::plus))),
                new Family("a wide sum of parameters", n -> {
                    Seq<Var> p = vars(n);
                    return fn(p, p.map(v -> (Expr) v.square()).reduceLeft(Expr::plus));
                }),
                new Family("a deep product", n -> {
                    Seq<Var> p = vars(n);
                    return fn(p, p.map(v -> (Expr) v.plus(1)).reduceLeft(Expr::times));
                }),
                new Family("a balanced tree", n -> {
                    Seq<Var> p = vars(n);
                    return fn(p, tree(p.map(Expr.class::cast), (a, b) -> a.plus(b).tanh()));
                }),
                new Family("a balanced product", n -> {
                    Seq<Var> p = vars(n);
                    return fn(p, tree(p.map(Expr.class::cast), Expr::times));
                }),
                new Family("doublings", n -> fn(Array.of(x), folded(x, n, (e, _) -> e.sin().plus(e.cos())))),
                new Family("quotients", n -> fn(Array.of(x), folded(x, n, (e, y) -> y.plus(1).div(e)))),
                new Family("a recurrent network", n -> fn(Array.of(w, h), folded(h, n, (e, y) -> w.matmul(e).plus(y).tanh()).sum())),
                new Family("residual blocks", n -> fn(Array.of(w, h), folded(h, n, (e, _) -> e.plus(w.matmul(e).tanh().times(0.1))).sum())),
                new Family("a sum of products of matrices", n -> {
                    Seq<Var> p = vars(n, 3, 3);
                    return fn(p.append(h), p.foldLeft((Expr) h, (e, m) -> e.plus(m.matmul(h))).sum());
                }),
                new Family("a product of matrices", n -> fn(Array.of(w, h), folded(h, n, (e, _) -> w.matmul(e)).sum())),
                new Family("many parameters", n -> {
                    Seq<Var> p = vars(n, 3);
                    return fn(p.append(h), p.map(v -> v.dot(h).sin()).reduceLeft(Expr::plus));
                }),
                new Family("a long concatenation", n -> {
                    Seq<Var> p = vars(n, 2);
                    return fn(p, Movements.concatenate(0, p.map(v -> (Expr) v.sin())).square().sum());
                }),
                new Family("branches", n -> fn(Array.of(x), folded(x, n, (e, _) -> e.gt(0.1).where(e.times(2), e.sin())))));
    }

    private static long work(Fn fn) {
        Count count = new Count();
        Simplify.with(count).apply(fn);
        return count.asked;
    }

    @TestFactory
    Stream<DynamicTest> simplifyingIsLinear() {
        return families().map(f -> dynamicTest(f.name(), () -> grows(work(f.of().apply(SMALL)), work(f.of().apply(SMALL * TIMES))))).toJavaStream();
    }

    @TestFactory
    Stream<DynamicTest> simplifyingGradientsIsLinear() {
        return families().map(f -> dynamicTest(f.name(), () -> grows(work(gradient(f, SMALL)), work(gradient(f, SMALL * TIMES))))).toJavaStream();
    }

    private static Fn gradient(Family f, int n) {
        Fn fn = f.of().apply(n);
        return Grad.of(fn, Ints.range(0, fn.params().size()));
    }

    /** How many walks over these are needed depends on their size; there are at most twelve. */
    @Test
    void doublingsOfProductsTakeSomeWalks() {
        Var x = var("x");
        for (int n = SMALL; n <= SMALL * TIMES; n *= 2) {
            Fn fn = fn(Array.of(x), folded(x, n, (e, _) -> e.times(e.plus(1))));
            assertThat(work(fn)).isLessThan(40L * 2 * n);
        }
    }

    private static void grows(long small, long big) {
        assertThat(big).as("visits of %d and %d times the nodes", small, TIMES).isLessThan(small * TIMES * 14 / 10 + 10_000);
    }
}
