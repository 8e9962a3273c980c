package fluxion.examples;

import fluxion.core.Shape;
import fluxion.core.Tensor;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

/**
 * Real images that ship with the examples: the first 5,000 training and 1,000 test images of Fashion-MNIST.
 *
 * @param images f32[n, 28, 28], from 0 (white paper) to 1 (black ink)
 * @param labels i32[n], from 0 to 9
 */
record FashionMnist(Tensor images, Tensor labels) {
    private static final int IMAGES_MAGIC = 0x803;
    private static final int LABELS_MAGIC = 0x801;

    static FashionMnist training() {
        return read("train");
    }

    static FashionMnist test() {
        return read("t10k");
    }

    private static FashionMnist read(String set) {
        return new FashionMnist(images(set + "-images-idx3-ubyte.gz"), labels(set + "-labels-idx1-ubyte.gz"));
    }

    /** What a label stands for. */
    static String name(int label) {
        return switch (label) {
            case 0 -> "T-shirt";
            case 1 -> "trouser";
            case 2 -> "pullover";
            case 3 -> "dress";
            case 4 -> "coat";
            case 5 -> "sandal";
            case 6 -> "shirt";
            case 7 -> "sneaker";
            case 8 -> "bag";
            case 9 -> "ankle boot";
            default -> throw new IllegalArgumentException("labels are from 0 to 9; got " + label);
        };
    }

    private static Tensor images(String file) {
        try (DataInputStream in = open(file)) {
            int count = header(in, file, IMAGES_MAGIC);
            int rows = in.readInt();
            int columns = in.readInt();
            byte[] pixels = in.readNBytes(count * rows * columns);
            float[] values = new float[pixels.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (pixels[i] & 0xff) / 255f;
            }
            return Tensor.of(Shape.of(count, rows, columns), values);
        } catch (IOException broken) {
            throw new UncheckedIOException(file, broken);
        }
    }

    private static Tensor labels(String file) {
        try (DataInputStream in = open(file)) {
            byte[] bytes = in.readNBytes(header(in, file, LABELS_MAGIC));
            int[] values = new int[bytes.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = bytes[i];
            }
            return Tensor.of(values);
        } catch (IOException broken) {
            throw new UncheckedIOException(file, broken);
        }
    }

    private static DataInputStream open(String file) throws IOException {
        InputStream resource = FashionMnist.class.getResourceAsStream("fashion-mnist/" + file);
        if (resource == null) {
            throw new IOException("no resource fashion-mnist/" + file);
        }
        return new DataInputStream(new GZIPInputStream(resource));
    }

    /** Checks the magic number; the count of records. */
    private static int header(DataInputStream in, String file, int magic) throws IOException {
        int found = in.readInt();
        if (found != magic) {
            throw new IOException(file + " should begin with " + Integer.toHexString(magic) + "; it begins with "
                    + Integer.toHexString(found));
        }
        return in.readInt();
    }
}
