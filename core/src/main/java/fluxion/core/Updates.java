package fluxion.core;

import fluxion.core.op.DynamicSlice;
import fluxion.core.op.DynamicUpdateSlice;
import fluxion.core.op.Scatter;
import io.vavr.collection.Array;

/** The verbs that read and write places named as between the brackets of {@code x[…]}, or blocks at computed positions. */
public sealed interface Updates permits Expr {
    /** This expression. */
    Expr self();

    /** The elements at places, see {@link IndexUpdate}: {@code x.get(i, Index.Range.ALL)} is x[i, :]. */
    default Expr get(Index first, Index... more) { Given.arguments("get", first, more); return at(first, more).get(); }

    /** The elements at places in NumPy's notation: {@code x.get("1:3, ..., ::-1")}. */
    default Expr get(String places) { Given.arguments("get", places); return at(places).get(); }

    /** Places to read or write: {@code x.at(i).add(u)}. */
    default IndexUpdate at(Index first, Index... more) {
        Given.arguments("at", first, more);
        return new IndexUpdate(self(), Array.of(first).appendAll(Array.of(more)), OutOfRange.REFUSE);
    }

    /** Places in NumPy's notation: {@code x.at("1:3, ..., 0").set(u)}. */
    default IndexUpdate at(String places) {
        Given.arguments("at", places); return new IndexUpdate(self(), Index.parse(places), OutOfRange.REFUSE);
    }

    /** The place at positions along the leading axes. */
    default IndexUpdate at(int... positions) {
        Given.arguments("at", (Object) positions);
        return new IndexUpdate(self(), Array.ofAll(positions).map(Index.Position::new), OutOfRange.REFUSE);
    }

    /**
     * The block of the given lengths from computed positions (integers, one for each axis) on. Positions are clamped so that
     * it fits, as in XLA: a negative one is 0 and does not count from the end as in {@code get}.
     */
    default Expr dynamicSlice(Expr start, int... sizes) {
        Given.arguments("dynamicSlice", start, sizes);
        return Expr.apply(new DynamicSlice(0, Ints.of(sizes)), self(), start);
    }

    /**
     * This with a block replaced from computed positions (integers, one for each axis) on; clamped as in
     * {@link #dynamicSlice}.
     */
    default Expr dynamicUpdateSlice(Expr update, Expr start) {
        Given.arguments("dynamicUpdateSlice", update, start);
        return Expr.apply(new DynamicUpdateSlice(0), self(), update.cast(self().dtype()), start);
    }

    /**
     * Each element of source (of the indices' shape) combined into where {@code takeAlongAxis} would read; indices may be
     * shorter than this off the axis.
     */
    default Expr scatter(Scatter.Kind kind, Expr indices, Expr source, int axis) {
        Given.arguments("scatter", kind, indices, source);
        Expr x = self();
        String name = new Scatter(kind, 0, 0).label();
        int a = x.shape().axis(name, axis);
        if (indices.rank() != x.rank() || !indices.shape().equals(source.shape())) {
            throw new ShapeException(name + ": indices and source must have one shape of the operand's rank; got "
                    + indices.type() + " and "
                    + source.type() + " for " + x.type());
        }
        Shape cut = new Shape(indices.shape().dims().with(a, x.shape().dim(a)));
        for (int i = 0; i < x.rank(); i++) {
            if (cut.dim(i) > x.shape().dim(i)) {
                throw new ShapeException(name + ": indices must not be longer than the operand off axis " + axis + "; got "
                        + indices.type() + " for " + x.type());
            }
        }
        int last = x.rank() - 1;
        Expr region = cut.equals(x.shape()) ? x
                : ResolvedIndex.block(x, Ints.fill(x.rank(), 0), cut.dims(), Ints.fill(x.rank(), 1));
        Expr written = Expr.apply(new Scatter(kind, last, last), region.moveAxis(a, -1), indices.moveAxis(a, -1),
                source.cast(x.dtype()).moveAxis(a, -1))
                .moveAxis(-1, a);
        return region == x ? written : ResolvedIndex.put(x, written, Ints.fill(x.rank(), 0), Ints.fill(x.rank(), 1));
    }
}
