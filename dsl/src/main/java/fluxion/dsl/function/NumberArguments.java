package fluxion.dsl.function;

import fluxion.core.Tensor;

/** Java numbers and arrays as tensors of the dtype of the same name: {@code double} is f64, {@code int} is i32. */
final class NumberArguments {
    private NumberArguments() {}

    static Object[] tensors(Object... arguments) {
        Object[] result = new Object[arguments.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = tensor(arguments[i]);
        }
        return result;
    }

    private static Object tensor(Object argument) {
        return switch (argument) {
            case Double x -> Tensor.of(x);
            case Float x -> Tensor.of(x);
            case Long x -> Tensor.of(x);
            case Integer x -> Tensor.of(x);
            case Boolean x -> Tensor.of(x);
            case double[] x -> Tensor.of(x);
            case float[] x -> Tensor.of(x);
            case long[] x -> Tensor.of(x);
            case int[] x -> Tensor.of(x);
            case boolean[] x -> Tensor.of(x);
            case double[][] x -> Tensor.of(x);
            case float[][] x -> Tensor.of(x);
            case null, default -> argument;
        };
    }
}
