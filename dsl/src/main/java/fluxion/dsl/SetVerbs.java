package fluxion.dsl;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.op.SearchSorted;
import java.util.stream.IntStream;

/**
 * Vectors as sets. How long a result is depends on values, so that these verbs take numbers that are known; where a program is
 * traced, {@link #unique(Expr, int)} has a length that is given.
 */
final class SetVerbs {
    private SetVerbs() {}

    /** The different elements, in ascending order. */
    public static Tensor unique(Expr x) {
        Given.arguments("unique", x);
        Tensor sorted = TreeVerbs.eval(x.flatten().sort());
        return chosen(sorted, TreeVerbs.eval(firsts(sorted)));
    }

    /**
     * The different elements in ascending order, as many as are given: the largest ones are left out where there are more, the
     * smallest is repeated where there are fewer.
     */
    public static Expr unique(Expr x, int size) {
        Given.arguments("unique", x);
        Expr sorted = x.flatten().sort();
        if (sorted.shape().dim(0) == 0 || size < 0) {
            throw new ShapeException("unique: requires elements to be among and a size of at least 0; got " + x.type() + " and "
                    + size);
        }
        Expr rank = firsts(sorted).cast(DType.I32).cumsum(0);
        Expr places = rank.searchsorted(LiteralVerbs.iota(LiteralVerbs.i32(size), 0).plus(1), SearchSorted.Side.LEFT);
        return sorted.take(places.ge(sorted.shape().dim(0)).where(Tensor.number(places.dtype(), 0), places), 0);
    }

    /** Which elements of a sorted vector differ from the one before. */
    private static Expr firsts(Expr sorted) {
        int n = sorted.shape().dim(0);
        if (n == 0) {
            return LiteralVerbs.bools();
        }
        return ArrayVerbs.concatenate(0, LiteralVerbs.bools(true), sorted.slice(0, 1, n).ne(sorted.slice(0, 0, n - 1)));
    }

    private static Tensor chosen(Expr x, Tensor mask) {
        return TreeVerbs.eval(x.take(nonzero(mask), 0));
    }

    /** The places of the elements that are not 0 (or true), among all elements in row-major order. */
    public static Tensor nonzero(Expr x) {
        Given.arguments("nonzero", x);
        Expr flat = x.flatten();
        double[] found = TreeVerbs.eval((x.dtype() == DType.BOOL ? flat : flat.ne(0)).cast(DType.F64)).doubles();
        return Tensor.of(IntStream.range(0, found.length).filter(i -> found[i] != 0).toArray());
    }

    /** Which elements are among others. */
    public static Expr isin(Expr x, Expr others) {
        Given.arguments("isin", x, others);
        int n = others.flatten().shape().dim(0);
        if (n == 0) {
            return x.ne(x).and(x.eq(x));
        }
        Expr sorted = others.flatten().sort();
        return sorted.take(sorted.searchsorted(x).minimum(n - 1), 0).eq(x);
    }

    /** The different elements that both have, in ascending order. */
    public static Tensor intersect1d(Expr a, Expr b) {
        Given.arguments("intersect1d", a, b);
        Tensor all = unique(a);
        return chosen(all, TreeVerbs.eval(isin(all, b)));
    }

    /** The different elements that at least one has, in ascending order. */
    public static Tensor union1d(Expr a, Expr b) {
        Given.arguments("union1d", a, b);
        return unique(ArrayVerbs.concatenate(0, a.flatten(), b.flatten()));
    }

    /** The different elements of the first that the second has not, in ascending order. */
    public static Tensor setdiff1d(Expr a, Expr b) {
        Given.arguments("setdiff1d", a, b);
        Tensor all = unique(a);
        return chosen(all, TreeVerbs.eval(isin(all, b).not()));
    }

    /** The different elements that exactly one has, in ascending order. */
    public static Tensor setxor1d(Expr a, Expr b) {
        Given.arguments("setxor1d", a, b);
        return union1d(setdiff1d(a, b), setdiff1d(b, a));
    }
}
