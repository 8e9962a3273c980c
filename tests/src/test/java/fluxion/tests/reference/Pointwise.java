package fluxion.tests.reference;

import fluxion.core.TensorType;
import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import fluxion.core.op.Random;
import fluxion.core.op.Unary;
import fluxion.ops.elementwise.ElementwiseKernels;
import fluxion.ops.random.RandomKernels;

/** The elementwise operations one element at a time, so that the kernels take their scalar definitions. */
final class Pointwise {
    private Pointwise() {}

    static Block unary(Unary op, TensorType type, Block x) {
        int n = x.data().length;
        return switch (op) {
            case IS_NAN -> Block.of(type, i -> Double.isNaN(x.at(i)) ? 1 : 0);
            case IS_INF -> Block.of(type, i -> Double.isInfinite(x.at(i)) ? 1 : 0);
            case IS_FINITE -> Block.of(type, i -> Double.isFinite(x.at(i)) ? 1 : 0);
            case LOGICAL_NOT -> Block.of(type, i -> x.at(i) == 0 ? 1 : 0);
            default -> switch (type.dtype()) {
                case F64 -> {
                    double[] y = new double[n];
                    for (int i = 0; i < n; i++) {
                        ElementwiseKernels.unary(op, x.data(), i, y, i, 1);
                    }
                    yield new Block(type, y);
                }
                case F32 -> {
                    float[] a = x.floats();
                    float[] y = new float[n];
                    for (int i = 0; i < n; i++) {
                        ElementwiseKernels.unary(op, a, i, y, i, 1);
                    }
                    yield Block.of(type, y);
                }
                case I64 -> {
                    long[] y = new long[n];
                    ElementwiseKernels.unary(op, x.longs(), 0, y, 0, n);
                    yield Block.of(type, y);
                }
                case I32 -> {
                    int[] y = new int[n];
                    ElementwiseKernels.unary(op, x.ints(), 0, y, 0, n);
                    yield Block.of(type, y);
                }
                case BOOL -> {
                    boolean[] y = new boolean[n];
                    ElementwiseKernels.unary(op, x.booleans(), 0, y, 0, n);
                    yield Block.of(type, y);
                }
            };
        };
    }

    static Block power(int exponent, TensorType type, Block x) {
        int n = x.data().length;
        return switch (type.dtype()) {
            case F64 -> {
                double[] y = new double[n];
                for (int i = 0; i < n; i++) {
                    ElementwiseKernels.power(exponent, x.data(), i, y, i, 1);
                }
                yield new Block(type, y);
            }
            case F32 -> {
                float[] a = x.floats();
                float[] y = new float[n];
                for (int i = 0; i < n; i++) {
                    ElementwiseKernels.power(exponent, a, i, y, i, 1);
                }
                yield Block.of(type, y);
            }
            case I64 -> {
                long[] y = new long[n];
                ElementwiseKernels.power(exponent, x.longs(), 0, y, 0, n);
                yield Block.of(type, y);
            }
            case I32 -> {
                int[] y = new int[n];
                ElementwiseKernels.power(exponent, x.ints(), 0, y, 0, n);
                yield Block.of(type, y);
            }
            case BOOL -> throw new IllegalArgumentException("a power of bools");
        };
    }

    static Block binary(Binary op, TensorType type, Block a, Block b) {
        int n = a.data().length;
        return switch (type.dtype()) {
            case F64 -> {
                double[] y = new double[n];
                for (int i = 0; i < n; i++) {
                    ElementwiseKernels.binary(op, a.data(), i, b.data(), i, y, i, 1);
                }
                yield new Block(type, y);
            }
            case F32 -> {
                float[] p = a.floats();
                float[] q = b.floats();
                float[] y = new float[n];
                for (int i = 0; i < n; i++) {
                    ElementwiseKernels.binary(op, p, i, q, i, y, i, 1);
                }
                yield Block.of(type, y);
            }
            case I64 -> {
                long[] y = new long[n];
                ElementwiseKernels.binary(op, a.longs(), 0, b.longs(), 0, y, 0, n);
                yield Block.of(type, y);
            }
            case I32 -> {
                int[] y = new int[n];
                ElementwiseKernels.binary(op, a.ints(), 0, b.ints(), 0, y, 0, n);
                yield Block.of(type, y);
            }
            case BOOL -> {
                boolean[] y = new boolean[n];
                ElementwiseKernels.binary(op, a.booleans(), 0, b.booleans(), 0, y, 0, n);
                yield Block.of(type, y);
            }
        };
    }

    static Block compare(Compare op, TensorType type, Block a, Block b) {
        return Block.of(type, i -> {
            double x = a.at(i);
            double y = b.at(i);
            return switch (op) {
                case EQ -> x == y;
                case NE -> x != y;
                case LT -> x < y;
                case LE -> x <= y;
                case GT -> x > y;
                case GE -> x >= y;
            } ? 1 : 0;
        });
    }

    static Block cast(TensorType type, Block x) {
        return Block.of(type, i -> switch (type.dtype()) {
            case F64 -> x.at(i);
            case F32 -> (float) x.at(i);
            case I64 -> (long) x.at(i);
            case I32 -> x.dtype().isInteger() ? (int) (long) x.at(i) : (int) x.at(i);
            case BOOL -> x.at(i) != 0 ? 1 : 0;
        });
    }

    static Block random(Random op, TensorType type, Block keys) {
        int[] key = keys.ints();
        int each = (int) op.shape().size();
        int draws = key.length / 2;
        return switch (op.dtype()) {
            case F64 -> {
                double[] y = new double[draws * each];
                for (int k = 0; k < draws; k++) {
                    RandomKernels.fill(op.kind(), key[2 * k], key[2 * k + 1], op.stream(), y, k * each, each);
                }
                yield new Block(type, y);
            }
            case F32 -> {
                float[] y = new float[draws * each];
                for (int k = 0; k < draws; k++) {
                    RandomKernels.fill(op.kind(), key[2 * k], key[2 * k + 1], op.stream(), y, k * each, each);
                }
                yield Block.of(type, y);
            }
            case I64 -> {
                long[] y = new long[draws * each];
                for (int k = 0; k < draws; k++) {
                    RandomKernels.fill(op.kind(), key[2 * k], key[2 * k + 1], op.stream(), y, k * each, each);
                }
                yield Block.of(type, y);
            }
            case I32 -> {
                int[] y = new int[draws * each];
                for (int k = 0; k < draws; k++) {
                    RandomKernels.fill(op.kind(), key[2 * k], key[2 * k + 1], op.stream(), y, k * each, each);
                }
                yield Block.of(type, y);
            }
            case BOOL -> throw new IllegalArgumentException("random bools");
        };
    }
}
