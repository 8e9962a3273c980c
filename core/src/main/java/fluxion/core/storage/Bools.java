package fluxion.core.storage;

import fluxion.core.DType;
import fluxion.core.Ints;
import fluxion.core.Shape;
import java.util.Arrays;

/** Elements of dtype bool, Java {@code boolean}. */
public final class Bools implements Storage {
    private final Paged<boolean[]> pages;

    Bools(Paged<boolean[]> pages) {
        this.pages = pages;
    }

    @Override
    public DType dtype() {
        return DType.BOOL;
    }

    @Override
    public int length() {
        return pages.length();
    }

    @Override
    public boolean[] flat() {
        return pages.flat();
    }

    /** The element at a position. */
    public boolean at(int position) {
        Paged.Version<boolean[]> version = pages.version();
        boolean[] page = version.holder(position);
        return page[version.within(page, position)];
    }

    @Override
    public double doubleAt(int position) {
        return at(position) ? 1 : 0;
    }

    @Override
    public long longAt(int position) {
        return at(position) ? 1 : 0;
    }

    @Override
    public Bools with(int offset, Shape shape, Ints strides, Storage source) {
        return new Bools(pages.with(RowLayout.of(offset, shape, strides), ((Bools) source).flat()));
    }

    @Override
    public Bools repeated(int position, int length) {
        boolean[] page = new boolean[Paged.PAGE];
        Arrays.fill(page, at(position));
        return new Bools(Paged.repeating(page, length));
    }
}
