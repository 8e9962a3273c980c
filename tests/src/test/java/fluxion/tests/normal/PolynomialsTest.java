package fluxion.tests.normal;

import static org.assertj.core.api.Assertions.assertThat;

import fluxion.transforms.normal.Factorization;
import fluxion.transforms.normal.PolynomialGcd;
import fluxion.transforms.normal.PowerProduct;
import fluxion.transforms.normal.Rational;
import fluxion.transforms.normal.RationalFunction;
import fluxion.transforms.normal.SparsePolynomial;
import io.vavr.collection.Array;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Exact arithmetic of numbers, polynomials and their quotients. */
class PolynomialsTest {
    private static final SparsePolynomial X = SparsePolynomial.variable(0);
    private static final SparsePolynomial Y = SparsePolynomial.variable(1);

    private static SparsePolynomial n(long value) {
        return SparsePolynomial.of(Rational.of(value));
    }

    private static SparsePolynomial product(SparsePolynomial... factors) {
        return Array.of(factors).reduce((a, b) -> a.times(b).get());
    }

    private static SparsePolynomial random(SplittableRandom random, int terms, int degree) {
        return SparsePolynomial.sum(Array.range(0, terms).map(_ -> new SparsePolynomial.Monomial(
                Rational.of(random.nextInt(1, 10) * (random.nextBoolean() ? 1 : -1)),
                PowerProduct.of(0, random.nextInt(degree)).times(PowerProduct.of(1, random.nextInt(degree))))));
    }

    @Test
    void numbersAreInLowestTerms() {
        assertThat(Rational.of(6, -4)).hasToString("-3/2");
        assertThat(Rational.decimal(0.044715).get()).isEqualTo(Rational.of(44715, 1000000));
        assertThat(Rational.exactly(0.1).get()).isNotEqualTo(Rational.of(1, 10));
        assertThat(Rational.exactly(0.75).get()).isEqualTo(Rational.of(3, 4));
        assertThat(Rational.of(1, 3).toDouble()).isEqualTo(1.0 / 3);
        assertThat(Rational.of(6).gcd(Rational.of(9, 2))).isEqualTo(Rational.of(3, 2));
        assertThat(Rational.decimal(Double.NaN).isEmpty()).isTrue();
    }

    @Test
    void equalTermsAreOne() {
        assertThat(X.plus(Y).raised(2).get()).hasToString("x0^2 + 2·x0·x1 + x1^2");
        assertThat(X.minus(X).isZero()).isTrue();
        assertThat(product(X.plus(n(1)), X.minus(n(1)))).isEqualTo(product(X, X).minus(n(1)));
    }

    @Test
    void divisionIsExactOrNone() {
        SparsePolynomial p = product(X.plus(Y), X.minus(n(2)), Y.plus(n(3)));
        assertThat(p.divideExact(X.minus(n(2))).get()).isEqualTo(product(X.plus(Y), Y.plus(n(3))));
        assertThat(p.divideExact(X.minus(n(3))).isEmpty()).isTrue();
        assertThat(product(X, X).plus(n(1)).divideExact(product(X, X)).get()).hasToString("1 + x0^-2");
    }

    @Test
    void commonDivisorsAreFound() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 100; i++) {
            SparsePolynomial common = random(random, 3, 3);
            SparsePolynomial a = random(random, 3, 3);
            SparsePolynomial b = random(random, 3, 3);
            if (common.isZero() || a.isZero() || b.isZero()) {
                continue;
            }
            SparsePolynomial gcd = PolynomialGcd.of(product(a, common), product(b, common)).get();
            assertThat(gcd.divideExact(common).isDefined()).as("%s divides gcd(%s, %s)", common, a, b).isTrue();
            assertThat(product(a, common).divideExact(gcd).isDefined()).isTrue();
            assertThat(product(b, common).divideExact(gcd).isDefined()).isTrue();
        }
        assertThat(PolynomialGcd.of(product(X, X), product(X, Y)).get()).isEqualTo(X);
        assertThat(PolynomialGcd.of(X.plus(n(1)), Y.plus(n(1))).get().isOne()).isTrue();
    }

    @Test
    void squaresAndZerosAreFactored() {
        SparsePolynomial square = product(X.minus(Y), X.minus(Y), X.plus(n(1)));
        assertThat(Factorization.squareFree(square.times(Rational.of(6))).get().factors().map(f -> f._1 + "^" + f._2))
                .containsExactlyInAnyOrder("x0 + -1·x1^2", "x0 + 1^1");
        Factorization cubic = Factorization.of(product(X.minus(n(1)), X.times(Rational.of(2)).plus(n(3)),
                product(X, X).plus(n(1)))).get();
        assertThat(cubic.factors().map(f -> f._1.toString())).containsExactlyInAnyOrder("x0 + -1", "2·x0 + 3", "x0^2 + 1");
        assertThat(Factorization.of(product(X, X).minus(product(Y, Y).times(Rational.of(4)))).get().factors()
                .map(f -> f._1.toString())).containsExactlyInAnyOrder("x0 + -2·x1", "x0 + 2·x1");
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 50; i++) {
            SparsePolynomial a = random(random, 3, 3);
            SparsePolynomial p = product(a, a, random(random, 2, 3));
            if (!p.isZero()) {
                assertThat(Factorization.of(p).get().expanded().get()).isEqualTo(p);
            }
        }
    }

    @Test
    void quotientsHaveOneForm() {
        RationalFunction x = RationalFunction.variable(0);
        RationalFunction one = RationalFunction.ONE;
        RationalFunction nested = one.plus(one.over(x).get()).flatMap(one::over).flatMap(one::plus).flatMap(one::over).get();
        assertThat(nested).hasToString("(x0 + 1)/(2·x0 + 1)");
        assertThat(RationalFunction.quotient(product(X, X).minus(n(1)), X.minus(n(1))).get()).hasToString("x0 + 1");
        assertThat(x.over(RationalFunction.ZERO).isEmpty()).isTrue();
        assertThat(x.raised(-2).get()).hasToString("(1)/(x0^2)");
    }

    @Test
    void whatIsTooBigIsNone() {
        SparsePolynomial sum = SparsePolynomial.sum(Array.range(0, 12).flatMap(i -> SparsePolynomial.variable(i).terms()));
        assertThat(sum.raised(9).isEmpty()).isTrue();
    }
}
