package fluxion.dsl.file;

import fluxion.core.Tensor;
import fluxion.core.storage.LittleEndian;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Elements as little-endian bytes, piece by piece; files that are there whole or not at all. */
final class TensorWriter {
    private static final int PIECE = 1 << 18;

    private TensorWriter() {}

    /** What takes bytes. */
    @FunctionalInterface
    interface Sink {
        void take(ByteBuffer bytes) throws IOException;
    }

    /** Elements in row-major order; each piece is there until the next is asked for. */
    static void elements(Tensor tensor, Sink sink) throws IOException {
        Tensor t = tensor.contiguous();
        Object array = t.storage().flat();
        int n = Math.toIntExact(t.shape().size());
        int bytes = t.dtype().bytes();
        ByteBuffer piece = ByteBuffer.allocateDirect((int) Math.min(PIECE, Math.max(8, (long) n * bytes)))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int done = 0, m; done < n; done += m) {
            m = Math.min(piece.capacity() / bytes, n - done);
            LittleEndian.put(array, t.offset() + done, m, piece.clear());
            sink.take(piece.position(0).limit(m * bytes));
        }
    }

    static void all(ByteBuffer bytes, WritableByteChannel out) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    /** What writes a file. */
    @FunctionalInterface
    interface Body {
        void write(FileChannel out) throws IOException;
    }

    /** Writes a file beside the one that is to be, then puts it in its place: who reads meanwhile, or fails, has the old one. */
    static void replace(Path file, Body body) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path part = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                body.write(out);
            }
            try {
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
