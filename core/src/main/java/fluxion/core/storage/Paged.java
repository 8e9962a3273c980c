package fluxion.core.storage;

import io.vavr.collection.HashMap;
import java.util.Map;

/**
 * An immutable array as a flat base under a persistent map of changed pages. Object new version copies the pages it changes and
 * shares base, map and other pages with the old one.
 */
final class Paged {
    /** Elements of a page: small enough to copy in a blink, big enough to keep the map shallow. */
    static final int PAGE = 256;
    private static final int SHIFT = Integer.numberOfTrailingZeros(PAGE);
    private static final int MASK = PAGE - 1;

    private final int length;
    /** Replaced, by one with the same elements, when {@link #flat()} has put the pages together. */
    private volatile Version version;

    /**
     * Base and changed pages, read together.
     *
     * @param repeating whether the base is one page that stands for all unchanged ones
     */
    record Version(Object base, boolean repeating, HashMap<Integer, Object> pages) {
        boolean isFlat() {
            return !repeating && pages.isEmpty();
        }

        /** The array that holds a position. */
        Object holder(int position) {
            return pages.isEmpty() ? base : pages.getOrElse(position >> SHIFT, base);
        }

        /** Where in its holder a position is. */
        int within(Object holder, int position) {
            return holder == base && !repeating ? position : position & MASK;
        }

        /** Copies one page to where it belongs in a whole, or to the start of a fresh page. */
        void copyPage(int page, Object target, int to, int length) {
            int start = page << SHIFT;
            Object holder = holder(start);
            System.arraycopy(holder, within(holder, start), target, to, Math.min(PAGE, length - start));
        }
    }

    /** Takes ownership of the array. */
    Paged(Object owned) {
        this(Memory.length(owned), new Version(owned, false, HashMap.empty()));
    }

    private Paged(int length, Version version) {
        this.length = length;
        this.version = version;
    }

    /** The given page over and over; takes ownership of it. */
    static Paged repeating(Object page, int length) {
        return new Paged(length, new Version(page, true, HashMap.empty()));
    }

    /** A fresh page, the element at a position everywhere in it. */
    Object pageOf(int position) {
        Version now = version;
        Object page = Memory.like(now.base, PAGE);
        Object holder = now.holder(position);
        System.arraycopy(holder, now.within(holder, position), page, 0, 1);
        for (int done = 1; done < PAGE; done *= 2) {
            System.arraycopy(page, 0, page, done, done);
        }
        return page;
    }

    int length() {
        return length;
    }

    Version version() {
        return version;
    }

    Object flat() {
        Version now = version;
        return now.isFlat() ? now.base : flatten();
    }

    private synchronized Object flatten() {
        if (!version.isFlat()) {
            version = new Version(whole(version), false, HashMap.empty());
        }
        return version.base;
    }

    /** All elements in a fresh array. */
    private Object whole(Version from) {
        Object whole = Memory.like(from.base, length);
        if (from.repeating) {
            for (int page = 0; page << SHIFT < length && page << SHIFT >= 0; page++) {
                from.copyPage(page, whole, page << SHIFT, length);
            }
        } else {
            System.arraycopy(from.base, 0, whole, 0, length);
            from.pages.forEach((page, elements) -> from.copyPage(page, whole, page << SHIFT, length));
        }
        return whole;
    }

    /** With the elements of the target replaced by those of the source, in order. */
    Paged with(RowLayout target, Object source) {
        if (target.isEmpty()) {
            return this;
        }
        Version now = version;
        if (length > 2 * PAGE && target.isSingle()) {
            int position = target.offset();
            Object page = pageCopy(now, position >> SHIFT);
            System.arraycopy(source, 0, page, position & MASK, 1);
            return new Paged(length, new Version(now.base, now.repeating, now.pages.put(position >> SHIFT, page)));
        }
        return length <= 2 * PAGE || target.size() > length / 4 ? inCopy(now, target, source) : inPages(now, target, source);
    }

    private Object pageCopy(Version now, int page) {
        Object copy = Memory.like(now.base, PAGE);
        now.copyPage(page, copy, 0, length);
        return copy;
    }

    private Paged inCopy(Version now, RowLayout target, Object source) {
        Object whole = whole(now);
        target.forEach((start, row) -> {
            int from = row * target.length();
            if (target.stride() == 1) {
                System.arraycopy(source, from, whole, start, target.length());
            } else {
                for (int i = 0; i < target.length(); i++) {
                    System.arraycopy(source, from + i, whole, start + i * target.stride(), 1);
                }
            }
        });
        return new Paged(whole);
    }

    private Paged inPages(Version now, RowLayout target, Object source) {
        Map<Integer, Object> fresh = new java.util.HashMap<>();
        target.forEach((start, row) -> {
            int run;
            for (int i = 0; i < target.length(); i += run) {
                int at = start + i * target.stride();
                run = target.stride() == 1 ? Math.min(target.length() - i, PAGE - (at & MASK)) : 1;
                Object page = fresh.computeIfAbsent(at >> SHIFT, p -> pageCopy(now, p));
                System.arraycopy(source, row * target.length() + i, page, at & MASK, run);
            }
        });
        HashMap<Integer, Object> pages = now.pages;
        for (Map.Entry<Integer, Object> changed : fresh.entrySet()) {
            pages = pages.put(changed.getKey(), changed.getValue());
        }
        return new Paged(length, new Version(now.base, now.repeating, pages));
    }
}
