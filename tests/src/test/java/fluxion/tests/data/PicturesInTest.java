package fluxion.tests.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.DType;
import fluxion.core.FluxionException;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.data.Idx;
import fluxion.data.Images;
import fluxion.dsl.Fluxion;
import io.vavr.collection.Array;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures and the format of MNIST as tensors, and back. */
class PicturesInTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void pixelsComeBackInEveryNumberOfChannels(int channels) {
        Tensor levels = Fluxion.eval(Fluxion.arange(5 * 4 * channels).remainder(256).cast(DType.F32).div(255f)
                .reshape(5, 4, channels));
        // opacity of nothing would lose the colour
        Tensor image = channels % 2 == 1 ? levels : Fluxion.eval(Fluxion.maximum(levels, Tensor.of(1 / 255f)));
        Path file = directory.resolve("p.png");
        Images.write(image, file);
        Tensor read = Images.read(file);
        int seen = channels == 2 ? 4 : channels;
        assertThat(read.type()).isEqualTo(TensorType.of(DType.F32, 5, 4, seen));
        assertThat(Fluxion.toDouble(Fluxion.max(read.get("..., -1").minus(image.get("..., -1")).abs()))).isZero();
        assertThat(Fluxion.toDouble(Fluxion.max(read.get("..., 0").minus(image.get("..., 0")).abs()))).isZero();
    }

    @Test
    void coloursStandWhereTheyShould() throws IOException {
        for (int type : new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_INT_ARGB,
            BufferedImage.TYPE_4BYTE_ABGR, BufferedImage.TYPE_BYTE_INDEXED}) {
            BufferedImage image = new BufferedImage(2, 1, type);
            image.setRGB(0, 0, new Color(255, 0, 51).getRGB());
            image.setRGB(1, 0, new Color(0, 255, 0).getRGB());
            Tensor t = Images.of(image);
            assertThat(t.doubleAt(0, 0, 0)).as("red, %d", type).isEqualTo(1.0);
            assertThat(t.doubleAt(0, 0, 2)).as("blue, %d", type).isEqualTo(0.2f);
            assertThat(t.doubleAt(0, 1, 1)).as("green, %d", type).isEqualTo(1.0);
        }
        BufferedImage fine = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
        fine.getRaster().setSample(0, 0, 0, 12345);
        ImageIO.write(fine, "png", directory.resolve("fine.png").toFile());
        assertThat(Images.read(directory.resolve("fine.png")).doubleAt(0, 0, 0)).isEqualTo(12345 / 65535f);
    }

    @Test
    void picturesOfOneSizeStackAndTile() {
        Path black = directory.resolve("a.png");
        Path white = directory.resolve("b.png");
        Images.write(Fluxion.zeros(Fluxion.f32(3, 2)), black);
        Images.write(Fluxion.ones(Fluxion.f32(3, 2)), white);
        Tensor both = Images.read(Array.of(black, white));
        assertThat(both.type()).isEqualTo(TensorType.of(DType.F32, 2, 3, 2, 1));
        Tensor grid = Images.grid(both, 5);
        assertThat(grid.shape()).isEqualTo(Shape.of(5, 7, 1));
        assertThat(grid.doubleAt(1, 1, 0)).isZero();
        assertThat(grid.doubleAt(1, 3, 0)).isEqualTo(1);
        Images.write(Fluxion.ones(Fluxion.f32(2, 2)), white);
        assertThatThrownBy(() -> Images.read(Array.of(black, white))).isInstanceOf(ShapeException.class)
                .hasMessageContaining("[2,2,1] for b.png");
        assertThatThrownBy(() -> Images.write(Fluxion.ones(Fluxion.f32(2, 2, 5)), white)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Images.write(Fluxion.ones(Fluxion.f32(2, 2)), directory.resolve("b.xyz")))
                .isInstanceOf(FluxionException.class);
    }

    @Test
    void whatIsNoPictureIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("p.png"), "no picture");
        assertThatThrownBy(() -> Images.read(file)).isInstanceOf(FluxionException.class)
                .hasMessageContaining("must be a picture");
        assertThatThrownBy(() -> Images.read(directory.resolve("none.png"))).isInstanceOf(UncheckedIOException.class);
        Path cut = directory.resolve("cut.png");
        Images.write(Fluxion.ones(Fluxion.f32(20, 20, 3)), cut);
        byte[] bytes = Files.readAllBytes(cut);
        // a header that promises more than a heap holds
        ByteBuffer.wrap(bytes).putInt(16, 2_000_000_000).putInt(20, 2_000_000_000);
        Files.write(cut, bytes);
        assertThatThrownBy(() -> Images.read(cut)).isInstanceOf(FluxionException.class);
    }

    // ---- MNIST ------------------------------------------------------------------------------------------------------

    private static byte[] idx(int type, int[] dims, byte... elements) {
        ByteBuffer out = ByteBuffer.allocate(4 + 4 * dims.length + elements.length).putInt(type << 8 | dims.length);
        Arrays.stream(dims).forEach(out::putInt);
        return out.put(elements).array();
    }

    private static Tensor read(byte[] bytes) {
        return Idx.read(new ByteArrayInputStream(bytes));
    }

    @Test
    void theImagesOfTheExamples() throws IOException {
        for (String name : new String[] {"train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"}) {
            try (InputStream in = Class.forName("fluxion.examples.Tour").getResourceAsStream("fashion-mnist/" + name)) {
                Files.write(directory.resolve(name), in.readAllBytes());
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }
        var data = Idx.labelled(directory.resolve("train-images-idx3-ubyte.gz"), directory.resolve("train-labels-idx1-ubyte.gz"));
        assertThat(data._1.type()).isEqualTo(TensorType.of(DType.F32, 5000, 28, 28));
        assertThat(data._2.type()).isEqualTo(TensorType.of(DType.I32, 5000));
        assertThat(Fluxion.toDouble(Fluxion.max(data._1))).isEqualTo(1.0);
        assertThat(Fluxion.toDouble(Fluxion.max(data._2).cast(DType.F64))).isEqualTo(9.0);
    }

    @Test
    void everyTypePlainAndCompressed() throws IOException {
        assertThat(read(idx(8, new int[] {2}, (byte) 200, (byte) 1))).isEqualTo(Tensor.of(new int[] {200, 1}));
        assertThat(read(idx(9, new int[] {2}, (byte) 200, (byte) 1))).isEqualTo(Tensor.of(new int[] {-56, 1}));
        assertThat(read(idx(0xb, new int[] {1}, (byte) 1, (byte) 2))).isEqualTo(Tensor.of(new int[] {258}));
        assertThat(read(idx(0xd, new int[] {1, 1}, (byte) 0x3f, (byte) 0x80, (byte) 0, (byte) 0)))
                .isEqualTo(Tensor.of(new float[][] {{1}}));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(idx(8, new int[] {1}, (byte) 7));
        }
        assertThat(read(out.toByteArray())).isEqualTo(Tensor.of(new int[] {7}));
    }

    @Test
    void malformedOnesAreRefused() {
        assertThatThrownBy(() -> read(new byte[] {0, 0, 8})).isInstanceOf(FluxionException.class)
                .hasMessageContaining("ends early");
        assertThatThrownBy(() -> read(new byte[] {1, 0, 8, 1, 0, 0, 0, 0})).isInstanceOf(FluxionException.class);
        assertThatThrownBy(() -> read(idx(7, new int[] {0}))).isInstanceOf(FluxionException.class);
        assertThatThrownBy(() -> read(idx(8, new int[] {3}, (byte) 1))).isInstanceOf(FluxionException.class)
                .hasMessageContaining("ends early");
        assertThatThrownBy(() -> read(idx(8, new int[] {1}, (byte) 1, (byte) 2))).isInstanceOf(FluxionException.class)
                .hasMessageContaining("more bytes");
        assertThatThrownBy(() -> read(idx(8, new int[] {-1}))).isInstanceOf(FluxionException.class);
        assertThatThrownBy(() -> read(idx(8, new int[] {1 << 30, 1 << 30, 1 << 30}))).isInstanceOf(FluxionException.class);
        // says two gigabytes, brings none
        assertThatThrownBy(() -> read(idx(8, new int[] {2_000_000_000}))).isInstanceOf(FluxionException.class)
                .hasMessageContaining("ends early");
    }
}
