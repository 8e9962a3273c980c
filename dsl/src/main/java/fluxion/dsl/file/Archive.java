package fluxion.dsl.file;

import fluxion.core.FluxionException;
import io.vavr.collection.Array;
import io.vavr.control.Option;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The members of a ZIP archive and where their bytes are, so that those that are not compressed can be read in place. Source:
 * PKWARE's APPNOTE 6.3, sections 4.3 and 4.5.3: the end record, its 64-bit kin, the central directory, local headers.
 */
final class Archive {
    private static final int END = 0x06054b50;
    private static final int END_64 = 0x06064b50;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final int END_SIZE = 22;
    private static final int CENTRAL_SIZE = 46;
    private static final int LOCAL_SIZE = 30;
    private static final long ABSENT = 0xffff_ffffL;
    /** Deflate makes no more than this of one byte. */
    private static final long MOST = 1032;

    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment file;

    private Archive(MemorySegment file) {
        this.file = file;
    }

    /**
     * A member.
     *
     * @param name its name
     * @param bytes as they are in the archive
     * @param deflated whether they are compressed
     * @param size how many bytes it has uncompressed
     * @param crc the checksum of those
     */
    record Member(String name, MemorySegment bytes, boolean deflated, long size, int crc) {}

    private record Directory(long from, long size, long count) {}

    private record Central(Member member, long from, long to) {}

    /** All members, in the directory's order. */
    static Array<Member> members(MemorySegment file) {
        try {
            return new Archive(file).members();
        } catch (IndexOutOfBoundsException e) {
            throw new FluxionException("the archive's directory must lie within the file", e);
        }
    }

    private Array<Member> members() {
        Directory directory = directory();
        List<Central> found = new ArrayList<>();
        Set<String> names = new HashSet<>();
        long at = directory.from;
        for (long i = 0; i < directory.count; i++) {
            if (u32(at) != CENTRAL) {
                throw new FluxionException("the archive's directory must list " + directory.count + " members; got " + i);
            }
            Central central = central(at, directory.from);
            if (!names.add(central.member.name)) {
                throw new FluxionException("names must be distinct; got \"" + TensorNames.shortened(central.member.name)
                        + "\" twice");
            }
            found.add(central);
            at += CENTRAL_SIZE + u16(at + 28) + u16(at + 30) + u16(at + 32);
        }
        if (at != directory.from + directory.size) {
            throw new FluxionException("the archive's directory must have " + directory.size + " bytes; got "
                    + (at - directory.from));
        }
        requireApart(found);
        return Array.ofAll(found).map(Central::member);
    }

    private Directory directory() {
        long end = endRecord().getOrElseThrow(() ->
                new FluxionException("an archive must end with the record of its directory. The file is damaged, or ends early"));
        long count = u16(end + 10);
        long size = u32(end + 12) & ABSENT;
        long from = u32(end + 16) & ABSENT;
        if ((count == 0xffff || size == ABSENT || from == ABSENT) && end >= 20 && u32(end - 20) == LOCATOR_64) {
            long end64 = u64(end - 20 + 8);
            if (end64 > end - 20 - 56 || u32(end64) != END_64) {
                throw new FluxionException("the archive's 64-bit end record must be where it is said to be; got " + end64);
            }
            count = u64(end64 + 32);
            size = u64(end64 + 40);
            from = u64(end64 + 48);
            end = end64;
        }
        if (from > end || size > end - from || count > size / CENTRAL_SIZE) {
            throw new FluxionException("the archive's directory must lie before its end, at " + end + "; got " + count
                    + " members in " + size + " bytes from " + from);
        }
        return new Directory(from, size, count);
    }

    /** Where the last record begins: before a comment that ends with the file. */
    private Option<Long> endRecord() {
        long size = file.byteSize();
        for (long at = size - END_SIZE; at >= 0 && at >= size - END_SIZE - 0xffff; at--) {
            if (u32(at) == END && at + END_SIZE + u16(at + 20) == size) {
                return Option.some(at);
            }
        }
        return Option.none();
    }

    private Central central(long at, long directory) {
        String name = text(at + CENTRAL_SIZE, u16(at + 28));
        int flags = u16(at + 8);
        int method = u16(at + 10);
        if ((flags & 1) != 0 || method != 0 && method != 8) {
            throw new FluxionException(TensorNames.shortened(name) + ": a member must be stored or deflated, not encrypted; got "
                    + "method " + method + ((flags & 1) != 0 ? ", encrypted" : ""));
        }
        Wide wide = new Wide(at + CENTRAL_SIZE + u16(at + 28), u16(at + 30));
        long size = wide.value(u32(at + 24) & ABSENT);
        long compressed = wide.value(u32(at + 20) & ABSENT);
        long local = wide.value(u32(at + 42) & ABSENT);
        if (local > directory - LOCAL_SIZE || u32(local) != LOCAL || u16(local + 8) != method) {
            throw new FluxionException(TensorNames.shortened(name) + ": the member must begin before the directory, with a "
                    + "header that says the same; got " + local);
        }
        long from = local + LOCAL_SIZE + u16(local + 26) + u16(local + 28);
        if (!text(local + LOCAL_SIZE, u16(local + 26)).equals(name) || compressed > directory - from) {
            throw new FluxionException(TensorNames.shortened(name) + ": the member must end before the directory, and have one "
                    + "name; got " + compressed + " bytes from " + from);
        }
        if (method == 0 ? size != compressed : size / MOST > compressed) {
            throw new FluxionException(TensorNames.shortened(name) + ": " + compressed + " bytes cannot hold " + size);
        }
        return new Central(new Member(name, file.asSlice(from, compressed), method == 8, size, u32(at + 16)), local,
                from + compressed);
    }

    /** The numbers that take 64 bits, in the order of the fields that say so. */
    private final class Wide {
        private long at;
        private long end;

        Wide(long extra, int length) {
            for (long here = extra; here + 4 <= extra + length; here += 4 + u16(here + 2)) {
                if (u16(here) == 1) {
                    at = here + 4;
                    end = Math.min(at + u16(here + 2), extra + length);
                    return;
                }
            }
        }

        long value(long said) {
            if (said != ABSENT || at + 8 > end) {
                return said;
            }
            at += 8;
            return u64(at - 8);
        }
    }

    /** Members that share bytes would be read many times over. */
    private static void requireApart(List<Central> found) {
        long end = 0;
        for (Central central : found.stream().sorted(Comparator.comparingLong(Central::from)).toList()) {
            if (central.from < end) {
                throw new FluxionException(TensorNames.shortened(central.member.name) + ": members must not overlap; got "
                        + central.from + " before " + end);
            }
            end = central.to;
        }
    }

    private String text(long at, int length) {
        return new String(file.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    private int u16(long at) {
        return file.get(SHORT, at) & 0xffff;
    }

    private int u32(long at) {
        return file.get(INT, at);
    }

    private long u64(long at) {
        long value = file.get(LONG, at);
        if (value < 0) {
            throw new FluxionException("places in an archive must be below 2⁶³; got " + Long.toUnsignedString(value));
        }
        return value;
    }
}
