package fluxion.tests.onnx;

import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * One of the ONNX project's operator tests, as {@code onnx_nodes.py} writes them.
 *
 * @param name of the test
 * @param operator that it is of
 * @param relative how far values may differ, as a share of the expected one
 * @param absolute how far besides
 * @param model the bytes of a model
 * @param sets pairs of inputs and outputs
 */
record NodeCase(String name, String operator, double relative, double absolute, byte[] model, Array<Set> sets) {
    /** Inputs, and the outputs that are expected. */
    record Set(Array<Tensor> inputs, Array<Tensor> outputs) {}

    /** All of a file: the version of the ONNX project, what it lacks with reasons, and the tests. */
    record File(String version, LinkedHashMap<String, String> left, Array<NodeCase> cases) {}

    static File read(byte[] packed) throws IOException {
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(packed), 1 << 16))) {
            String version = in.readUTF();
            LinkedHashMap<String, String> left = LinkedHashMap.empty();
            for (int i = in.readInt(); i > 0; i--) {
                left = left.put(in.readUTF(), in.readUTF());
            }
            List<NodeCase> cases = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                cases.add(new NodeCase(in.readUTF(), in.readUTF(), in.readDouble(), in.readDouble(), in.readNBytes(in.readInt()),
                        sets(in)));
            }
            return new File(version, left, Array.ofAll(cases));
        }
    }

    private static Array<Set> sets(DataInputStream in) throws IOException {
        List<Set> sets = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            sets.add(new Set(tensors(in), tensors(in)));
        }
        return Array.ofAll(sets);
    }

    private static Array<Tensor> tensors(DataInputStream in) throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            tensors.add(tensor(in));
        }
        return Array.ofAll(tensors);
    }

    private static Tensor tensor(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        int[] dims = new int[in.readUnsignedByte()];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = in.readInt();
        }
        Shape shape = new Shape(Ints.of(dims));
        int n = (int) shape.size();
        int each = new int[] {8, 4, 8, 4, 1}[kind];
        ByteBuffer bytes = ByteBuffer.wrap(in.readNBytes(n * each)).order(ByteOrder.LITTLE_ENDIAN);
        double[] doubles = new double[kind == 0 ? n : 0];
        float[] floats = new float[kind == 1 ? n : 0];
        long[] longs = new long[kind == 2 ? n : 0];
        int[] ints = new int[kind == 3 ? n : 0];
        boolean[] bools = new boolean[kind == 4 ? n : 0];
        for (int i = 0; i < n; i++) {
            switch (kind) {
                case 0 -> doubles[i] = bytes.getDouble();
                case 1 -> floats[i] = bytes.getFloat();
                case 2 -> longs[i] = bytes.getLong();
                case 3 -> ints[i] = bytes.getInt();
                default -> bools[i] = bytes.get() != 0;
            }
        }
        return switch (kind) {
            case 0 -> Tensor.of(shape, doubles);
            case 1 -> Tensor.of(shape, floats);
            case 2 -> Tensor.of(shape, longs);
            case 3 -> Tensor.of(shape, ints);
            default -> Tensor.of(shape, bools);
        };
    }
}
