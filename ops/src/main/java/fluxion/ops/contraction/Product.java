package fluxion.ops.contraction;

/**
 * C = A·B in the form the kernels like best. Three rewrites, all free of arithmetic:
 * <ul>
 *   <li>a batch in which A (or B) stays the same is one product with more columns (rows), so that A is packed once;</li>
 *   <li>{@code Cᵀ = Bᵀ·Aᵀ} where the rows of C, not its columns, are contiguous;</li>
 *   <li>the same for a matrix times a vector, so that only a vector times a matrix remains.</li>
 * </ul>
 *
 * @param swapped whether the kernels' left operand is the caller's right one
 */
record Product(Offsets a, Offsets b, Offsets c, boolean swapped) {

    /** Above this many columns a batch amortises packing by itself, and the joined table would only cost memory. */
    private static final int JOIN_BELOW = 1024;

    /** With one row there is nothing to pack, and this many columns keep the vectors filled. */
    private static final int ENOUGH_FOR_A_VECTOR = 64;

    private static final int[] ORIGIN = {0};

    static Product of(Offsets a, Offsets b, Offsets c) {
        check(a, b, c);
        var joined = join(new Product(a, b, c, false));
        return joined.wantsSwap() ? joined.swap() : joined;
    }

    int batch() { return c.base().length; }

    int rows() { return c.row().length; }

    int cols() { return c.col().length; }

    int depth() { return a.col().length; }

    /** Whether C has no element. */
    boolean isEmpty() { return batch() == 0 || rows() == 0 || cols() == 0; }

    private static void check(Offsets a, Offsets b, Offsets c) {
        boolean fits = a.row().length == c.row().length && b.col().length == c.col().length
            && a.col().length == b.row().length
            && a.base().length == c.base().length && b.base().length == c.base().length;
        if (!fits) {
            throw new IllegalArgumentException("gemm: A must be m×k, B k×n and C m×n with one batch size; got A "
                + size(a) + ", B " + size(b) + ", C " + size(c));
        }
    }

    private static String size(Offsets o) {
        return o.base().length + "×(" + o.row().length + "×" + o.col().length + ")";
    }

    private static Product join(Product p) {
        if (p.batch() <= 1) return p;
        boolean vectors = p.rows() == 1 && p.cols() >= ENOUGH_FOR_A_VECTOR;
        if (p.cols() < JOIN_BELOW && !vectors && Offsets.constant(p.a.base())) {
            return new Product(first(p.a),
                new Offsets(ORIGIN, p.b.row(), Offsets.sum(p.b.base(), p.b.col())),
                new Offsets(ORIGIN, p.c.row(), Offsets.sum(p.c.base(), p.c.col())), p.swapped);
        }
        if (p.rows() < JOIN_BELOW && Offsets.constant(p.b.base())) {
            return new Product(new Offsets(ORIGIN, Offsets.sum(p.a.base(), p.a.row()), p.a.col()),
                first(p.b),
                new Offsets(ORIGIN, Offsets.sum(p.c.base(), p.c.row()), p.c.col()), p.swapped);
        }
        return p;
    }

    private static Offsets first(Offsets o) {
        return new Offsets(new int[] {o.base()[0]}, o.row(), o.col());
    }

    private boolean wantsSwap() {
        if (rows() == 1) return false;
        if (cols() == 1) return true;
        return !Offsets.unit(c.col()) && Offsets.unit(c.row());
    }

    /** Matrix e of the batch alone. */
    Product alone(int e) {
        return batch() == 1 ? this : new Product(a.alone(e), b.alone(e), c.alone(e), swapped);
    }

    /** Rows i0 … i1−1 and columns j0 … j1−1 of C. */
    Product part(int i0, int i1, int j0, int j1) {
        return new Product(a.part(i0, i1, 0, depth()), b.part(0, depth(), j0, j1), c.part(i0, i1, j0, j1), swapped);
    }

    private Product swap() {
        return new Product(b.transposed(), a.transposed(), c.transposed(), !swapped);
    }
}
