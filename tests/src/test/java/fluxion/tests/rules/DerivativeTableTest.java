package fluxion.tests.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
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
import fluxion.core.rewrite.Cost;
import fluxion.ops.eval.Evaluator;
import fluxion.tests.print.RoundTrip;
import fluxion.transforms.Cse;
import fluxion.transforms.Grad;
import fluxion.transforms.Hessian;
import fluxion.transforms.Jacobian;
import fluxion.transforms.Simplify;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.SplittableRandom;
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
                jacobian("sin X", x, x.sin(), "(cos(X)ᵢⱼ·δᵢₖ·δⱼₗ)ᵢⱼₖₗ"), hessian("Σ sin² X", x, x.sin().square().sum(), "2·(cos(2·X)ᵢⱼ·δᵢₖ·δⱼₗ)ᵢⱼₖₗ"),
                hessian("Σ X³", x, x.pow(3).sum(), "6·(Xᵢⱼ·δᵢₖ·δⱼₗ)ᵢⱼₖₗ"),
                jacobian("A·X", x, a.matmul(x), "(Aᵢₖ·I₄ⱼₗ)ᵢⱼₖₗ"), hessian("factors, left", u, t.minus(u.matmul(v.transpose())).square().sum(), "2·((Vᵀ·V)ₗⱼ·I₆ᵢₖ)ᵢⱼₖₗ"));
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
                d("(51) ln|det A·X·B|", x, a.matmul(x).matmul(b).logAbsDet(), "(X⁻¹)ᵀ"), d("det A·X·B", x, a.matmul(x).matmul(b).det(), "cof(X)·det(A)·det(B)"),
                d("(55) ln|det Xᵀ·X|", x, x.transpose().matmul(x).logAbsDet(), "2·(X⁻¹)ᵀ"), d("ln|det R·Rᵀ|", r, gram.logAbsDet(), "2·(R·Rᵀ)⁻¹·R"),
                d("det R·Rᵀ", r, gram.det(), "2·cof(R·Rᵀ)·R"), d("ln|det X + A|", x, x.plus(a).logAbsDet(), "((X + A)⁻¹)ᵀ"),
                d("ln|det A + s·I|", s, a.plus(Expr.apply(new Eye(DType.F64, 3, 3, 0)).times(s)).logAbsDet(), "tr((A + s·I₃)⁻¹)"), d("ln|det A + diag x|", v, a.plus(Expr.apply(new Diag(0), v)).logAbsDet(), "diagonal((A + diag(x))⁻¹)"),
                d("ln|det s·A|", s, a.times(s).logAbsDet(), "3/s"),
                d("(61) aᵀ·X⁻¹·b", x, p.dot(inverse.matmul(q)), "−(X⁻¹)ᵀ·a·bᵀ·(X⁻¹)ᵀ"), d("aᵀ·X⁻¹·b, solved", x, p.dot(x.solve(q)), "−(X⁻¹)ᵀ·a·bᵀ·(X⁻¹)ᵀ"),
                d("(63) tr A·X⁻¹·B", x, trace(a.matmul(inverse).matmul(b)), "−(X⁻¹)ᵀ·Aᵀ·Bᵀ·(X⁻¹)ᵀ"), d("(64) tr (X + A)⁻¹", x, trace(x.plus(a).inv()), "−((X + A)⁻¹)ᵀ·((X + A)⁻¹)ᵀ"),
                d("tr X⁻¹", x, trace(inverse), "−(X⁻¹)ᵀ·(X⁻¹)ᵀ"), d("tr X⁻¹·A", x, trace(inverse.matmul(a)), "−(X⁻¹)ᵀ·Aᵀ·(X⁻¹)ᵀ"), d("‖X⁻¹‖²", x, inverse.square().sum(), "−2·(X⁻¹)ᵀ·X⁻¹·(X⁻¹)ᵀ"),
                d("tr exp X", x, trace(x.expm()), "exp(X)ᵀ".replace("exp", "expm")), d("Gaussian, X the precision", x, p.dot(x.matmul(p)).minus(x.logAbsDet()), "a·aᵀ − (X⁻¹)ᵀ"),
                d("Gaussian in its mean", v, q.minus(v).dot(a.matmul(q.minus(v))).div(2), "−0.5·(A + Aᵀ)·(b − x)"),
                d("xᵀ·A⁻¹·x", v, v.dot(a.inv().matmul(v)), "(A⁻¹ + (A⁻¹)ᵀ)·x"), d("xᵀ·A⁻¹·x, solved", v, v.dot(a.solve(v)), "(A⁻¹)ᵀ·x + A⁻¹·x"),
                d("Mahalanobis", v, v.minus(q).dot(a.inv().matmul(v.minus(q))), "(A⁻¹ + (A⁻¹)ᵀ)·(x − b)"), d("aᵀ·A⁻¹·x", v, p.dot(a.solve(v)), "(A⁻¹)ᵀ·a"),
                d("projection", v, v.dot(r.transpose().matmul(gram.inv().matmul(r.matmul(v)))), "2·Rᵀ·(R·Rᵀ)⁻¹·R·x"),
                jacobian("A⁻¹·x", v, a.solve(v), "A⁻¹"), jacobian("(60) X⁻¹", x, inverse, "−((X⁻¹)ᵢₖ·(X⁻¹)ₗⱼ)ᵢⱼₖₗ"), hessian("xᵀ·A⁻¹·x", v, v.dot(a.inv().matmul(v)), "A⁻¹ + (A⁻¹)ᵀ"));
    }

    /** Derivatives by a matrix stay products of matrices, block by block. */
    private static Seq<Row> blocks() {
        Var x = var("X", 4, 3);
        Var a = var("A", 5, 4);
        Var b = var("B", 3, 2);
        Var c = var("C", 5, 3);
        Var w = var("w", 3);
        Var lambda = var("λ");
        Var square = var("X", 3, 3);
        Var d = var("D", 3, 3);
        return Array.of(
                hessian("Σ sin² A·X", x, a.matmul(x).sin().square().sum(), "2·(Σₘ Aₘᵢ·cos(2·A·X)ₘⱼ·Aₘₖ·δⱼₗ)ᵢⱼₖₗ"),
                hessian("Σ sin² X·B", x, x.matmul(b).sin().square().sum(), "2·(Σₘ Bₗₘ·Bⱼₘ·cos(2·X·B)ᵢₘ·δᵢₖ)ᵢⱼₖₗ"),
                hessian("Σ sin² A·X·B", x, a.matmul(x).matmul(b).sin().square().sum(), "2·(Σₘₙ Aₘᵢ·cos(2·A·X·B)ₘₙ·Aₘₖ·Bₗₙ·Bⱼₙ)ᵢⱼₖₗ"),
                hessian("Σ exp A·X", x, a.matmul(x).exp().sum(), "(Σₘ Aₘᵢ·exp(A·X)ₘⱼ·Aₘₖ·δⱼₗ)ᵢⱼₖₗ"),
                hessian("Σ C ⊙ sin A·X", x, a.matmul(x).sin().times(c).sum(), "−(Σₘ (C ⊙ sin(A·X))ₘⱼ·Aₘᵢ·Aₘₖ·δⱼₗ)ᵢⱼₖₗ"),
                hessian("‖A·X‖²", x, a.matmul(x).square().sum(), "2·((Aᵀ·A)ᵢₖ·I₃ⱼₗ)ᵢⱼₖₗ"),
                hessian("‖A·X·B‖²", x, a.matmul(x).matmul(b).square().sum(), "2·((Aᵀ·A)ᵢₖ·(B·Bᵀ)ₗⱼ)ᵢⱼₖₗ"),
                hessian("‖A·X − C‖² + λ·‖X‖²", x, a.matmul(x).minus(c).square().sum().plus(x.square().sum().times(lambda)), "((2·λ·I₄ + 2·Aᵀ·A)ₖᵢ·I₃ⱼₗ)ᵢⱼₖₗ"),
                hessian("Σ softplus X·w", x, x.matmul(w).softplus().sum(), "(wₗ·wⱼ·(σ(X·w) ⊙ (1 − σ(X·w)))ᵢ·δᵢₖ)ᵢⱼₖₗ"),
                hessian("Σ tanh X·w", x, x.matmul(w).tanh().sum(), "−2·(wₗ·wⱼ·((1 − tanh(X·w)²) ⊙ tanh(X·w))ᵢ·δᵢₖ)ᵢⱼₖₗ"),
                hessian("tr Xᵀ·D·X", square, trace(square.transpose().matmul(d).matmul(square)), "((D + Dᵀ)ₖᵢ·I₃ⱼₗ)ᵢⱼₖₗ"),
                hessian("Σ logsumexp of rows", x, x.logsumexp(1).sum(), "(softmax(X, axis 1)ᵢₗ·(I₃ⱼₗ − softmax(X, axis 1)ᵢⱼ)·δᵢₖ)ᵢⱼₖₗ"),
                hessian("Σ ‖row‖⁴", x, x.square().sum(1).square().sum(), "((8·Xᵢₗ·Xᵢⱼ + 4·sum(X², axis 1)ᵢ·I₃ⱼₗ)·I₄ᵢₖ)ᵢⱼₖₗ"),
                jacobian("sin A·X", x, a.matmul(x).sin(), "(Aᵢₖ·cos(A·X)ᵢⱼ·δⱼₗ)ᵢⱼₖₗ"), jacobian("sin X·B", x, x.matmul(b).sin(), "(cos(X·B)ᵢⱼ·Bₗⱼ·δᵢₖ)ᵢⱼₖₗ"),
                jacobian("sin A·X·B", x, a.matmul(x).matmul(b).sin(), "(Aᵢₖ·cos(A·X·B)ᵢⱼ·Bₗⱼ)ᵢⱼₖₗ"), jacobian("A·X·B", x, a.matmul(x).matmul(b), "(Aᵢₖ·Bₗⱼ)ᵢⱼₖₗ"),
                jacobian("tanh X·w", x, x.matmul(w).tanh(), "((1 − tanh(X·w)²)ᵢ·wₖ·δᵢⱼ)ᵢⱼₖ"), jacobian("D ⊙ X", square, square.times(d), "(Dᵢⱼ·δᵢₖ·δⱼₗ)ᵢⱼₖₗ"),
                jacobian("Xᵀ·X", square, square.transpose().matmul(square), "(Xₖᵢ·δⱼₗ + Xₖⱼ·δᵢₗ)ᵢⱼₖₗ"),
                jacobian("softmax of rows", x, x.softmax(1), "(softmax(X, axis 1)ᵢⱼ·(I₃ⱼₗ − softmax(X, axis 1)ᵢₗ)·δᵢₖ)ᵢⱼₖₗ"),
                jacobian("logsumexp of rows", x, x.logsumexp(1), "(softmax(X, axis 1)ᵢₖ·δᵢⱼ)ᵢⱼₖ"), jacobian("‖row‖²", x, x.square().sum(1), "2·(Xᵢₖ·δᵢⱼ)ᵢⱼₖ"));
    }

    /** The Matrix Cookbook's sections 2.1 to 2.8 that are not above, as we print them. */
    private static Seq<Row> cookbook() {
        Var x = var("X", 3, 3);
        Var a = var("A", 3, 3);
        Var b = var("B", 3, 3);
        Var c = var("C", 3, 3);
        Var d = var("D", 3, 3);
        Var r = var("R", 5, 3);
        Var wide = var("A", 5, 5);
        Var p = var("a", 3);
        Var q = var("b", 3);
        Var s = var("s", 3);
        Var u = var("c", 3);
        Var v = var("x", 3);
        Var m = var("μ", 3);
        Var sigma = var("Σ", 3, 3);
        Expr xt = x.transpose();
        Expr inverse = x.inv();
        Expr eye = Expr.apply(new Eye(DType.F64, 3, 3, 0));
        Expr far = v.minus(m);
        return Array.of(
                d("(52) det Xᵀ·A·X, X square", x, xt.matmul(a).matmul(x).det(), "2·cof(X)·det(A)·det(X)"), d("(53) det Rᵀ·R", r, r.transpose().matmul(r).det(), "2·R·cof(Rᵀ·R)"),
                d("(54) det Rᵀ·A·R", r, r.transpose().matmul(wide).matmul(r).det(), "Aᵀ·R·cof(Rᵀ·A·R) + A·R·cof(Rᵀ·A·R)ᵀ"),
                d("(55) ln|det Rᵀ·R|", r, r.transpose().matmul(r).logAbsDet(), "2·R·(Rᵀ·R)⁻¹"), d("(58) (det X)³", x, x.det().pow(3), "3·det(X)²·cof(X)"),
                d("1/det X", x, x.det().reciprocal(), "−cof(X)/det(X)²"), d("det X²", x, x.matmul(x).det(), "2·det(X)·cof(X)"), d("det X + A", x, x.plus(a).det(), "cof(X + A)"),
                d("ln|det I + X·Xᵀ|", x, eye.plus(x.matmul(xt)).logAbsDet(), "2·(I₃ + X·Xᵀ)⁻¹·X"), d("ln|det A·X·B + C|", x, a.matmul(x).matmul(b).plus(c).logAbsDet(), "Aᵀ·((A·X·B + C)⁻¹)ᵀ·Bᵀ"),
                d("(62) det X⁻¹", x, inverse.det(), "−(X⁻¹)ᵀ/det(X)"), d("(125) tr A·X⁻¹", x, trace(a.matmul(inverse)), "−(X⁻¹)ᵀ·Aᵀ·(X⁻¹)ᵀ"),
                d("(65) Σ eigenvalues of X + Xᵀ", x, x.plus(xt).eigvalsh().sum(), "2·I₃"), d("(72) aᵀ·X·a", x, p.dot(x.matmul(p)), "a·aᵀ"),
                d("(76) bᵀ·Xᵀ·X·c", x, q.dot(xt.matmul(x).matmul(u)), "X·b·cᵀ + X·c·bᵀ"), d("(78) (B·x + b)ᵀ·C·(D·x + c)", v, b.matmul(v).plus(q).dot(c.matmul(d.matmul(v).plus(u))), "Dᵀ·Cᵀ·(B·x + b) + Bᵀ·C·(D·x + c)"),
                d("(82) bᵀ·Xᵀ·D·X·c", x, q.dot(xt.matmul(d).matmul(x).matmul(u)), "Dᵀ·X·b·cᵀ + D·X·c·bᵀ"), d("(83) (X·b + c)ᵀ·D·(X·b + c)", x, x.matmul(q).plus(u).dot(d.matmul(x.matmul(q).plus(u))), "(D + Dᵀ)·(X·b + c)·bᵀ"),
                d("(84) in s", s, v.minus(a.matmul(s)).dot(b.matmul(v.minus(a.matmul(s)))), "−Aᵀ·(B + Bᵀ)·(x − A·s)"), d("(85) in s", s, v.minus(s).dot(b.matmul(v.minus(s))), "−(B + Bᵀ)·(x − s)"),
                d("(88) in A", a, v.minus(a.matmul(s)).dot(b.matmul(v.minus(a.matmul(s)))), "−(B + Bᵀ)·(x − A·s)·sᵀ"), d("(91) aᵀ·X³·b", x, p.dot(x.matmul(x).matmul(x).matmul(q)), "Xᵀ·Xᵀ·a·bᵀ + Xᵀ·a·bᵀ·Xᵀ + a·bᵀ·Xᵀ·Xᵀ"),
                d("(96) xᵀ·A·x + bᵀ·x", v, v.dot(a.matmul(v)).plus(q.dot(v)), "(A + Aᵀ)·x + b"), d("(102) tr A·Xᵀ·B", x, trace(a.matmul(xt).matmul(b)), "B·A"),
                d("(105) tr A · tr X", x, trace(a).times(trace(x)), "tr(A)·I₃"), d("(107) tr X²·B", x, trace(x.matmul(x).matmul(b)), "Xᵀ·Bᵀ + Bᵀ·Xᵀ"), d("(109) tr B·X·Xᵀ", x, trace(b.matmul(x).matmul(xt)), "(B + Bᵀ)·X"),
                d("(110) tr X·Xᵀ·B", x, trace(x.matmul(xt).matmul(b)), "(B + Bᵀ)·X"), d("(111) tr X·B·Xᵀ", x, trace(x.matmul(b).matmul(xt)), "X·(B + Bᵀ)"), d("(112) tr B·Xᵀ·X", x, trace(b.matmul(xt).matmul(x)), "X·(B + Bᵀ)"),
                d("(114) tr A·X·B·X", x, trace(a.matmul(x).matmul(b).matmul(x)), "Aᵀ·Xᵀ·Bᵀ + Bᵀ·Xᵀ·Aᵀ"), d("(116) tr Bᵀ·Xᵀ·C·X·B", x, trace(b.transpose().matmul(xt).matmul(c).matmul(x).matmul(b)), "(C + Cᵀ)·X·B·Bᵀ"),
                d("(117) tr Xᵀ·B·X·C", x, trace(xt.matmul(b).matmul(x).matmul(c)), "B·X·C + Bᵀ·X·Cᵀ"), d("(118) ‖A·X·B + C‖²", x, trace(a.matmul(x).matmul(b).plus(c).matmul(a.matmul(x).matmul(b).plus(c).transpose())), "2·Aᵀ·(A·X·B + C)·Bᵀ"),
                d("(121) tr X⁴", x, trace(x.matmul(x).matmul(x).matmul(x)), "4·Xᵀ·Xᵀ·Xᵀ"), d("(122) tr A·X³", x, trace(a.matmul(x).matmul(x).matmul(x)), "Aᵀ·Xᵀ·Xᵀ + Xᵀ·Aᵀ·Xᵀ + Xᵀ·Xᵀ·Aᵀ"),
                d("‖X‖", x, x.square().sum().sqrt(), "X/√(Σ X^∘2)"), d("(141) ln|det X + Xᵀ|", x, x.plus(xt).logAbsDet(), "2·(X + Xᵀ)⁻¹"), d("(142) tr A·diag x", v, trace(a.matmul(Expr.apply(new Diag(0), v))), "diagonal(A)"),
                d("ln|det diag x|", v, Expr.apply(new Diag(0), v).logAbsDet(), "1/x"), d("Gaussian in its mean, Σ", m, sigma.logAbsDet().plus(far.dot(sigma.inv().matmul(far))).times(-0.5), "0.5·(Σ⁻¹ + (Σ⁻¹)ᵀ)·(x − μ)"),
                d("Gaussian in Σ", sigma, sigma.logAbsDet().plus(far.dot(sigma.inv().matmul(far))).times(-0.5), "0.5·(Σ⁻¹)ᵀ·(x − μ)·(Σ⁻¹·(x − μ))ᵀ − 0.5·(Σ⁻¹)ᵀ"),
                d("Kalman", v, q.minus(a.matmul(v)).dot(b.inv().matmul(q.minus(a.matmul(v)))), "−Aᵀ·(B⁻¹ + (B⁻¹)ᵀ)·(b − A·x)"));
    }

    /** More of calculus, statistics and learning. */
    private static Seq<Row> more() {
        Var x = var("x");
        Var y = var("y");
        Var a = var("a");
        Var b = var("b");
        Var c = var("c");
        Var n = var("n");
        Expr x2 = x.square();
        return Array.of(
                d("(x² − 1)/(x² + 1)", x, x2.minus(1).div(x2.plus(1)), "4·x/(x² + 1)²"), d("(a·x + b)/(c·x + y)", x, a.times(x).plus(b).div(c.times(x).plus(y)), "(a·y − b·c)/(c·x + y)²"),
                d("ln x/x", x, x.log().div(x), "(1 − ln(x))/x²"), d("sin x/x", x, x.sin().div(x), "(cos(x) − sin(x)/x)/x"), d("ln(x² + 1)", x, x2.plus(1).log(), "2·x/(x² + 1)"),
                d("ln((1 + x)/(1 − x))", x, x.plus(1).div(x.subtractedFrom(1)).log(), "1/(1 − x) + 1/(x + 1)"), d("√(x + √x)", x, x.plus(x.sqrt()).sqrt(), "(0.5 + 1/(4·√x))/√(x + √x)"),
                d("√√x", x, x.sqrt().sqrt(), "1/(4·√(√x·x))"), d("1/√x", x, x.sqrt().reciprocal(), "−1/(2·(√x)³)"), d("x·√x", x, x.times(x.sqrt()), "x/(2·√x) + √x"),
                d("arcsin x/a", x, x.div(a).asin(), "1/(a·√(1 − (x/a)²))"), d("arctan(x/a)/a", x, x.div(a).atan().div(a), "1/(a²·((x/a)² + 1))"),
                d("x·arctan x − ½·ln(1 + x²)", x, x.times(x.atan()).minus(x2.plus(1).log().times(0.5)), "arctan(x)"), d("1/cos x", x, x.cos().reciprocal(), "sin(x)/cos(x)²"),
                d("1/sin x", x, x.sin().reciprocal(), "−cos(x)/sin(x)²"), d("tan² x", x, x.tan().square(), "2·tan(x)·(tan(x)² + 1)"), d("sinh x·cosh x", x, x.sinh().times(x.cosh()), "cosh(2·x)"),
                d("sin x/cos x", x, x.sin().div(x.cos()), "1 + tan(x)²"), d("cos x/sin x", x, x.cos().div(x.sin()), "−(1 + 1/tan(x)²)"), d("sinh x/cosh x", x, x.sinh().div(x.cosh()), "1 − tanh(x)²"),
                d("sin x/(1 + cos x)", x, x.sin().div(x.cos().plus(1)), "1/(cos(x) + 1)"), d("1/(1 − x²)", x, x2.subtractedFrom(1).reciprocal(), "2·x/(1 − x²)²"),
                d("ln cosh x", x, x.cosh().log(), "tanh(x)"), d("1/cosh x", x, x.cosh().reciprocal(), "−sinh(x)/cosh(x)²"), d("arctan sinh x", x, x.sinh().atan(), "1/cosh(x)"),
                d("e^(a·x)·sin b·x", x, a.times(x).exp().times(b.times(x).sin()), "exp(a·x)·(b·cos(b·x) + a·sin(b·x))"), d("a·cos(b·x + c)", x, a.times(b.times(x).plus(c).cos()), "−a·b·sin(b·x + c)"),
                d("e^(sin x)", x, x.sin().exp(), "exp(sin(x))·cos(x)"), d("ln of the normal density", x, x.minus(a).square().div(b.square().times(-2)).minus(b.log()), "−(x − a)/b²"),
                d("ln of the normal density, in σ", b, x.minus(a).square().div(b.square().times(-2)).minus(b.log()), "((x − a)²/b² − 1)/b"),
                d("ln of the binomial likelihood", a, x.times(a.log()).plus(n.minus(x).times(a.subtractedFrom(1).log())), "x/a − (n − x)/(1 − a)"),
                d("entropy of a coin", a, a.times(a.log()).plus(a.subtractedFrom(1).times(a.subtractedFrom(1).log())).neg(), "ln(1 − a) − ln(a)"),
                d("ln of the gamma density", x, a.minus(1).times(x.log()).minus(b.times(x)), "(a − 1)/x − b"), d("mish", x, x.times(x.softplus().tanh()), "x·(1 − tanh(softplus(x))²)·σ(x) + tanh(softplus(x))"));
    }

    private static Seq<Row> models() {
        Var x = var("x", 4);
        Var w = var("w", 4);
        Var q = var("q", 4);
        Var a = var("A", 4, 4);
        Var b = var("B", 4, 4);
        Var data = var("X", 7, 4);
        Var t = var("y", 7);
        Var lambda = var("λ");
        Var weights = var("W", 4, 3);
        Var targets = var("Y", 7, 3);
        Var queries = var("Q", 5, 4);
        Var keys = var("K", 6, 4);
        Var values = var("V", 6, 2);
        Var g = var("G", 5, 2);
        Expr scores = data.matmul(w);
        Expr logits = data.matmul(weights);
        Expr next = x.slice(0, 1, 4);
        Expr last = x.slice(0, 0, 3);
        Expr rosenbrock = next.minus(last.square()).square().times(100).plus(last.subtractedFrom(1).square()).sum();
        Expr barrier = q.minus(a.matmul(x)).log().sum().neg();
        return Array.of(
                d("‖x − q‖²", x, x.minus(q).square().sum(), "2·(x − q)"), d("‖x‖₁", x, x.abs().sum(), "sgn(x)"), d("1/‖x‖", x, x.square().sum().rsqrt(), "−x/(√(Σ x²)·Σ x²)"),
                d("‖A·x‖", x, a.matmul(x).square().sum().sqrt(), "Aᵀ·A·x/√(Σ (A·x)²)"), d("cosine", x, x.dot(w).div(x.dot(x).sqrt().times(w.dot(w).sqrt())), "w/(√(xᵀ·x)·√(wᵀ·w)) − x·xᵀ·w/((√(xᵀ·x))³·√(wᵀ·w))"),
                jacobian("softmax, written out", x, x.softmax(0), "diag(softmax(x)) − softmax(x)·softmax(x)ᵀ"), d("Kullback and Leibler", x, x.times(x.log().minus(q.log())).sum(), "1 + ln(x) − ln(q)"),
                d("cross-entropy", x, q.times(x.log()).sum().neg(), "−q/x"), d("variance, unbiased", x, x.minus(x.mean()).square().sum().div(3), "2/3·(x − mean(x))"),
                d("lasso", w, scores.minus(t).square().sum().div(2).plus(lambda.times(w.abs().sum())), "Xᵀ·(X·w − y) + λ·sgn(w)"), d("Poisson", w, scores.exp().minus(t.times(scores)).sum(), "Xᵀ·(exp(X·w) − y)"),
                d("logistic, y = ±1, by σ", w, t.times(scores).sigmoid().log().sum().neg(), "Xᵀ·(y ⊙ σ(y ⊙ (X·w)) − y)"),
                hessian("softmax regression", weights, logits.logsumexp(1).sum().minus(targets.times(logits).sum()), "(Σₘ Xₘᵢ·softmax(X·W, axis 1)ₘⱼ·Xₘₖ·(I₃ⱼₗ − softmax(X·W, axis 1)ₘₗ))ᵢⱼₖₗ"),
                d("softmax regression", weights, logits.logsumexp(1).sum().minus(targets.times(logits).sum()), "Xᵀ·(softmax(X·W, axis 1) − Y)"),
                d("weighted least squares", w, q.times(a.matmul(w).minus(x).square()).sum(), "2·Aᵀ·(q ⊙ (A·w − x))"), hessian("weighted least squares", w, q.times(a.matmul(w).minus(x).square()).sum(), "2·Aᵀ·diag(q)·A"),
                d("attention, in its values", values, queries.matmul(keys.transpose()).softmax(1).matmul(values).times(g).sum(), "softmax(Q·Kᵀ, axis 1)ᵀ·G"), d("xᵀ·A·q", x, x.dot(a.matmul(q)), "A·q"),
                d("penalty", x, a.matmul(x).minus(q).square().sum().div(lambda.times(2)), "Aᵀ·(A·x − q)/λ"), d("barrier", x, barrier, "Aᵀ·(1/(q − A·x))"), d("softplus wᵀ·x", w, w.dot(x).softplus(), "σ(wᵀ·x)·x"),
                jacobian("A·(x ⊙ q)", x, a.matmul(x.times(q)), "A·diag(q)"), jacobian("σ(A·x)", x, a.matmul(x).sigmoid(), "diag(σ(A·x) ⊙ (1 − σ(A·x)))·A"),
                jacobian("A·tanh(B·x)", x, a.matmul(b.matmul(x).tanh()), "A·diag(1 − tanh(B·x)²)·B"),
                d("Rosenbrock", x, rosenbrock, "concat(−2·(1 − x[:3]) − 400·t ⊙ x[:3], zeros[1]) + concat(zeros[1], 200·t)\n  where t = x[1:] − x[:3]²"),
                hessian("Rosenbrock", x, rosenbrock, "diag(concat(2 + 1200·x[:3]² − 400·x[1:], zeros[1]) + concat(zeros[1], full(200, [3]))) − diag(400·x[:3], offset −1) − diag(400·x[:3], offset 1)"),
                d("Σ xᵢ·xᵢ₊₁", x, next.times(last).sum(), "concat(x[1:], zeros[1]) + concat(zeros[1], x[:3])"), hessian("Σ xᵢ·xᵢ₊₁", x, next.times(last).sum(), "diag(ones[3], offset −1) + diag(ones[3], offset 1)"));
    }

    /** Products of many factors: those of the others, which exist where factors are zero. */
    private static Seq<Row> products() {
        Var x = var("x", 5);
        Var m = var("X", 3, 4);
        return Array.of(
                d("Π x", x, x.prod(), "(Π_{j≠i} xⱼ)ᵢ"), hessian("Π x", x, x.prod(), "((1 − I₅ᵢⱼ)·Π_{k≠i,j} xₖ)ᵢⱼ"), d("Π (1 + x²)", x, x.square().plus(1).prod(), "2·(Π_{j≠i} (x² + 1)ⱼ)ᵢ ⊙ x"),
                d("Π of rows", m, m.prod(1).sum(), "(Π_{k≠j} Xᵢₖ)ᵢⱼ"), d("Π of columns", m, m.prod(0).sum(), "(Π_{k≠i} Xₖⱼ)ᵢⱼ"), d("Π X", m, m.prod(), "reshape((Π_{j≠i} flatten(X)ⱼ)ᵢ, [3,4])"),
                jacobian("Π of rows", m, m.prod(1), "(I₃ᵢⱼ·Π_{l≠k} Xᵢₗ)ᵢⱼₖ"));
    }

    private static Seq<Row> rows() {
        return products().appendAll(scalars()).appendAll(vectors()).appendAll(matrices()).appendAll(inverses()).appendAll(blocks()).appendAll(cookbook()).appendAll(more()).appendAll(models());
    }

    @Test
    void thereAreManyRows() {
        assertThat(rows().size()).isGreaterThanOrEqualTo(250);
    }

    @TestFactory
    Stream<DynamicTest> ours() {
        return rows().map(row -> dynamicTest(row.kind() + " of " + row.name(), () -> {
            Fn derivative = derivative(row);
            String ours = MathText.of(Simplify.of(derivative).results().get(0), Integer.MAX_VALUE / 2);
            boolean scalar = derivative.params().forAll(p -> p.rank() == 0);
            assertThat(new Commuted(scalar).of(ours)).as(ours + " and " + row.textbook()).isEqualTo(new Commuted(scalar).of(row.textbook()));
        })).toJavaStream();
    }

    /** The derivatives before they are simplified. */
    static Seq<Seq<Expr>> derivatives() {
        return rows().map(row -> derivative(row).results());
    }

    private static Fn derivative(Row row) {
        Seq<Var> others = Graph.variables(Array.of(row.f())).remove(row.wrt());
        Fn f = Fn.of(Array.of(row.wrt()).appendAll(others), Array.of(row.f()));
        Ints first = Ints.of(0);
        return switch (row.kind()) {
            case GRADIENT -> Grad.of(f, first);
            case JACOBIAN -> Jacobian.reverse(f, first, 0);
            case HESSIAN -> Hessian.of(f, first);
        };
    }

    /** The simplified derivative has the values of the one that was not, where these are finite, and costs no more. */
    @TestFactory
    Stream<DynamicTest> oursAreRight() {
        return rows().map(row -> dynamicTest(row.kind() + " of " + row.name(), () -> {
            Fn raw = Cse.of(derivative(row));
            Fn simple = Simplify.of(raw);
            assertThat(Cost.of(simple)).isLessThanOrEqualTo(Cost.of(raw) * (1 + 1e-12));
            SplittableRandom random = new SplittableRandom(7);
            Seq<Tensor> values = raw.params().map(v -> Tensor.of(v.shape(), random.doubles(v.shape().size(), 0.2, 0.9).toArray()));
            double[] expected = Evaluator.evaluate(raw, values).get(0).doubles();
            double[] ours = Evaluator.evaluate(simple, values).get(0).doubles();
            for (int i = 0; i < expected.length; i++) {
                if (Double.isFinite(expected[i])) {
                    assertThat(ours[i]).isCloseTo(expected[i], within(1e-9 * (1 + Math.abs(expected[i]))));
                }
            }
        })).toJavaStream();
    }

    @TestFactory
    Stream<DynamicTest> oursAreRead() {
        // Σ is a name on paper; in a formula it is the sign of sums. A product of all elements but several has no formula either
        return rows().filter(row -> !row.textbook().contains("≠i,j}") && Graph.variables(Array.of(row.f())).forAll(v -> !v.name().equals("Σ")))
                .map(row -> dynamicTest(row.kind() + " of " + row.name(), () -> RoundTrip.check(Simplify.of(derivative(row))))).toJavaStream();
    }

    @Test
    void orderOfOthersMatters() {
        assertThat(new Commuted(false).of("A·B + C")).isEqualTo(new Commuted(false).of("C + A·B")).isNotEqualTo(new Commuted(false).of("C + B·A"));
        assertThat(new Commuted(true).of("x·y − z/x")).isEqualTo(new Commuted(true).of("y·x − z/x")).isNotEqualTo(new Commuted(true).of("y·x − x/z"));
        assertThat(new Commuted(false).of("−(a ⊙ b)·f(y + x)")).isEqualTo(new Commuted(false).of("−(b ⊙ a)·f(x + y)"));
    }
}
