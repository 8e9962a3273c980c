package fluxion.tests.rules;

import static fluxion.tests.rules.Nodes.EYE;
import static fluxion.tests.rules.Nodes.M;
import static fluxion.tests.rules.Nodes.N;
import static fluxion.tests.rules.Nodes.P;
import static fluxion.tests.rules.Nodes.S;
import static fluxion.tests.rules.Nodes.U;
import static fluxion.tests.rules.Nodes.V;
import static fluxion.tests.rules.Nodes.W;
import static fluxion.tests.rules.Nodes.X;
import static fluxion.tests.rules.Nodes.Y;
import static fluxion.tests.rules.Nodes.beside;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.TransformException;
import fluxion.core.Var;
import fluxion.core.rewrite.Law;
import fluxion.core.rewrite.Rule;
import fluxion.core.rewrite.TensorEquation;
import fluxion.transforms.Simplify;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Equations of whole tensors, as a user writes them: what they match, what not, and what is no rule. */
class TensorEquationTest {
    private static final Ints ONE = Ints.of(1);
    private static final Expr THREE = Tensor.of(3.0);

    /** A rule, what it replaces, and what looks nearly so. */
    private record Use(Rule rule, Seq<Expr> matched, Seq<Expr> left) {}

    private static Rule rule(String name, Seq<Var> holes, Function<Seq<Expr>, Expr> left, Function<Seq<Expr>, Expr> right) {
        return TensorEquation.of(name, holes, left, right, Law.REAL, "a test");
    }

    private static Seq<Use> uses() {
        Rule product = rule("product", Array.of(M, N), x -> x.get(0).matmul(x.get(1)).transpose(),
                x -> x.get(1).transpose().matmul(x.get(0).transpose()));
        Rule twice = rule("twice", Array.of(X), x -> x.get(0).times(2).sum(), x -> x.get(0).sum().times(2));
        Rule same = rule("same", Array.of(X), x -> x.get(0).square().times(x.get(0)).sum(), x -> x.get(0).pow(3).sum());
        Rule padded = rule("padded", Array.of(V), x -> x.get(0).pad(ONE, ONE).sum(), x -> x.get(0).sum());
        Rule constant = rule("constant", Array.empty(), x -> EYE.sum(), x -> THREE);
        Rule loose = rule("loose", Array.of(V, W), x -> x.get(0).exp().max(), x -> x.get(0).max().exp());
        Rule whole = rule("whole", Array.of(V), x -> x.get(0).flip(0).sum(), x -> x.get(0).sum());
        Rule larger = rule("larger", Array.of(V), x -> x.get(0).square().sqrt().sum(), x -> x.get(0).abs().sum());
        return Array.of(
                new Use(product, Array.of(M.matmul(N).transpose(), X.matmul(M).transpose(), M.matmul(M).transpose(),
                M.matmul(V).permute(0),
                        beside(M, M.sin().matmul(N).transpose())), Array.of(M.times(N).transpose(),
                        M.matmul(N).permute(0, 1), M.contract(N, Ints.empty(), Ints.empty(), Ints.of(0), Ints.of(0)).transpose(),
                        M.transpose())),
                new Use(twice, Array.of(X.times(2).sum(), M.times(2).sum(), Tensor.of(2.0).broadcastTo(3).times(V).sum()),
                        Array.of(X.times(3).sum(), X.times(Y).sum(), X.plus(2).sum(), X.times(2).sum(0), X.times(2).max(),
                        X.sum(),
                                X.times(S).sum())),
                new Use(same, Array.of(X.square().times(X).sum(), X.times(X.square()).sum()),
                        Array.of(X.square().times(Y).sum(), Y.times(X.square()).sum(), X.square().plus(X).sum(),
                        X.sin().times(X).sum())),
                new Use(padded, Array.of(V.pad(ONE, ONE).sum(), U.pad(ONE, ONE).sum()), Array.of(V.pad(ONE, ONE, 1).sum(),
                        V.pad(ONE, Ints.of(0)).sum(), V.sum(), V.pad(ONE, ONE).max(),
                        Expr.apply(new fluxion.core.op.Pad(ONE, ONE, Ints.of(0)), V, S).sum())),
                new Use(constant, Array.of(EYE.sum()),
                Array.of(M.sum(), Nodes.eye(3, 1).sum(), Nodes.eye(2, 0).sum(), EYE.max())),
                new Use(loose, Array.empty(), Array.of(V.exp().max(), W.exp().max())),
                new Use(whole, Array.of(V.flip(0).sum(), U.flip(0).sum(), beside(V.flip(0), V.flip(0).sum())),
                        Array.of(X.flip(1).sum(), V.flip(0).max(), V.sum())),
                new Use(larger, Array.of(V.square().sqrt().sum(), X.square().sqrt().sum(),
                beside(V.square(), V.square().sqrt().sum())),
                        Array.of(V.square().exp().sum(), V.pow(3).sqrt().sum(), P.abs().sum())));
    }

    @TestFactory
    Stream<DynamicTest> whatIsMatchedAndWhatIsNot() {
        return uses().map(use -> dynamicTest(use.rule().name(), () -> {
            Simplify only = Simplify.only(use.rule()).checked();
            use.matched().forEach(e -> assertThat(only.apply(Array.of(e)).get(0)).as(e.toString()).isNotSameAs(e));
            use.left().forEach(e -> assertThat(only.apply(Array.of(e)).get(0)).as(e.toString()).isSameAs(e));
        })).toJavaStream();
    }

    @Test
    void whatIsNoRule() {
        assertThatThrownBy(() -> rule("variable", Array.of(X), x -> x.get(0), x -> x.get(0)))
                .isInstanceOf(TransformException.class)
                .hasMessageContaining("rule variable").hasMessageContaining("match everything");
        assertThatThrownBy(() -> rule("types", Array.of(X), x -> x.get(0).exp(), x -> x.get(0).sum()))
                .isInstanceOf(TransformException.class).hasMessageContaining("one type");
        assertThatThrownBy(() -> rule("unbound", Array.of(V, W), x -> x.get(0).exp(), x -> x.get(1).exp()))
                .isInstanceOf(TransformException.class).hasMessageContaining("must occur on the left side; got w");
    }

    /** What is matched, made and refused, a character for each. */
    static String told() {
        StringBuilder told = new StringBuilder();
        for (Use use : uses()) {
            Simplify only = Simplify.only(use.rule());
            use.matched().appendAll(use.left()).forEach(e -> told.append(RuleResults.of(Array.of(e), only.apply(Array.of(e)))));
        }
        new TensorEquationTest().whatIsNoRule();
        return told.toString();
    }
}
