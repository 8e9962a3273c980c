package fluxion.dsl.file;

import fluxion.core.FluxionException;
import fluxion.core.Tensor;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** NumPy's format for several arrays: a ZIP archive with a member {@code name.npy} for each, stored or compressed. */
final class Npz {
    private static final String SUFFIX = ".npy";
    /** The earliest time that archives know, for all members: the same tensors make the same bytes. */
    private static final LocalDateTime NEVER = LocalDateTime.of(1980, 1, 1, 0, 0);

    private Npz() {}

    static Array<StoredTensor> read(MemorySegment file) {
        return Archive.members(file).map(Npz::tensor);
    }

    private static StoredTensor tensor(Archive.Member member) {
        if (!member.name().endsWith(SUFFIX)) {
            throw new FluxionException("a member of the archive must be an array, " + SUFFIX + "; got \""
                    + TensorNames.shortened(member.name()) + '"');
        }
        String name = member.name().substring(0, member.name().length() - SUFFIX.length());
        TensorNames.require(name);
        try {
            if (member.deflated()) {
                byte[] head = new Stored.Deflated(member.bytes(), member.size(), 0, member.crc()).head(Npy.LONGEST);
                Npy.Header header = Npy.read(ByteBuffer.wrap(head));
                return header.of("", member.size() - header.length(),
                        new Stored.Deflated(member.bytes(), member.size(), header.length(), member.crc())).named(name);
            }
            Npy.Header header = Npy.read(member.bytes().asSlice(0, Math.min(Npy.LONGEST, member.size())).asByteBuffer());
            return header.of("", member.size() - header.length(),
                    new Stored.Summed(member.bytes(), header.length(), member.crc())).named(name);
        } catch (FluxionException e) {
            throw new FluxionException(name + ": " + e.getMessage(), e);
        }
    }

    static void write(Seq<Tuple2<String, Tensor>> tensors, WritableByteChannel out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(new Unclosed(Channels.newOutputStream(out)));
        byte[] piece = new byte[1 << 16];
        for (Tuple2<String, Tensor> t : tensors) {
            byte[] header = Npy.header(t._2);
            CRC32 sum = new CRC32();
            sum.update(header);
            TensorWriter.elements(t._2, sum::update);
            ZipEntry entry = new ZipEntry(t._1 + SUFFIX);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(header.length + Npy.size(t._2));
            entry.setCrc(sum.getValue());
            entry.setTimeLocal(NEVER);
            zip.putNextEntry(entry);
            zip.write(header);
            TensorWriter.elements(t._2, bytes -> {
                while (bytes.hasRemaining()) {
                    int m = Math.min(piece.length, bytes.remaining());
                    bytes.get(piece, 0, m);
                    zip.write(piece, 0, m);
                }
            });
            zip.closeEntry();
        }
        zip.finish();
        zip.flush();
    }

    /** The channel is closed by who opened it. */
    private static final class Unclosed extends OutputStream {
        private final OutputStream out;

        Unclosed(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int n) throws IOException {
            out.write(bytes, from, n);
        }
    }
}
