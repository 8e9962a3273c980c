package fluxion.tests.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.parse.Formula;
import fluxion.core.parse.SyntaxException;
import fluxion.core.print.Latex;
import fluxion.core.print.MathText;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Expressions for what they look like on paper, and how that is tested. */
abstract class Paper {
    static Var real(String name, int... dims) {
        return new Var(name, TensorType.of(DType.F64, dims));
    }

    final Var x = real("x");
    final Var y = real("y");
    final Var b = real("b");
    final Var c = real("c");
    final Var u = real("u", 3);
    final Var v = real("v", 3);
    final Var r = real("r", 4);
    final Var a = real("A", 3, 3);
    final Var m = real("B", 3, 3);
    final Var xs = real("X", 4, 3);
    final Var ys = real("Y", 3, 5);
    final Var t3 = real("T", 2, 4, 3);
    final Var u3 = real("U", 2, 3, 5);
    final Var p = new Var("p", TensorType.scalar(DType.BOOL));
    final Var q = new Var("q", TensorType.scalar(DType.BOOL));
    final Var i = new Var("i", TensorType.of(DType.I32, 2));

    static void golden(Seq<Expr> expressions, String text, String latex) {
        assertThat(expressions.map(MathText::of).mkString("", "\n", "\n")).isEqualTo(text);
        expressions.forEach(Paper::isRead);
        assertThat(expressions.map(Latex::of).mkString("", "\n", "\n")).isEqualTo(latex);
    }

    /** Printing and reading are inverse, but for constants whose elements are not in the text. */
    static void isRead(Expr e) {
        Seq<Var> variables = Graph.variables(Array.of(e));
        String text = MathText.of(Fn.of(variables, Array.of(e)));
        if (text.contains("f64[")) {
            assertThatThrownBy(() -> Formula.fn(text, variables)).isInstanceOf(SyntaxException.class).hasMessageContaining("put a name in its place");
        } else if (variables.map(Var::name).distinct().size() == variables.size()) {
            RoundTrip.check(Fn.of(variables, Array.of(e)));
        }
    }
}
