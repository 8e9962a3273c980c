package fluxion.dsl.equality;

import fluxion.transforms.normal.Rational;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * arctan(p/q) is the angle of q + p·i, and angles of factors add: whole numbers of angles of Gaussian primes and of π/4. So
 * relations such as Machin's, 4·arctan(1/5) − arctan(1/239) = π/4, are linear.
 *
 * @param primes b/a of the primes a + b·i with a > b > 0, and how often each angle is taken
 * @param eighths of the full turn
 */
record GaussianAngles(Seq<Tuple2<Rational, Integer>> primes, int eighths) {
    /** q² + p² beyond this is not factored. */
    private static final long LARGEST = 10_000_000_000L;
    private static final int BITS = 31;

    /** Of a number; none where its parts are large. */
    static Option<GaussianAngles> of(Rational x) {
        if (x.numerator().bitLength() > BITS || x.denominator().bitLength() > BITS) {
            return Option.none();
        }
        long p = x.numerator().longValueExact();
        long q = x.denominator().longValueExact();
        long norm = p * p + q * q;
        if (norm <= 0 || norm > LARGEST) {
            return Option.none();
        }
        Seq<Tuple2<Rational, Integer>> primes = Array.empty();
        double rest = Math.atan2(p, q);
        for (long d = 2; norm > 1; d = d * d > norm ? norm : d + 1) {
            int times = 0;
            while (norm % d == 0) {
                norm /= d;
                times++;
            }
            if (times > 0 && d > 2) {
                Tuple2<Long, Long> prime = squares(d);
                long a = prime._1;
                long b = prime._2;
                // a + b·i divides q + p·i where d divides both parts of (q + p·i)·(a − b·i)
                int sign = Math.floorMod(q % d * a + p % d * b, d) == 0 && Math.floorMod(p % d * a - q % d * b, d) == 0 ? 1 : -1;
                primes = primes.append(Tuple.of(Rational.of(b, a), sign * times));
                rest -= sign * times * Math.atan2(b, a);
            }
        }
        return Option.of(new GaussianAngles(primes, (int) Math.rint(rest / (Math.PI / 4))));
    }

    /** Whether it is one angle by itself. */
    boolean isPrime() {
        return eighths == 0 && primes.size() == 1 && Math.abs(primes.head()._2) == 1;
    }

    /** a and b, the larger first, with a² + b² = d for a prime d that is one more than a multiple of four. */
    private static Tuple2<Long, Long> squares(long d) {
        for (long b = 1; 2 * b * b < d; b++) {
            long a = Math.round(Math.sqrt(d - b * b));
            if (a * a + b * b == d) {
                return Tuple.of(a, b);
            }
        }
        throw new BeyondReach("a sum of two squares");
    }
}
