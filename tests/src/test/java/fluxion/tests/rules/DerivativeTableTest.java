package fluxion.tests.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.CumSum;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Eye;
import fluxion.core.print.MathText;
import fluxion.tests.print.RoundTrip;
import fluxion.transforms.Grad;
import fluxion.transforms.Hessian;
import fluxion.transforms.Jacobian;
import fluxion.transforms.Simplify;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Derivatives as textbooks print them, ours beside them: equal up to the order of commutative operands. The identities of
 * matrices are those of Petersen and Pedersen, The Matrix Cookbook (2012); the numbers are its equations.
 */
class DerivativeTableTest {
    private enum Kind { GRADIENT, JACOBIAN, HESSIAN }

    private record Row(String name, Kind kind, Var wrt, Expr f, String textbook) {}

    private static Var var(String name, int... dims) {
        return new Var(name, TensorType.of(DType.F64, dims));
    }

    private static Row d(String name, Var wrt, Expr f, String textbook) {
        return new Row(name, Kind.GRADIENT, wrt, f, textbook);
    }

    private static Row jacobian(String name, Var wrt, Expr f, String textbook) {
        return new Row(name, Kind.JACOBIAN, wrt, f, textbook);
    }

    private static Row hessian(String name, Var wrt, Expr f, String textbook) {
        return new Row(name, Kind.HESSIAN, wrt, f, textbook);
    }

    private static Expr trace(Expr m) {
        return Expr.apply(new Diagonal(0), m).sum();
    }

    private static Seq<Row> scalars() {
        Var x = var("x");
        Var y = var("y");
        Var a = var("a");
        return Array.of(
                d("x³", x, x.pow(3), "3·x²"), d("1/x", x, x.reciprocal(), "−1/x²"), d("√x", x, x.sqrt(), "1/(2·√x)"), d("∛x", x, x.cbrt(), "1/(3·(∛x)²)"),
                d("eˣ", x, x.exp(), "exp(x)"), d("2ˣ", x, x.exp2(), "2^x·ln(2)"), d("aˣ", x, a.pow(x), "a^x·ln(a)"), d("ln x", x, x.log(), "1/x"),
                d("log₂ x", x, x.log2(), "1/(x·ln(2))"), d("log₁₀ x", x, x.log10(), "1/(x·ln(10))"),
                d("sin x", x, x.sin(), "cos(x)"), d("cos x", x, x.cos(), "−sin(x)"), d("tan x", x, x.tan(), "1 + tan(x)²"),
                d("arcsin x", x, x.asin(), "1/√(1 − x²)"), d("arccos x", x, x.acos(), "−1/√(1 − x²)"), d("arctan x", x, x.atan(), "1/(1 + x²)"),
                d("sinh x", x, x.sinh(), "cosh(x)"), d("cosh x", x, x.cosh(), "sinh(x)"), d("tanh x", x, x.tanh(), "1 − tanh(x)²"),
                d("arsinh x", x, x.asinh(), "1/√(x² + 1)"), d("arcosh x", x, x.acosh(), "1/√(x² − 1)"), d("artanh x", x, x.atanh(), "1/(1 − x²)"),
                d("erf x", x, x.erf(), "2/√π·exp(−x²)"), d("σ(x)", x, x.sigmoid(), "σ(x)·(1 − σ(x))"), d("softplus", x, x.softplus(), "σ(x)"),
                d("ln(1 + eˣ)", x, x.exp().plus(1).log(), "σ(x)"), d("xⁿ in x", x, x.pow(y), "y·x^(y − 1)"), d("xʸ in y", y, x.pow(y), "x^y·ln(x)"),
                d("x·sin x", x, x.times(x.sin()), "sin(x) + x·cos(x)"), d("x·eˣ", x, x.times(x.exp()), "exp(x) + x·exp(x)"),
                d("x·ln x − x", x, x.times(x.log()).minus(x), "ln(x)"), d("e^(−x²)", x, x.square().neg().exp(), "−2·x·exp(−x²)"),
                d("sin² x", x, x.sin().square(), "sin(2·x)"), d("sin x·cos x", x, x.sin().times(x.cos()), "cos(2·x)"), d("ln sin x", x, x.sin().log(), "1/tan(x)"),
                d("ln cos x", x, x.cos().log(), "−tan(x)"), d("√(1 + x²)", x, x.square().plus(1).sqrt(), "x/√(1 + x²)"), d("√(1 − x²)", x, x.square().subtractedFrom(1).sqrt(), "−x/√(1 − x²)"),
                d("x·arcsin x + √(1 − x²)", x, x.times(x.asin()).plus(x.square().subtractedFrom(1).sqrt()), "arcsin(x)"),
                d("x/(1 + x²)", x, x.div(x.square().plus(1)), "(1 − x²)/(1 + x²)²"), d("ln ln x", x, x.log().log(), "1/(x·ln(x))"),
                d("eˣ·sin x", x, x.exp().times(x.sin()), "exp(x)·(sin(x) + cos(x))"), d("√(x² + y²)", x, x.square().plus(y.square()).sqrt(), "x/√(x² + y²)"),
                d("arctan y/x", x, y.atan2(x), "−y/(x² + y²)"), d("logit", x, x.div(x.subtractedFrom(1)).log(), "1/x + 1/(1 − x)"),
                d("ln(x + √(x² + 1))", x, x.plus(x.square().plus(1).sqrt()).log(), "1/√(x² + 1)"), d("ln(x + √(x² − 1))", x, x.plus(x.square().minus(1).sqrt()).log(), "1/√(x² − 1)"),
                d("x·σ(x)", x, x.times(x.sigmoid()), "σ(x) + x·σ(x)·(1 − σ(x))"));
    }

    private static Seq<Row> vectors() {
        Var x = var("x", 4);
        Var a = var("a", 4);
        Var b = var("b", 4);
        Var matrix = var("A", 4, 4);
        Var data = var("X", 7, 4);
        Var w = var("w", 4);
        Var y = var("y", 7);
        Var lambda = var("λ");
        Var z = var("z", 5);
        Var t = var("y", 5);
        Expr scores = data.matmul(w);
        return Array.of(
                d("(69) aᵀ·x", x, a.dot(x), "a"), d("(81) xᵀ·A·x", x, x.dot(matrix.matmul(x)), "(A + Aᵀ)·x"), d("xᵀ·x", x, x.dot(x), "2·x"),
                d("(97) ½·xᵀ·A·x − bᵀ·x", x, x.dot(matrix.matmul(x)).div(2).minus(b.dot(x)), "0.5·(A + Aᵀ)·x − b"),
                d("(84) ‖A·x − b‖²", x, matrix.matmul(x).minus(b).square().sum(), "2·Aᵀ·(A·x − b)"),
                d("least squares", w, scores.minus(y).square().sum(), "2·Xᵀ·(X·w − y)"), d("mean squares", w, scores.minus(y).square().mean(), "2/7·Xᵀ·(X·w − y)"),
                d("ridge", w, scores.minus(y).square().sum().plus(lambda.times(w.square().sum())), "2·(Xᵀ·(X·w − y) + λ·w)"),
                d("(129) ‖x − a‖", x, x.minus(a).square().sum().sqrt(), "(x − a)/√(Σ (x − a)²)"), d("(131) ‖x‖²", x, x.square().sum(), "2·x"),
                d("‖x‖", x, x.dot(x).sqrt(), "x/√(xᵀ·x)"), d("sin(aᵀ·x)", x, a.dot(x).sin(), "b·cos(bᵀ·x)".replace('b', 'a')),
                d("e^(−‖x‖²/2)", x, x.dot(x).div(-2).exp(), "−x·exp(−xᵀ·x/2)"), d("entropy", x, x.times(x.log()).sum().neg(), "−(1 + ln(x))"),
                d("variance", x, x.minus(x.mean()).square().mean(), "0.5·(x − mean(x))"), d("Σ ln x", x, x.log().sum(), "1/x"),
                d("logsumexp", z, z.logsumexp(), "softmax(z)"), d("softmax cross-entropy", z, z.logsumexp().minus(t.dot(z)), "softmax(z) − y"),
                d("logistic regression", w, scores.softplus().minus(y.times(scores)).sum(), "Xᵀ·(σ(X·w) − y)"),
                d("logistic regression, mean", w, scores.softplus().minus(y.times(scores)).mean(), "Xᵀ·(σ(X·w) − y)/7"),
                d("logistic regression, y = ±1", w, y.neg().times(scores).exp().log1p().sum(), "−Xᵀ·(y ⊙ σ(−y ⊙ (X·w)))"),
                d("Poisson regression", w, scores.exp().minus(y.times(scores)).sum(), "Xᵀ·(exp(X·w) − y)"),
                jacobian("A·x", x, matrix.matmul(x), "A"), jacobian("sin x", x, x.sin(), "diag(cos(x))"), jacobian("x ⊙ x", x, x.square(), "diag(2·x)"),
                jacobian("tanh(A·x + b)", x, matrix.matmul(x).plus(b).tanh(), "diag(1 − tanh(A·x + b)²)·A"), jacobian("A·sin x", x, matrix.matmul(x.sin()), "A·diag(cos(x))"),
                jacobian("x·(aᵀ·x)", x, x.times(a.dot(x)), "x·aᵀ + (aᵀ·x)·I₄"), jacobian("softmax", z, z.minus(z.logsumexp()).exp(), "diag(softmax(z)) − softmax(z)·softmax(z)ᵀ"),
                jacobian("running sums", x, Expr.apply(new CumSum(0, false), x), "tril(ones[4,4])"), jacobian("running sums from the end", x, Expr.apply(new CumSum(0, true), x), "triu(ones[4,4])"),
                jacobian("x/‖x‖", x, x.div(x.dot(x).sqrt()), "I₄/√(xᵀ·x) − x/(√(xᵀ·x))³·xᵀ"),
                hessian("(98) xᵀ·A·x", x, x.dot(matrix.matmul(x)), "A + Aᵀ"), hessian("xᵀ·x", x, x.dot(x), "2·I₄"), hessian("Σ sin² x", x, x.sin().square().sum(), "diag(2·cos(2·x))"),
                hessian("Σ x⁴", x, x.pow(4).sum(), "diag(12·x²)"), hessian("(aᵀ·x)⁴", x, a.dot(x).pow(4), "12·(aᵀ·x)²·a·aᵀ"),
                hessian("least squares", w, scores.minus(y).square().sum(), "2·Xᵀ·X"),
                hessian("ridge", w, scores.minus(y).square().sum().plus(lambda.times(w.square().sum())), "2·λ·I₄ + 2·Xᵀ·X"),
                hessian("logistic regression", w, scores.softplus().minus(y.times(scores)).sum(), "Xᵀ·diag(σ(X·w) ⊙ (1 − σ(X·w)))·X"),
                hessian("Poisson regression", w, scores.exp().minus(y.times(scores)).sum(), "Xᵀ·diag(exp(X·w))·X"),
                hessian("logsumexp", z, z.logsumexp(), "diag(softmax(z)) − softmax(z)·softmax(z)ᵀ"));
    }

    private static Seq<Row> matrices() {
        Var x = var("X", 4, 4);
        Var a = var("A", 4, 4);
        Var b = var("B", 4, 4);
        Var c = var("C", 4, 4);
        Var p = var("a", 4);
        Var q = var("b", 4);
        Var u = var("U", 6, 5);
        Var v = var("V", 6, 5);
        Var t = var("T", 6, 6);
        return Array.of(
                d("(70) aᵀ·X·b", x, p.dot(x.matmul(q)), "a·bᵀ"), d("(71) aᵀ·Xᵀ·b", x, p.dot(x.transpose().matmul(q)), "b·aᵀ"), d("(99) tr X", x, trace(x), "I₄"),
                d("(100) tr X·A", x, trace(x.matmul(a)), "Aᵀ"), d("(101) tr A·X·B", x, trace(a.matmul(x).matmul(b)), "Aᵀ·Bᵀ"), d("(103) tr Xᵀ·A", x, trace(x.transpose().matmul(a)), "A"),
                d("(104) tr A·Xᵀ", x, trace(a.matmul(x.transpose())), "A"), d("(106) tr X²", x, trace(x.matmul(x)), "2·Xᵀ"),
                d("(108) tr Xᵀ·A·X", x, trace(x.transpose().matmul(a).matmul(x)), "(A + Aᵀ)·X"), d("(115) tr Xᵀ·X", x, trace(x.transpose().matmul(x)), "2·X"),
                d("(118) tr A·X·B·Xᵀ·C", x, trace(a.matmul(x).matmul(b).matmul(x.transpose()).matmul(c)), "Aᵀ·Cᵀ·X·Bᵀ + C·A·X·B"),
                d("(121) tr X³", x, trace(x.matmul(x).matmul(x)), "3·Xᵀ·Xᵀ"), d("(132) ‖X‖²", x, x.square().sum(), "2·X"), d("Σ A ⊙ X", x, a.times(x).sum(), "A"),
                d("(119) ‖A·X − B‖²", x, a.matmul(x).minus(b).square().sum(), "2·Aᵀ·(A·X − B)"),
                d("(78) (X·a + b)ᵀ·A·(X·a + b)", x, x.matmul(p).plus(q).dot(a.matmul(x.matmul(p).plus(q))), "(A + Aᵀ)·(X·a + b)·aᵀ"),
                d("factors, left", u, t.minus(u.matmul(v.transpose())).square().sum(), "−2·(T − U·Vᵀ)·V"),
                d("factors, right", v, t.minus(u.matmul(v.transpose())).square().sum(), "−2·(T − U·Vᵀ)ᵀ·U"),
                jacobian("sin X", x, x.sin(), "(cos(X)ᵢⱼ·δᵢₖ·δⱼₗ)ᵢⱼₖₗ"), hessian("Σ sin² X", x, x.sin().square().sum(), "((2·cos(2·X))ᵢⱼ·δᵢₖ·δⱼₗ)ᵢⱼₖₗ"),
                hessian("Σ X³", x, x.pow(3).sum(), "((6·X)ᵢⱼ·δᵢₖ·δⱼₗ)ᵢⱼₖₗ"),
                jacobian("A·X", x, a.matmul(x), "(Aᵢₖ·I₄ⱼₗ)ᵢⱼₖₗ"), hessian("factors, left", u, t.minus(u.matmul(v.transpose())).square().sum(), "(I₆ᵢₖ·(2·Vᵀ·V)ₗⱼ)ᵢⱼₖₗ"));
    }

    private static Seq<Row> inverses() {
        Var x = var("X", 3, 3);
        Var a = var("A", 3, 3);
        Var b = var("B", 3, 3);
        Var r = var("R", 2, 3);
        Var s = var("s");
        Var p = var("a", 3);
        Var q = var("b", 3);
        Var v = var("x", 3);
        Expr inverse = x.inv();
        Expr gram = r.matmul(r.transpose());
        return Array.of(
                d("(57) ln|det X|", x, x.logAbsDet(), "(X⁻¹)ᵀ"), d("ln det X", x, x.det().log(), "(X⁻¹)ᵀ"), d("(49) det X", x, x.det(), "cof(X)"),
                d("(58) (det X)²", x, x.det().square(), "2·det(X)·cof(X)"), d("ln|det X⁻¹|", x, inverse.logAbsDet(), "−(X⁻¹)ᵀ"),
                d("(51) ln|det A·X·B|", x, a.matmul(x).matmul(b).logAbsDet(), "(X⁻¹)ᵀ"), d("det A·X·B", x, a.matmul(x).matmul(b).det(), "Aᵀ·cof(A·X·B)·Bᵀ"),
                d("(55) ln|det Xᵀ·X|", x, x.transpose().matmul(x).logAbsDet(), "2·(X⁻¹)ᵀ"), d("ln|det R·Rᵀ|", r, gram.logAbsDet(), "2·(R·Rᵀ)⁻¹·R"),
                d("det R·Rᵀ", r, gram.det(), "2·cof(R·Rᵀ)·R"), d("ln|det X + A|", x, x.plus(a).logAbsDet(), "((X + A)⁻¹)ᵀ"),
                d("ln|det A + s·I|", s, a.plus(Expr.apply(new Eye(DType.F64, 3, 3, 0)).times(s)).logAbsDet(), "tr((A + s·I₃)⁻¹)"), d("ln|det A + diag x|", v, a.plus(Expr.apply(new Diag(0), v)).logAbsDet(), "diagonal((A + diag(x))⁻¹)"),
                d("ln|det s·A|", s, a.times(s).logAbsDet(), "3/s"),
                d("(61) aᵀ·X⁻¹·b", x, p.dot(inverse.matmul(q)), "−(X⁻¹)ᵀ·a·(X⁻¹·b)ᵀ"), d("aᵀ·X⁻¹·b, solved", x, p.dot(x.solve(q)), "−(X⁻¹)ᵀ·a·(X⁻¹·b)ᵀ"),
                d("(63) tr A·X⁻¹·B", x, trace(a.matmul(inverse).matmul(b)), "−(X⁻¹)ᵀ·Aᵀ·Bᵀ·(X⁻¹)ᵀ"), d("(64) tr (X + A)⁻¹", x, trace(x.plus(a).inv()), "−((X + A)⁻¹)ᵀ·((X + A)⁻¹)ᵀ"),
                d("tr X⁻¹", x, trace(inverse), "−(X⁻¹)ᵀ·(X⁻¹)ᵀ"), d("tr X⁻¹·A", x, trace(inverse.matmul(a)), "−(X⁻¹)ᵀ·Aᵀ·(X⁻¹)ᵀ"), d("‖X⁻¹‖²", x, inverse.square().sum(), "−2·tᵀ·t·tᵀ\n  where t = X⁻¹"),
                d("tr exp X", x, trace(x.expm()), "exp(X)ᵀ".replace("exp", "expm")), d("Gaussian, X the precision", x, p.dot(x.matmul(p)).minus(x.logAbsDet()), "a·aᵀ − (X⁻¹)ᵀ"),
                d("Gaussian in its mean", v, q.minus(v).dot(a.matmul(q.minus(v))).div(2), "−0.5·(A + Aᵀ)·(b − x)"),
                d("xᵀ·A⁻¹·x", v, v.dot(a.inv().matmul(v)), "(A⁻¹ + (A⁻¹)ᵀ)·x"), d("xᵀ·A⁻¹·x, solved", v, v.dot(a.solve(v)), "(A⁻¹)ᵀ·x + A⁻¹·x"),
                d("Mahalanobis", v, v.minus(q).dot(a.inv().matmul(v.minus(q))), "(A⁻¹ + (A⁻¹)ᵀ)·(x − b)"), d("aᵀ·A⁻¹·x", v, p.dot(a.solve(v)), "(A⁻¹)ᵀ·a"),
                d("projection", v, v.dot(r.transpose().matmul(gram.inv().matmul(r.matmul(v)))), "2·Rᵀ·(R·Rᵀ)⁻¹·R·x"),
                jacobian("A⁻¹·x", v, a.solve(v), "A⁻¹"), jacobian("(60) X⁻¹", x, inverse, "−((X⁻¹)ᵢₖ·(X⁻¹)ₗⱼ)ᵢⱼₖₗ"), hessian("xᵀ·A⁻¹·x", v, v.dot(a.inv().matmul(v)), "A⁻¹ + (A⁻¹)ᵀ"));
    }

    private static Seq<Row> rows() {
        return scalars().appendAll(vectors()).appendAll(matrices()).appendAll(inverses());
    }

    @Test
    void thereAreManyRows() {
        assertThat(rows().size()).isGreaterThanOrEqualTo(140);
    }

    @TestFactory
    Stream<DynamicTest> ours() {
        return rows().map(row -> dynamicTest(row.kind() + " of " + row.name(), () -> {
            Fn derivative = derivative(row);
            String ours = MathText.of(derivative.results().get(0));
            boolean scalar = derivative.params().forAll(p -> p.rank() == 0);
            assertThat(new Commuted(scalar).of(ours)).as(ours + " and " + row.textbook()).isEqualTo(new Commuted(scalar).of(row.textbook()));
        })).toJavaStream();
    }

    private static Fn derivative(Row row) {
        Seq<Var> others = Graph.variables(Array.of(row.f())).remove(row.wrt());
        Fn f = Fn.of(Array.of(row.wrt()).appendAll(others), Array.of(row.f()));
        Ints first = Ints.of(0);
        return Simplify.of(switch (row.kind()) {
            case GRADIENT -> Grad.of(f, first);
            case JACOBIAN -> Jacobian.reverse(f, first, 0);
            case HESSIAN -> Hessian.of(f, first);
        });
    }

    @TestFactory
    Stream<DynamicTest> oursAreRead() {
        return rows().map(row -> dynamicTest(row.kind() + " of " + row.name(), () -> RoundTrip.check(derivative(row)))).toJavaStream();
    }

    @Test
    void orderOfOthersMatters() {
        assertThat(new Commuted(false).of("A·B + C")).isEqualTo(new Commuted(false).of("C + A·B")).isNotEqualTo(new Commuted(false).of("C + B·A"));
        assertThat(new Commuted(true).of("x·y − z/x")).isEqualTo(new Commuted(true).of("y·x − z/x")).isNotEqualTo(new Commuted(true).of("y·x − x/z"));
        assertThat(new Commuted(false).of("−(a ⊙ b)·f(y + x)")).isEqualTo(new Commuted(false).of("−(b ⊙ a)·f(x + y)"));
    }
}
