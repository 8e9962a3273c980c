package fluxion.dsl.function;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Provenance;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Op;
import fluxion.ops.eval.Evaluator;
import fluxion.transforms.Inline;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Watches every step: inside its scope functions are traced anew, left as they were written or derived, and
 * computed one operation at a time.
 */
public interface StepInterpreter {
    /** The scope. */
    ScopedValue<StepInterpreter> WATCHING = ScopedValue.newInstance();

    /**
     * Sees a step.
     *
     * @param step the operation
     * @param operands their values
     * @param compute gives the results for operands, those or others in their places
     * @return the results to go on with
     */
    Seq<Tensor> step(Apply step, Seq<Tensor> operands, Compute compute);

    /** Computes one operation. */
    interface Compute {
        /** The results. */
        Seq<Tensor> of(Seq<Tensor> operands);
    }

    /** Runs with every step watched. */
    static <T> T watched(StepInterpreter probe, Supplier<T> body) {
        return Provenance.recording(() -> ScopedValue.where(WATCHING, probe).call(body::get));
    }

    /** Whether every step is watched. */
    static boolean active() {
        return WATCHING.isBound();
    }

    /** The results of a closed function: step by step where each is watched. */
    static Seq<Tensor> run(Fn fn, Seq<Tensor> arguments, Supplier<Seq<Tensor>> otherwise) {
        return active() ? new Steps(WATCHING.get()).run(fn, arguments) : otherwise.get();
    }

    /** One run, one operation after the other. */
    final class Steps {
        private record Key(Op op, Seq<TensorType> types) {}

        private final StepInterpreter probe;
        private final Map<Key, Fn> single = new HashMap<>();

        private Steps(StepInterpreter probe) {
            this.probe = probe;
        }

        private Seq<Tensor> run(Fn fn, Seq<Tensor> arguments) {
            Seq<Expr> results = Inline.of(fn.results());
            Map<Expr, Seq<Tensor>> values = new IdentityHashMap<>();
            for (int i = 0; i < arguments.size(); i++) {
                values.put(fn.params().get(i), Array.of(arguments.get(i)));
            }
            for (Expr node : Graph.topological(results)) {
                switch (node) {
                    case Tensor tensor -> values.put(tensor, Array.of(tensor));
                    case Var _ -> { }
                    case Result result -> values.put(result, Array.of(values.get(result.of()).get(result.index())));
                    case Apply apply -> values.put(apply, probe.step(apply, apply.inputs().map(x -> values.get(x).get(0)),
                            operands -> compute(apply, operands)));
                }
            }
            return results.map(r -> values.get(r).get(0));
        }

        private Seq<Tensor> compute(Apply apply, Seq<Tensor> operands) {
            Fn fn = single.computeIfAbsent(new Key(apply.op(), apply.inputs().map(Expr::tensorType)), key -> {
                Seq<Var> params = key.types().map(type -> new Var("x", type));
                return new Fn(params, Apply.of(key.op(), params.map(p -> p)).results());
            });
            return Evaluator.evaluate(fn, operands);
        }
    }
}
