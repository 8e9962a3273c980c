package fluxion.tests.explain;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.dsl.export.Onnx;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;

/** Runs exported functions with onnxruntime. */
public final class OnnxRun {
    private OnnxRun() {}

    /** The results that onnxruntime computes from the exported function, with all its optimisations. */
    public static Seq<Tensor> run(Fn fn, Seq<Tensor> arguments) throws OrtException {
        return run(fn, arguments, OrtSession.SessionOptions.OptLevel.ALL_OPT);
    }

    /** As above without optimisations, which take longer than to run a small model. */
    public static Seq<Tensor> quickly(Fn fn, Seq<Tensor> arguments) throws OrtException {
        return run(fn, arguments, OrtSession.SessionOptions.OptLevel.NO_OPT);
    }

    private static Seq<Tensor> run(Fn fn, Seq<Tensor> arguments, OrtSession.SessionOptions.OptLevel level) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.setOptimizationLevel(level);
            try (OrtSession session = environment.createSession(Onnx.write("f", fn), options)) {
                Map<String, OnnxTensor> inputs = new HashMap<>();
                for (int i = 0; i < arguments.size(); i++) {
                    if (session.getInputNames().contains("input" + i)) {
                        inputs.put("input" + i, tensor(environment, arguments.get(i)));
                    }
                }
                try (OrtSession.Result results = session.run(inputs)) {
                    return Array.range(0, fn.results().size()).map(i -> tensor((OnnxTensor) results.get(i)));
                } finally {
                    inputs.values().forEach(OnnxTensor::close);
                }
            }
        }
    }

    public static OnnxTensor tensor(OrtEnvironment environment, Tensor t) throws OrtException {
        long[] shape = t.shape().dims().stream().asLongStream().toArray();
        return switch (t.dtype()) {
            case F64 -> OnnxTensor.createTensor(environment, DoubleBuffer.wrap(t.doubles()), shape);
            case F32 -> OnnxTensor.createTensor(environment, FloatBuffer.wrap(t.floats()), shape);
            case I64 -> OnnxTensor.createTensor(environment, LongBuffer.wrap(t.longs()), shape);
            case I32 -> OnnxTensor.createTensor(environment, IntBuffer.wrap(t.ints()), shape);
            case BOOL -> {
                boolean[] values = t.booleans();
                ByteBuffer bytes = ByteBuffer.allocateDirect(values.length).order(ByteOrder.nativeOrder());
                for (boolean value : values) {
                    bytes.put((byte) (value ? 1 : 0));
                }
                yield OnnxTensor.createTensor(environment, bytes.rewind(), shape, ai.onnxruntime.OnnxJavaType.BOOL);
            }
        };
    }

    public static Tensor tensor(OnnxTensor t) {
        Shape shape = new Shape(Ints.from(Array.ofAll(t.getInfo().getShape()).map(Math::toIntExact)));
        boolean empty = shape.size() == 0;
        return switch (t.getInfo().type) {
            case FLOAT -> {
                float[] values = new float[(int) shape.size()];
                if (!empty) {
                    t.getFloatBuffer().get(values);
                }
                yield Tensor.of(shape, values);
            }
            case DOUBLE -> {
                double[] values = new double[(int) shape.size()];
                if (!empty) {
                    t.getDoubleBuffer().get(values);
                }
                yield Tensor.of(shape, values);
            }
            case INT32 -> {
                int[] values = new int[(int) shape.size()];
                if (!empty) {
                    t.getIntBuffer().get(values);
                }
                yield Tensor.of(shape, values);
            }
            case INT64 -> {
                long[] values = new long[(int) shape.size()];
                if (!empty) {
                    t.getLongBuffer().get(values);
                }
                yield Tensor.of(shape, values);
            }
            case BOOL -> {
                boolean[] values = new boolean[(int) shape.size()];
                if (!empty) {
                    ByteBuffer bytes = t.getByteBuffer();
                    for (int i = 0; i < values.length; i++) {
                        values[i] = bytes.get(i) != 0;
                    }
                }
                yield Tensor.of(shape, values);
            }
            default -> throw new IllegalArgumentException(t.getInfo().toString());
        };
    }
}
