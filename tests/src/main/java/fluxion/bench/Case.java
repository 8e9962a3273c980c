package fluxion.bench;

import fluxion.core.DType;
import fluxion.core.Tensor;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * One benchmark: a program on given inputs.
 *
 * @param name group, or group/variant
 * @param dtype of its floating-point inputs
 * @param tolerance for checksums
 * @param inputs in order
 * @param outputs names, in order
 * @param flop floating-point operations of one call, where known
 * @param hostLoop whether it is called from the host with one number at a time: the elements of its only input
 * @param program makes the function; building and differentiating it is part of the first call
 */
record Case(String name, DType dtype, double tolerance, Seq<Input> inputs, Seq<String> outputs, Option<Double> flop, boolean hostLoop,
        Program program) {
    /** Builds a function of tensors. */
    interface Program {
        Runner build();
    }

    /** A function of tensors. */
    interface Runner {
        Seq<Tensor> run(Seq<Tensor> arguments);
    }

    static Case f32(String name, Seq<Input> inputs, Seq<String> outputs, Program program) {
        return new Case(name, DType.F32, 1e-4, inputs, outputs, Option.none(), false, program);
    }

    static Case f64(String name, Seq<Input> inputs, Seq<String> outputs, Program program) {
        return new Case(name, DType.F64, 1e-9, inputs, outputs, Option.none(), false, program);
    }

    Case withFlop(double count) {
        return new Case(name, dtype, tolerance, inputs, outputs, Option.of(count), hostLoop, program);
    }

    Case withTolerance(double other) {
        return new Case(name, dtype, other, inputs, outputs, flop, hostLoop, program);
    }

    Case fromHost() {
        return new Case(name, dtype, tolerance, inputs, outputs, flop, true, program);
    }

    String group() {
        return name.contains("/") ? name.substring(0, name.indexOf('/')) : name;
    }

    /** The inputs' values, rounded to their dtypes. */
    Seq<Tensor> arguments() {
        Map<String, double[]> exact = LinkedHashMap.empty();
        Seq<Tensor> tensors = Array.empty();
        for (int k = 0; k < inputs.size(); k++) {
            Input input = inputs.get(k);
            double[] values = input.values(k, exact);
            exact = exact.put(input.name(), values);
            tensors = tensors.append(input.tensor(values, dtype));
        }
        return tensors;
    }
}
