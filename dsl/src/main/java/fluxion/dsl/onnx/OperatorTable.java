package fluxion.dsl.onnx;

import io.vavr.collection.Array;
import io.vavr.collection.Map;
import io.vavr.collection.TreeMap;
import io.vavr.control.Option;

/** The operators that are known, by name: the tables of all families together. */
final class OperatorTable {
    private static final Map<String, OnnxOperator> ALL = TreeMap.ofEntries(
            Array.of(ElementwiseOperators.TABLE, ActivationOperators.TABLE, ReductionOperators.TABLE, ShapeOperators.TABLE,
                    MovementOperators.TABLE, IndexingOperators.TABLE, ProductOperators.TABLE,
                            ControlOperators.TABLE, BitOperators.TABLE,
                            SignalOperators.TABLE, PoolingOperators.TABLE, NormalizationOperators.TABLE, LossOperators.TABLE,
                            RecurrentOperators.TABLE, ResizeOperators.TABLE, AttentionOperators.TABLE,
                            GridOperators.TABLE, SequenceOperators.TABLE, QuantizationOperators.TABLE)
                    .flatMap(table -> table).map(operator -> io.vavr.Tuple.of(operator.name(), operator)));

    private OperatorTable() {}

    /** The operator of that name. */
    static Option<OnnxOperator> of(String domain, String name) {
        return domain.isEmpty() ? ALL.get(name) : Option.none();
    }

    /** The names of all of them, in order. */
    static Array<String> names() {
        return Array.ofAll(ALL.keySet());
    }
}
