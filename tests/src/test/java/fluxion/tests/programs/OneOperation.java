package fluxion.tests.programs;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Op;
import fluxion.ops.eval.Evaluator;
import fluxion.tests.eval.Naive;
import io.vavr.Lazy;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A program of one operation on given numbers, next to what it means. That is computed once, the first time: {@link Naive}
 * takes single numbers from the same definitions as kernels, which may be wrong later.
 *
 * @param tolerance how far apart a result may be, as a share of it; 0 for the same bits
 */
record OneOperation(Fn fn, Seq<Tensor> arguments, double tolerance, Lazy<Seq<Naive.Value>> meant) {
    /** The numbers of an operand. */
    enum Numbers {
        /** Quarters, of which sums and products of many are exact. */
        EXACT,
        /** 1, 2 and ½ of both signs, of which products are exact. */
        POWERS,
        /** Between −3 and 3. */
        ANY,
        /** From 1 to 6. */
        POSITIVE,
        /** Any, and NaN, ∞ and zeros of both signs, ties. */
        SPECIAL,
        /** Zeros of both signs, and 1. */
        ZEROS,
        /** Small but for one that is large, and one that is as large below 0. */
        PEAKS,
        /** The last is the largest. */
        RISING,
        /** The last is the smallest. */
        FALLING;

        private double at(int i, int n, SplittableRandom random) {
            double[] special = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 0, 1, -1, 2.5, -2.5};
            return switch (this) {
                case EXACT -> random.nextInt(1, 17) * 0.25 * (random.nextBoolean() ? 1 : -1);
                case POWERS -> Math.scalb(random.nextBoolean() ? 1.0 : -1.0, random.nextInt(-1, 2));
                case POSITIVE -> random.nextInt(1, 7);
                case ANY, PEAKS -> random.nextDouble(-3, 3);
                case SPECIAL -> random.nextBoolean() ? special[random.nextInt(special.length)] : random.nextDouble(-3, 3);
                case ZEROS -> new double[] {-0.0, 0, 1}[random.nextInt(3)];
                case RISING -> i + 1 - n / 2;
                case FALLING -> n / 2 - i - 1;
            };
        }

        private double[] values(int n, SplittableRandom random) {
            double[] values = new double[n];
            for (int i = 0; i < n; i++) {
                values[i] = at(i, n, random);
            }
            if (this == PEAKS && n > 0) {
                values[random.nextInt(n)] = -30;
                values[random.nextInt(n)] = 30;
            }
            return values;
        }

        Tensor of(TensorType type, SplittableRandom random) {
            int n = (int) type.shape().size();
            double[] values = values(n, random);
            boolean[] bools = new boolean[n];
            long[] integers = new long[n];
            for (int i = 0; i < n; i++) {
                bools[i] = random.nextBoolean();
                integers[i] = switch (this) {
                    case POSITIVE, PEAKS, RISING, FALLING -> (long) values[i];
                    case EXACT, POWERS, ANY, SPECIAL, ZEROS -> random.nextInt(6) == 0 ? 3 : random.nextLong(-40, 40);
                };
            }
            return switch (type.dtype()) {
                case F64, F32 -> Evaluator.evaluate(Tensor.of(type.shape(), values).cast(type.dtype()));
                case I64, I32 -> Evaluator.evaluate(Tensor.of(type.shape(), integers).cast(type.dtype()));
                case BOOL -> Tensor.of(type.shape(), bools);
            };
        }
    }

    static OneOperation of(Fn fn, Seq<Tensor> arguments, double tolerance) {
        return new OneOperation(fn, arguments, tolerance,
                Lazy.of(() -> Naive.run(fn, arguments.map(Naive.Value::of))));
    }

    static OneOperation of(Op op, double tolerance, Seq<Tensor> arguments) {
        Seq<Var> params = arguments.zipWithIndex((t, i) -> new Var("x" + i, t.type()));
        Expr[] operands = params.map(Expr.class::cast).toJavaArray(Expr[]::new);
        return of(Fn.of(params, Array.of(Expr.apply(op, operands))), arguments, tolerance);
    }

    static boolean fits(Op op, Seq<TensorType> operands) {
        try {
            op.infer(operands.toArray());
            return true;
        } catch (FluxionException e) {
            return false;
        }
    }

    static TensorType type(DType dtype, int... dims) {
        return new TensorType(dtype, Shape.of(dims));
    }

    /** What is wrong, or nothing. */
    String check() {
        Naive.Value expected = meant.get().head();
        Naive.Value got = Naive.Value.of(Evaluator.evaluate(fn, arguments).head());
        for (int i = 0; i < expected.floats().length; i++) {
            double e = expected.floats()[i];
            double g = got.floats()[i];
            boolean isNear = tolerance > 0 && Math.abs(e - g) <= tolerance * Math.max(1, Math.abs(e));
            if (Double.compare(e, g) != 0 && !isNear) {
                return fn + ": element " + i + " must be " + e + "; got " + g;
            }
        }
        return Arrays.equals(expected.integers(), got.integers()) ? "" : fn + ": other integers";
    }
}
