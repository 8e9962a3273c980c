package fluxion.examples;

import fluxion.core.Tensor;
import fluxion.data.Idx;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Real images that ship with the examples: the first 5,000 training and 1,000 test images of Fashion-MNIST.
 *
 * @param images f32[n, 28, 28], from 0 (white paper) to 1 (black ink)
 * @param labels i32[n], from 0 to 9
 */
public record FashionMnist(Tensor images, Tensor labels) {
    public static FashionMnist training() {
        return read("train");
    }

    public static FashionMnist test() {
        return read("t10k");
    }

    private static FashionMnist read(String set) {
        return new FashionMnist(images(set + "-images-idx3-ubyte.gz"), labels(set + "-labels-idx1-ubyte.gz"));
    }

    /** What a label stands for. */
    public static String name(int label) {
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
        try (InputStream in = open(file)) {
            return Idx.images(in);
        } catch (IOException broken) {
            throw new UncheckedIOException(file, broken);
        }
    }

    private static Tensor labels(String file) {
        try (InputStream in = open(file)) {
            return Idx.read(in);
        } catch (IOException broken) {
            throw new UncheckedIOException(file, broken);
        }
    }

    private static InputStream open(String file) throws IOException {
        InputStream resource = FashionMnist.class.getResourceAsStream("fashion-mnist/" + file);
        if (resource == null) {
            throw new IOException("no resource fashion-mnist/" + file);
        }
        return resource;
    }
}
