package fluxion.core.storage;

import fluxion.core.DType;
import fluxion.core.Ints;
import fluxion.core.Shape;
import java.util.Arrays;

/** Elements of dtype f64, Java {@code double}. */
public final class F64s implements Storage {
    private final Paged<double[]> pages;

    F64s(Paged<double[]> pages) {
        this.pages = pages;
    }

    @Override
    public DType dtype() {
        return DType.F64;
    }

    @Override
    public int length() {
        return pages.length();
    }

    @Override
    public double[] flat() {
        return pages.flat();
    }

    /** The element at a position. */
    public double at(int position) {
        Paged.Version<double[]> version = pages.version();
        double[] page = version.holder(position);
        return page[version.within(page, position)];
    }

    @Override
    public double doubleAt(int position) {
        return at(position);
    }

    @Override
    public long longAt(int position) {
        return (long) at(position);
    }

    @Override
    public F64s with(int offset, Shape shape, Ints strides, Storage source) {
        return new F64s(pages.with(RowLayout.of(offset, shape, strides), ((F64s) source).flat()));
    }

    @Override
    public F64s repeated(int position, int length) {
        double[] page = new double[Paged.PAGE];
        Arrays.fill(page, at(position));
        return new F64s(Paged.repeating(page, length));
    }
}
