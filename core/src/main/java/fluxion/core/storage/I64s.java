package fluxion.core.storage;

import fluxion.core.DType;
import fluxion.core.Ints;
import fluxion.core.Shape;
import java.util.Arrays;

/** Elements of dtype i64, Java {@code long}. */
public final class I64s implements Storage {
    private final Paged<long[]> pages;

    I64s(Paged<long[]> pages) {
        this.pages = pages;
    }

    @Override
    public DType dtype() {
        return DType.I64;
    }

    @Override
    public int length() {
        return pages.length();
    }

    @Override
    public long[] flat() {
        return pages.flat();
    }

    /** The element at a position. */
    public long at(int position) {
        Paged.Version<long[]> version = pages.version();
        long[] page = version.holder(position);
        return page[version.within(page, position)];
    }

    @Override
    public double doubleAt(int position) {
        return at(position);
    }

    @Override
    public long longAt(int position) {
        return at(position);
    }

    @Override
    public I64s with(int offset, Shape shape, Ints strides, Storage source) {
        return new I64s(pages.with(RowLayout.of(offset, shape, strides), ((I64s) source).flat()));
    }

    @Override
    public I64s repeated(int position, int length) {
        long[] page = new long[Paged.PAGE];
        Arrays.fill(page, at(position));
        return new I64s(Paged.repeating(page, length));
    }
}
