package fluxion.data;

import fluxion.core.FluxionException;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The format IDX, in which MNIST and its kin are kept, plain or compressed by gzip: two bytes of zeros, the type of elements, the
 * number of axes, the length of each, then the elements, most significant byte first. Source: yann.lecun.com/exdb/mnist.
 */
public final class Idx {
    private Idx() {}

    /**
     * Reads a file as it is: bytes and 16-bit integers as i32, floats as f32 and doubles as f64.
     *
     * @throws FluxionException where it is malformed
     * @throws UncheckedIOException where it cannot be read
     */
    public static Tensor read(Path file) {
        Given.arguments("read", file);
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, String.valueOf(file.getFileName()));
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException("read: there must be a file " + file.toAbsolutePath(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("read: " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Reads bytes of such a file, as those of a resource. */
    public static Tensor read(InputStream in) {
        Given.arguments("read", in);
        try {
            return read(in, "the stream");
        } catch (IOException e) {
            throw new UncheckedIOException("read: the stream cannot be read: " + e.getMessage(), e);
        }
    }

    /** Images whose elements are bytes as f32 from 0 to 1, [n, height, width]. */
    public static Tensor images(Path file) {
        return unit(read(file));
    }

    /** Images and their labels, f32[n, height, width] from 0 to 1 and i32[n]. */
    public static Tuple2<Tensor, Tensor> labelled(Path images, Path labels) {
        Tensor x = images(images);
        Tensor y = read(labels);
        if (y.rank() != 1 || x.rank() < 1 || x.shape().dim(0) != y.shape().dim(0)) {
            throw new FluxionException("read: there must be one label for each image; got " + y.type() + " for " + x.type());
        }
        return Tuple.of(x, y);
    }

    /** Images out of bytes of such a file, as those of a resource. */
    public static Tensor images(InputStream in) {
        return unit(read(in));
    }

    private static Tensor unit(Tensor bytes) {
        int[] values = bytes.ints();
        float[] units = new float[values.length];
        for (int i = 0; i < units.length; i++) {
            units[i] = values[i] / 255f;
        }
        return Tensor.of(bytes.shape(), units);
    }

    private static Tensor read(InputStream raw, String label) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(raw, 1 << 16);
        buffered.mark(2);
        boolean compressed = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        try {
            return elements(compressed ? new GZIPInputStream(buffered, 1 << 16) : buffered, label);
        } catch (EOFException e) {
            throw new FluxionException("read: " + label + " ends early", e);
        }
    }

    private static Tensor elements(InputStream in, String label) throws IOException {
        ByteBuffer head = bytes(in, 4);
        int type = head.get(2) & 0xff;
        int axes = head.get(3) & 0xff;
        int size = switch (type) {
            case 8, 9 -> 1;
            case 0xb -> 2;
            case 0xc, 0xd -> 4;
            case 0xe -> 8;
            default -> 0;
        };
        if (head.getShort(0) != 0 || size == 0 || axes > 64) {
            throw new FluxionException("read: " + label + " must begin with 0, 0, a type and a number of axes, as IDX has it; "
                    + "got %08x".formatted(head.getInt(0)));
        }
        ByteBuffer lengths = bytes(in, 4 * axes);
        int[] dims = new int[axes];
        long count = 1;
        for (int i = 0; i < axes; i++) {
            dims[i] = lengths.getInt(4 * i);
            count = Math.multiplyHigh(count, dims[i]) != 0 || dims[i] < 0 ? -1 : count * dims[i];
            if (count < 0 || count * size > Integer.MAX_VALUE - 8) {
                throw new FluxionException("read: " + label + " must have lengths that make less than 2³¹ bytes; got "
                        + fluxion.core.Ints.of(dims));
            }
        }
        ByteBuffer bytes = bytes(in, (int) count * size);
        if (in.read() >= 0) {
            throw new FluxionException("read: " + label + " must end with its elements; there are more bytes");
        }
        return tensor(type, Shape.of(dims), bytes, (int) count);
    }

    /** Room is made as bytes come, whatever the lengths say. */
    private static ByteBuffer bytes(InputStream in, int n) throws IOException {
        byte[] bytes = in.readNBytes(n);
        if (bytes.length < n) {
            throw new EOFException();
        }
        return ByteBuffer.wrap(bytes);
    }

    private static Tensor tensor(int type, Shape shape, ByteBuffer bytes, int n) {
        return switch (type) {
            case 0xd -> {
                float[] values = new float[n];
                bytes.asFloatBuffer().get(values);
                yield Tensor.of(shape, values);
            }
            case 0xe -> {
                double[] values = new double[n];
                bytes.asDoubleBuffer().get(values);
                yield Tensor.of(shape, values);
            }
            default -> {
                int[] values = new int[n];
                for (int i = 0; i < n; i++) {
                    values[i] = switch (type) {
                        case 8 -> bytes.get(i) & 0xff;
                        case 9 -> bytes.get(i);
                        case 0xb -> bytes.getShort(2 * i);
                        default -> bytes.getInt(4 * i);
                    };
                }
                yield Tensor.of(shape, values);
            }
        };
    }
}
