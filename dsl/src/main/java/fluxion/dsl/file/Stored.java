package fluxion.dsl.file;

import fluxion.core.FluxionException;
import fluxion.dsl.element.ElementFormat;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The bytes of a tensor's elements, where they are: as they are, or compressed. */
sealed interface Stored {

    /** Copies all elements into an array; see {@link ElementFormat#copy}. */
    void copy(ElementFormat format, ByteOrder order, int n, Object to);

    /**
     * Bytes as they are.
     *
     * @param elements the bytes of the elements
     */
    record Plain(MemorySegment elements) implements Stored {
        @Override
        public void copy(ElementFormat format, ByteOrder order, int n, Object to) {
            format.copy(elements, order, n, to, 0);
        }
    }

    /**
     * Bytes as they are, in an archive that knows their checksum.
     *
     * @param member a header and the elements
     * @param skip how long the header is
     * @param crc the checksum of both
     */
    record Summed(MemorySegment member, int skip, int crc) implements Stored {
        private static final long PIECE = 1 << 20;

        @Override
        public void copy(ElementFormat format, ByteOrder order, int n, Object to) {
            CRC32 sum = new CRC32();
            for (long at = 0, m; at < member.byteSize(); at += m) {
                m = Math.min(PIECE, member.byteSize() - at);
                sum.update(member.asSlice(at, m).asByteBuffer());
            }
            Deflated.check(sum, crc);
            format.copy(member.asSlice(skip), order, n, to, 0);
        }
    }

    /**
     * Bytes compressed by the method deflate; made again piece by piece, never more than there are to be.
     *
     * @param compressed the compressed bytes
     * @param size of header and elements, in bytes
     * @param skip how long the header is
     * @param crc the checksum of both
     */
    record Deflated(MemorySegment compressed, long size, int skip, int crc) implements Stored {
        private static final int PIECE = 1 << 16;

        @Override
        public void copy(ElementFormat format, ByteOrder order, int n, Object to) {
            CRC32 sum = new CRC32();
            byte[] piece = new byte[PIECE];
            try (Inflating in = new Inflating(compressed)) {
                for (int done = 0, m; done < skip; done += m) {
                    m = Math.min(PIECE, skip - done);
                    in.fill(piece, m);
                    sum.update(piece, 0, m);
                }
                for (int done = 0, m; done < n; done += m) {
                    m = Math.min(PIECE / format.bytes(), n - done);
                    in.fill(piece, m * format.bytes());
                    sum.update(piece, 0, m * format.bytes());
                    format.copy(MemorySegment.ofArray(piece), order, m, to, done);
                }
                in.end();
            }
            check(sum, crc);
        }

        /** The first bytes; fewer where there are no more. */
        byte[] head(int most) {
            byte[] head = new byte[(int) Math.min(most, size)];
            try (Inflating in = new Inflating(compressed)) {
                in.fill(head, head.length);
            }
            return head;
        }

        static void check(CRC32 sum, int crc) {
            if ((int) sum.getValue() != crc) {
                throw new FluxionException("the checksum must be %08x; got %08x. The file is damaged".formatted(crc,
                        (int) sum.getValue()));
            }
        }
    }

    /** What comes out of compressed bytes. */
    final class Inflating implements AutoCloseable {
        /** Compressed bytes that are handed over at a time; a buffer has no more than an int's. */
        private static final long PIECE = 1 << 20;
        private final MemorySegment compressed;
        private final Inflater inflater = new Inflater(true);
        private long next;

        Inflating(MemorySegment compressed) {
            this.compressed = compressed;
        }

        void fill(byte[] to, int n) {
            for (int done = 0; done < n; ) {
                int more = some(to, done, n - done);
                if (more < 0) {
                    throw new FluxionException("the compressed bytes end before the elements do");
                }
                done += more;
            }
        }

        void end() {
            if (some(new byte[1], 0, 1) >= 0) {
                throw new FluxionException("the compressed bytes hold more than the elements");
            }
        }

        /** How many bytes came; −1 at the end. */
        private int some(byte[] to, int from, int most) {
            try {
                while (true) {
                    int came = inflater.inflate(to, from, most);
                    if (came > 0) {
                        return came;
                    }
                    if (inflater.finished() || inflater.needsDictionary() || next == compressed.byteSize()) {
                        return -1;
                    }
                    long m = Math.min(PIECE, compressed.byteSize() - next);
                    inflater.setInput(compressed.asSlice(next, m).asByteBuffer());
                    next += m;
                }
            } catch (DataFormatException e) {
                throw new FluxionException("the compressed bytes must be those of deflate: " + e.getMessage(), e);
            }
        }

        @Override
        public void close() {
            inflater.end();
        }
    }
}
