package fluxion.tests.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.FluxionException;
import fluxion.dsl.Fluxion;
import fluxion.dsl.file.TensorFile;
import fluxion.dsl.file.Widening;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file says, it is read or refused with a message; it takes no memory and no time beyond what it brings. */
class HostileFilesTest {
    private static final int MUTANTS = Integer.getInteger("fluxion.files.count", 1000);
    private static final long SEED = Long.getLong("fluxion.files.seed", 1);

    // ---- safetensors ------------------------------------------------------------------------------------------------

    private static byte[] safetensors(String header, int bytes) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text).array();
    }

    private static String one(String dtype, String shape, String offsets) {
        return "{\"w\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}}";
    }

    private static void refused(byte[] bytes, String message) {
        assertThatThrownBy(() -> {
            try (TensorFile file = TensorFile.of(bytes)) {
                file.readAll(Widening.WIDEN);
            }
        }).isInstanceOf(FluxionException.class).hasMessageStartingWith("load: ").hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "F32|[2]|[0,8]|-1|",
        "F32|[3]|[0,8]|0|w: f32[3] needs 12 bytes; got 8",
        "F32|[-2]|[0,8]|0|w: shape must hold integers from 0 on; got -2",
        "F32|[2.0]|[0,8]|0|w: shape must hold integers from 0 on; got 2.0",
        "F32|[4611686018427387904,4]|[0,8]|0|w: shape must hold integers from 0 on",
        "F32|[400000000000000000,400000000000000000]|[0,8]|0|must make less than 2⁶³ bytes",
        "F32|[0,3000000000]|[0,0]|-8|an axis must have at most",
        "F32|[2]|[0,16]|0|must lie within the file's 8 bytes",
        "F32|[2]|[8,0]|0|must lie within the file's 8 bytes",
        "F32|[1]|[4,8]|0|must begin where those of another end, at 0; got 4",
        "F32|[1]|[0,4]|0|tensors must fill the file's 8 bytes",
        "F8_E4M3|[8]|[0,8]|0|the dtype must be one of",
        "F32|2|[0,8]|0|shape must be a list",
        "F32|[2]|[0]|0|must lie within",
        "F32|[2]|\"x\"|0|data_offsets must be a list"})
    void headers(String dtype, String shape, String offsets, int more, String message) {
        byte[] bytes = safetensors(one(dtype, shape, offsets), 8 + Math.min(more, 0) / 8 * 8);
        if (message == null) {
            assertThat(TensorFile.of(bytes).names()).containsExactly("w");
        } else {
            refused(bytes, message);
        }
    }

    @Test
    void headersThatAreNone() {
        refused(new byte[0], "");
        refused(new byte[7], "");
        refused(safetensors("{", 0), "a header must come first");
        refused(safetensors("{}{}", 0), "json");
        refused(safetensors("{\"w\":1}", 0), "w must be a JSON object");
        refused(safetensors("{\"w\":{}}", 0), "the header must say dtype, shape and data_offsets");
        refused(safetensors("{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000), 0), "nested");
        refused(safetensors(one("F32", "[1]", "[0,4]").replace("}}", "},\"w\":{\"dtype\":\"F32\",\"shape\":[1],"
                + "\"data_offsets\":[4,8]}}"), 8), "distinct");
        refused(safetensors(one("F32", "[2]", "[0,8]").replace("}}", "},\"v\":{\"dtype\":\"F32\",\"shape\":[1],"
                + "\"data_offsets\":[4,8]}}"), 8), "must begin where those of another end");
        refused(safetensors(one("F32", "[2]", "[0,8]").replace("\"w\"", "\"../../w\""), 8), "must not lead out");
        refused(safetensors(one("F32", "[" + "1,".repeat(100) + "2]", "[0,8]"), 8), "at most 64 axes");
        refused(safetensors("{\"__metadata__\":{\"a\":1}}", 0), "must hold texts");
        for (long length : new long[] {-1, Long.MAX_VALUE, 1L << 40, 100_000_001, 0, 1}) {
            byte[] bytes = safetensors("{\"a\": 1}", 0);
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
            refused(bytes, "the header must have from 2 to 8 bytes; got " + Long.toUnsignedString(length));
        }
        byte[] latin = safetensors("{\"w\": 1}", 0);
        latin[10] = (byte) 0xff;
        refused(latin, "UTF-8");
    }

    // ---- npy --------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), };",
        "{\"shape\":(2,),'descr':'<f4','fortran_order':True};",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2L,), };",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (), };",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), };f32[3] needs 12 bytes behind the header; got 8",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-2,), };lengths must not be negative",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2), };the shape must be a tuple; got (2)",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999999999999,), };an axis must have less than 2⁶³ elements",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4), };must make less than 2⁶³ bytes",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'shape': (2,), };must be a dictionary",
        "{'descr': '<f4', 'fortran_order': False, };must be a dictionary",
        "{'descr': '<f4', 'fortran_order': maybe, 'shape': (2,), };must be a dictionary",
        "{'descr': '<f4' 'fortran_order': False, 'shape': (2,), };must be a dictionary",
        "__import__('os').system('true');must be a dictionary",
        "{'descr': [('x', '<f4'), ('y', '<f4')], 'fortran_order': False, 'shape': (1,), };numbers or truth values; got [('x'",
        "{'descr': '|O', 'fortran_order': False, 'shape': (1,), };Python's objects",
        "{'descr': '<U2', 'fortran_order': False, 'shape': (1,), };must be numbers or truth values; got <U2",
        "{'descr': '<M8[ns]', 'fortran_order': False, 'shape': (1,), };must be numbers or truth values"})
    void dictionaries(String dictionary, String message) {
        byte[] bytes = GoldenFilesTest.header(dictionary, 8);
        if (message == null) {
            assertThat(TensorFile.of(bytes).readAll(Widening.EXACT).size()).isEqualTo(1);
        } else {
            refused(bytes, message);
        }
    }

    @Test
    void longTuplesOverflowNoStack() {
        refused(GoldenFilesTest.header("{'descr': '<f4', 'fortran_order': False, 'shape': (" + "1,".repeat(20_000) + "), }", 4),
                "must be a dictionary");
    }

    // ---- npz --------------------------------------------------------------------------------------------------------

    private static byte[] npz(Consumer<ZipOutputStream> body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            body.accept(zip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void member(ZipOutputStream zip, String name, byte[] bytes) {
        try {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(bytes);
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final byte[] TWO = GoldenFilesTest.header("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 8);

    @Test
    void archives() {
        assertThat(TensorFile.of(npz(zip -> member(zip, "w.npy", TWO))).readAll(Widening.EXACT).size()).isEqualTo(1);
        refused(npz(zip -> member(zip, "../w.npy", TWO)), "must not lead out of a directory");
        refused(npz(zip -> member(zip, "/etc/w.npy", TWO)), "must not lead out of a directory");
        refused(npz(zip -> member(zip, "data.pkl", TWO)), "must be an array");
        refused(npz(zip -> member(zip, "w.npy", new byte[0])), "w: an array of NumPy must begin");
        refused(npz(zip -> member(zip, "w.npy", Arrays.copyOf(TWO, TWO.length - 1))), "needs 8 bytes behind the header; got 7");
        byte[] good = npz(zip -> member(zip, "w.npy", TWO));
        refused(Arrays.copyOf(good, good.length - 1), "must end with the record of its directory");
        byte[] damaged = good.clone();
        damaged[good.length / 3] ^= 4;
        refused(damaged, "");
    }

    @Test
    void aBombIsMeasuredBeforeItGoesOff() {
        // 4 GB of zeros in 4 MB: the header asks for more than the heap, or the archive for more than its bytes make
        byte[] header = GoldenFilesTest.header("{'descr': '<f8', 'fortran_order': False, 'shape': (100000, 100000, 100), }", 64);
        byte[] bytes = npz(zip -> member(zip, "w.npy", header));
        int central = index(bytes, 0x02014b50);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(central + 24, 0xfffffff0);
        refused(bytes, "cannot hold 4294967280");
        refused(npz(zip -> member(zip, "w.npy", header)), "needs 8000000000000 bytes behind the header; got 64");
        assertThatThrownBy(() -> TensorFile.of(safetensors(one("F32", "[2]", "[0,8]"), 8)).read("v"))
                .isInstanceOf(FluxionException.class);
    }

    @Test
    void membersThatOverlapAreRefused() {
        byte[] bytes = npz(zip -> {
            member(zip, "v.npy", TWO);
            member(zip, "w.npy", TWO);
        });
        int second = index(bytes, 0x02014b50, index(bytes, 0x02014b50) + 4);
        ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        // both in one place, under one name
        little.putInt(second + 42, 0);
        bytes[second + 46] = 'v';
        refused(bytes, "names must be distinct");
        int first = index(bytes, 0x02014b50);
        bytes[first + 46] = 'u';
        refused(bytes, "have one name");
    }

    private static int index(byte[] bytes, int word) {
        return index(bytes, word, 0);
    }

    private static int index(byte[] bytes, int word, int from) {
        ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int at = from;
        while (little.getInt(at) != word) {
            at++;
        }
        return at;
    }

    // ---- anything ---------------------------------------------------------------------------------------------------

    /** Bytes changed, cut out, repeated, cut off at random: what is read has been checked, what is not is refused by us. */
    @ParameterizedTest
    @ValueSource(strings = {"stored.npz", "compressed.npz", "numpy.safetensors", "fortran.npy", "bfloat16.safetensors"})
    void damagedFiles(String name) throws IOException {
        byte[] good = Files.readAllBytes(GoldenFilesTest.file(name));
        SplittableRandom random = new SplittableRandom(SEED);
        int refused = 0;
        for (int i = 0; i < MUTANTS; i++) {
            byte[] bytes = damaged(good, random.split());
            try (TensorFile file = TensorFile.of(bytes)) {
                file.readAll(Widening.WIDEN);
            } catch (FluxionException e) {
                refused++;
                assertThat(e.getMessage()).startsWith("load: ").hasSizeLessThan(1000);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("-Dfluxion.files.seed=" + SEED + ", mutant " + i + " of " + name, e);
            }
        }
        assertThat(refused).isBetween(MUTANTS / 3, MUTANTS);
    }

    private static byte[] damaged(byte[] good, SplittableRandom random) {
        byte[] bytes = good.clone();
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> {
                int from = random.nextInt(bytes.length);
                int n = random.nextInt(Math.min(16, bytes.length - from) + 1);
                System.arraycopy(good, from + n, bytes, from, bytes.length - from - n);
                yield Arrays.copyOf(bytes, bytes.length - n);
            }
            default -> {
                for (int k = random.nextInt(1, 6); k > 0; k--) {
                    bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? random.nextInt(256)
                            : "0123456789-[]{}\",\u00ff\u0000".charAt(random.nextInt(19)));
                }
                yield bytes;
            }
        };
    }

    @Test
    void filesOfOtherKindsAreNamed() {
        refused("\u001f\u008b".getBytes(StandardCharsets.ISO_8859_1), "compressed by gzip");
        refused(new byte[] {(byte) 0x80, 2, 'c'}, "a pickle, which is a program and is not run");
        refused("\u0089HDF\r\n".getBytes(StandardCharsets.ISO_8859_1), "it is HDF5");
        assertThat(Fluxion.WIDEN).isEqualTo(Widening.WIDEN);
    }
}
