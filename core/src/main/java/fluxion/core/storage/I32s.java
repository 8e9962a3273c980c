package fluxion.core.storage;

import fluxion.core.DType;
import fluxion.core.Ints;
import fluxion.core.Shape;
import java.util.Arrays;

/** Elements of dtype i32, Java {@code int}. */
public final class I32s implements Storage {
    private final Paged<int[]> pages;

    I32s(Paged<int[]> pages) {
        this.pages = pages;
    }

    @Override
    public DType dtype() {
        return DType.I32;
    }

    @Override
    public int length() {
        return pages.length();
    }

    @Override
    public int[] flat() {
        return pages.flat();
    }

    /** The element at a position. */
    public int at(int position) {
        Paged.Version<int[]> version = pages.version();
        int[] page = version.holder(position);
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
    public I32s with(int offset, Shape shape, Ints strides, Storage source) {
        return new I32s(pages.with(RowLayout.of(offset, shape, strides), ((I32s) source).flat()));
    }

    @Override
    public I32s repeated(int position, int length) {
        int[] page = new int[Paged.PAGE];
        Arrays.fill(page, at(position));
        return new I32s(Paged.repeating(page, length));
    }
}
