package fluxion.tests.reading;

import fluxion.core.Ints;
import fluxion.transforms.Grad;
import fluxion.transforms.Hessian;
import fluxion.transforms.Jacobian;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Derivatives in reading form as Petersen and Pedersen, The Matrix Cookbook (2012), prints them; the numbers are its equations.
 * Rows without a number are of the same kind.
 */
class MatrixCookbookTest {
    private static final String GRADIENTS =
            """
            (49) (X: f64[3,3]) ↦ det(X)
                cof(X)
            (51) (X: f64[3,3], A: f64[3,3], B: f64[3,3]) ↦ ln(det(A·X·B))
                (X⁻¹)ᵀ
            (53) (X: f64[3,3]) ↦ ln(det(Xᵀ·X))
                2·(X⁻¹)ᵀ
            (61) (X: f64[3,3], a: f64[3], b: f64[3]) ↦ aᵀ·X⁻¹·b
                −(X⁻¹)ᵀ·a·bᵀ·(X⁻¹)ᵀ
            (63) (X: f64[3,3], A: f64[3,3], B: f64[3,3]) ↦ tr(A·X⁻¹·B)
                −(X⁻¹)ᵀ·Aᵀ·Bᵀ·(X⁻¹)ᵀ
            (64) (X: f64[3,3], A: f64[3,3]) ↦ tr((X + A)⁻¹)
                −t·t where t = ((X + A)⁻¹)ᵀ
            (69) (x: f64[3], a: f64[3]) ↦ xᵀ·a
                a
            (70) (X: f64[3,2], a: f64[3], b: f64[2]) ↦ aᵀ·X·b
                a·bᵀ
            (71) (X: f64[2,3], a: f64[3], b: f64[2]) ↦ aᵀ·Xᵀ·b
                b·aᵀ
            (72) (X: f64[3,3], a: f64[3]) ↦ aᵀ·X·a
                a·aᵀ
            (77) (X: f64[4,3], b: f64[3], c: f64[3]) ↦ bᵀ·Xᵀ·X·c
                X·(b·cᵀ + c·bᵀ)
            (78) (x: f64[3], B: f64[4,3], b: f64[4], C: f64[4,4], D: f64[4,3], d: f64[4]) ↦ (B·x + b)ᵀ·C·(D·x + d)
                Bᵀ·C·(D·x + d) + Dᵀ·Cᵀ·(B·x + b)
            (81) (x: f64[3], B: f64[3,3]) ↦ xᵀ·B·x
                (B + Bᵀ)·x
            (82) (X: f64[4,3], b: f64[3], c: f64[3], D: f64[4,4]) ↦ bᵀ·Xᵀ·D·X·c
                Dᵀ·X·b·cᵀ + D·X·c·bᵀ
            (83) (X: f64[4,3], b: f64[3], c: f64[4], D: f64[4,4]) ↦ (X·b + c)ᵀ·D·(X·b + c)
                (D + Dᵀ)·(X·b + c)·bᵀ
            (84) (s: f64[3], x: f64[4], A: f64[4,3], W: f64[4,4]) ↦ (x - A·s)ᵀ·(W + Wᵀ)·(x - A·s)
                2·Aᵀ·(W + Wᵀ)·(A·s − x)
            (85) (x: f64[3], s: f64[3], W: f64[3,3]) ↦ (x - s)ᵀ·(W + Wᵀ)·(x - s)
                2·(W + Wᵀ)·(x − s)
            (87) (x: f64[4], A: f64[4,3], s: f64[3], W: f64[4,4]) ↦ (x - A·s)ᵀ·(W + Wᵀ)·(x - A·s)
                2·(W + Wᵀ)·(x − A·s)
            (88) (A: f64[4,3], x: f64[4], s: f64[3], W: f64[4,4]) ↦ (x - A·s)ᵀ·(W + Wᵀ)·(x - A·s)
                2·(W + Wᵀ)·(A·s − x)·sᵀ
            (96) (x: f64[3], A: f64[3,3], b: f64[3]) ↦ xᵀ·A·x + bᵀ·x
                (A + Aᵀ)·x + b
            (99) (X: f64[3,3]) ↦ tr(X)
                I₃
            (100) (X: f64[3,4], A: f64[4,3]) ↦ tr(X·A)
                Aᵀ
            (101) (X: f64[3,4], A: f64[2,3], B: f64[4,2]) ↦ tr(A·X·B)
                Aᵀ·Bᵀ
            (102) (X: f64[4,3], A: f64[2,3], B: f64[4,2]) ↦ tr(A·Xᵀ·B)
                B·A
            (103) (X: f64[4,3], A: f64[4,3]) ↦ tr(Xᵀ·A)
                A
            (104) (X: f64[4,3], A: f64[4,3]) ↦ tr(A·Xᵀ)
                A
            (106) (X: f64[3,3]) ↦ tr(X·X)
                2·Xᵀ
            (107) (X: f64[3,3], B: f64[3,3]) ↦ tr(X·X·B)
                Bᵀ·Xᵀ + Xᵀ·Bᵀ
            (108) (X: f64[4,3], B: f64[4,4]) ↦ tr(Xᵀ·B·X)
                (B + Bᵀ)·X
            (109) (X: f64[4,3], B: f64[4,4]) ↦ tr(B·X·Xᵀ)
                (B + Bᵀ)·X
            (111) (X: f64[4,3], B: f64[3,3]) ↦ tr(X·B·Xᵀ)
                X·(B + Bᵀ)
            (115) (X: f64[4,3]) ↦ tr(Xᵀ·X)
                2·X
            (116) (X: f64[4,3], B: f64[3,2], C: f64[4,4]) ↦ tr(Bᵀ·Xᵀ·C·X·B)
                (C + Cᵀ)·X·B·Bᵀ
            (117) (X: f64[4,3], B: f64[4,4], C: f64[3,3]) ↦ tr(Xᵀ·B·X·C)
                B·X·C + Bᵀ·X·Cᵀ
            (118) (X: f64[3,4], A: f64[4,3], B: f64[4,4], C: f64[3,4]) ↦ tr(A·X·B·Xᵀ·C)
                Aᵀ·Cᵀ·X·Bᵀ + C·A·X·B
            (119) (X: f64[3,4], A: f64[2,3], B: f64[4,2], C: f64[2,2]) ↦ tr((A·X·B + C)·(A·X·B + C)ᵀ)
                2·Aᵀ·(A·X·B + C)·Bᵀ
            (121) (X: f64[3,3]) ↦ tr(X·X·X)
                3·Xᵀ·Xᵀ
            (124) (X: f64[3,3], A: f64[3,3], B: f64[3,3]) ↦ tr(A·X⁻¹·B)
                −(X⁻¹)ᵀ·Aᵀ·Bᵀ·(X⁻¹)ᵀ
            (125) (X: f64[3,2], C: f64[3,3], A: f64[2,2]) ↦ tr((Xᵀ·(C + Cᵀ)·X)⁻¹·A)
                −(C + Cᵀ)·X·t·(A + Aᵀ)·t where t = (Xᵀ·(C + Cᵀ)·X)⁻¹
            (129) (x: f64[3], a: f64[3]) ↦ ‖x - a‖
                (x − a)/‖x − a‖
            (131) (x: f64[3]) ↦ ‖x‖^2
                2·x
            (132) (X: f64[4,3]) ↦ ‖X‖^2
                2·X
            (X: f64[4,3]) ↦ ‖X‖
                X/‖X‖
            (X: f64[4,3], A: f64[2,4], B: f64[2,3]) ↦ ‖A·X - B‖^2
                2·Aᵀ·(A·X − B)
            (x: f64[3], A: f64[4,3], b: f64[4]) ↦ ‖A·x - b‖
                Aᵀ·(A·x − b)/‖A·x − b‖
            (x: f64[3], A: f64[4,3], b: f64[4], M: f64[4,4]) ↦ (A·x - b)ᵀ·M·(A·x - b)
                Aᵀ·(M + Mᵀ)·(A·x − b)
            (X: f64[3,3]) ↦ tr(X⁻¹)
                −(X⁻¹)ᵀ·(X⁻¹)ᵀ
            (X: f64[3,3]) ↦ tr(X·X·X·X)
                4·Xᵀ·Xᵀ·Xᵀ
            (X: f64[3,3]) ↦ tr(X)^2
                2·tr(X)·I₃
            (X: f64[3,3], A: f64[3,3]) ↦ ‖A ⊙ X‖^2
                2·A^∘2 ⊙ X
            (X: f64[3,3], a: f64[3]) ↦ ‖X·a‖^2
                2·X·a·aᵀ
            (x: f64[3], A: f64[3,3]) ↦ exp(xᵀ·A·x)
                exp(xᵀ·A·x)·(A + Aᵀ)·x
            (x: f64[3], A: f64[3,3]) ↦ sqrt(xᵀ·A·x)
                (A + Aᵀ)·x/(2·√(xᵀ·A·x))
            (x: f64[3]) ↦ 1/‖x‖
                −x/‖x‖³
            (x: f64[3], a: f64[3]) ↦ 1/(aᵀ·x)
                −a/(aᵀ·x)²
            (x: f64[3], A: f64[4,3]) ↦ sum(exp(A·x))
                Aᵀ·exp(A·x)
            (x: f64[3], A: f64[4,3]) ↦ logsumexp(A·x)
                Aᵀ·softmax(A·x)
            (x: f64[3], A: f64[4,3]) ↦ sum(tanh(A·x))
                Aᵀ·(1 − tanh(A·x)²)
            (a: f64[3], X: f64[5,3], y: f64[5], l) ↦ ‖X·a - y‖^2 + l·‖a‖^2
                2·(l·a + Xᵀ·(X·a − y))
            (W: f64[2,3], X: f64[3,5], Y: f64[2,5]) ↦ ‖W·X - Y‖^2
                2·(W·X − Y)·Xᵀ
            (W: f64[2,3], x: f64[3]) ↦ ‖tanh(W·x)‖^2
                2·(tanh(W·x) − tanh(W·x)³)·xᵀ
            (S: f64[3,3], m: f64[3]) ↦ ln(det(S)) + mᵀ·S⁻¹·m
                (S⁻¹)ᵀ − (S⁻¹)ᵀ·m·mᵀ·(S⁻¹)ᵀ
            (m: f64[3], x: f64[3], S: f64[3,3]) ↦ (x - m)ᵀ·S⁻¹·(x - m)
                (S⁻¹ + (S⁻¹)ᵀ)·(m − x)
            (X: f64[3,3]) ↦ ln(det(X + Xᵀ))
                2·(X + Xᵀ)⁻¹
            (X: f64[3,3], A: f64[3,3]) ↦ tr(A·(I₃ + X)⁻¹)
                −t·Aᵀ·t where t = ((I₃ + X)⁻¹)ᵀ
            (X: f64[4,3]) ↦ ln(det(I₃ + Xᵀ·X))
                2·X·(I₃ + Xᵀ·X)⁻¹
            (X: f64[4,3], a: f64[4]) ↦ aᵀ·X·(Xᵀ·X)⁻¹·Xᵀ·a
                2·(a − X·t·Xᵀ·a)·aᵀ·X·t where t = (Xᵀ·X)⁻¹
            (X: f64[3,3]) ↦ det(X)^2
                2·det(X)·cof(X)
            (X: f64[3,3]) ↦ 1/det(X)
                −(X⁻¹)ᵀ/det(X)
            """;
    private static final String HESSIANS =
            """
            (98) (x: f64[3], A: f64[3,3], b: f64[3]) ↦ xᵀ·A·x + bᵀ·x
                A + Aᵀ
            (x: f64[3]) ↦ ‖x‖
                (I₃ − x·xᵀ/‖x‖²)/‖x‖
            (x: f64[3], A: f64[4,3]) ↦ logsumexp(A·x)
                Aᵀ·(diag(t) − t·tᵀ)·A where t = softmax(A·x)
            (x: f64[3], A: f64[4,3], b: f64[4]) ↦ ‖A·x - b‖^2
                2·Aᵀ·A
            (x: f64[3], a: f64[3]) ↦ exp(aᵀ·x)
                exp(aᵀ·x)·a·aᵀ
            (x: f64[3], a: f64[3]) ↦ ln(aᵀ·x)
                −a·aᵀ/(aᵀ·x)²
            (x: f64[3], a: f64[3]) ↦ sin(aᵀ·x)
                −sin(aᵀ·x)·a·aᵀ
            (x: f64[3], A: f64[4,3]) ↦ sum(exp(A·x))
                Aᵀ·diag(exp(A·x))·A
            (x: f64[3]) ↦ ‖x‖^2
                2·I₃
            (x: f64[3]) ↦ ‖x‖^4
                8·x·xᵀ + 4·‖x‖²·I₃
            """;
    private static final String JACOBIANS =
            """
            (130) (x: f64[3], a: f64[3]) ↦ (x - a)/‖x - a‖
                (I₃ − (x − a)·(x − a)ᵀ/‖x − a‖²)/‖x − a‖
            (x: f64[3], A: f64[4,3], b: f64[4]) ↦ A·x + b
                A
            (x: f64[3], A: f64[4,3]) ↦ tanh(A·x)
                diag(1 − tanh(A·x)²)·A
            (x: f64[3]) ↦ x/‖x‖
                (I₃ − x·xᵀ/‖x‖²)/‖x‖
            (x: f64[3]) ↦ softmax(x)
                diag(softmax(x)) − softmax(x)·softmax(x)ᵀ
            (x: f64[3], A: f64[3,3]) ↦ (xᵀ·A·x)·x
                x·xᵀ·(A + Aᵀ) + (xᵀ·A·x)·I₃
            (x: f64[3], a: f64[3]) ↦ (aᵀ·x)·a
                a·aᵀ
            (x: f64[3]) ↦ x ⊙ x
                2·diag(x)
            (x: f64[3], W: f64[3,3], V: f64[2,3]) ↦ V·tanh(W·x)
                V·diag(1 − tanh(W·x)²)·W
            """;

    @TestFactory
    Stream<DynamicTest> gradients() {
        return MatrixReadingTest.tests(GRADIENTS, f -> Grad.of(f, Ints.of(0)));
    }

    @TestFactory
    Stream<DynamicTest> hessians() {
        return MatrixReadingTest.tests(HESSIANS, f -> Hessian.of(f, Ints.of(0)));
    }

    @TestFactory
    Stream<DynamicTest> jacobians() {
        return MatrixReadingTest.tests(JACOBIANS, f -> Jacobian.cheapest(f, Ints.of(0), 0));
    }
}
