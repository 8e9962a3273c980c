package fluxion.core.storage;

import fluxion.core.DType;
import fluxion.core.Ints;
import fluxion.core.Shape;
import java.util.Arrays;

/** Elements of dtype f32, Java {@code float}. */
public final class F32s implements Storage {
    private final Paged<float[]> pages;

    F32s(Paged<float[]> pages) {
        this.pages = pages;
    }

    @Override
    public DType dtype() {
        return DType.F32;
    }

    @Override
    public int length() {
        return pages.length();
    }

    @Override
    public float[] flat() {
        return pages.flat();
    }

    /** The element at a position. */
    public float at(int position) {
        Paged.Version<float[]> version = pages.version();
        float[] page = version.holder(position);
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
    public F32s with(int offset, Shape shape, Ints strides, Storage source) {
        return new F32s(pages.with(RowLayout.of(offset, shape, strides), ((F32s) source).flat()));
    }

    @Override
    public F32s repeated(int position, int length) {
        float[] page = new float[Paged.PAGE];
        Arrays.fill(page, at(position));
        return new F32s(Paged.repeating(page, length));
    }
}
