package fluxion.dsl.function;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Tensor;
import fluxion.dsl.tree.Structure;
import fluxion.dsl.tree.Trees;
import fluxion.ops.eval.Evaluator;
import fluxion.ops.eval.Plan;
import io.vavr.Lazy;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.List;

/** A function of trees at one signature: a flat function of tensors, and the structure of its result. */
public final class Traced {
    private final Signature signature;
    private final Fn made;
    private final Fn fn;
    private final Structure result;
    private final Lazy<Boolean> closed;
    private final Lazy<Plan> plan;

    private Traced(Signature signature, Fn made, Fn fn, Structure result, boolean normal) {
        this.signature = signature;
        this.made = made;
        this.fn = fn;
        this.result = result;
        closed = Lazy.of(() -> fn.free().isEmpty());
        plan = Lazy.of(() -> Evaluator.plan(normal ? fn : Normal.written(fn)));
    }

    /** A function as it was written. */
    static Traced written(Signature signature, Fn fn, Structure result) {
        return new Traced(signature, fn, fn, result, false);
    }

    /** A function that a transform made; brought to normal form. */
    static Traced derived(Signature signature, Fn fn, Structure result) {
        return new Traced(signature, fn, Normal.of(fn), result, true);
    }

    /** A function that a transform made, its results given as a tree. */
    static Traced derived(Signature signature, Seq<fluxion.core.Var> params, Object results) {
        Trees.Flat flat = Trees.flatten(results);
        return derived(signature, new Fn(params, flat.leaves()), flat.structure());
    }

    public Signature signature() {
        return signature;
    }

    /** The flat function: the leaves of the arguments to the leaves of the result. */
    public Fn fn() {
        return fn;
    }

    /** The flat function as it was written, or as a transform made it, before it was brought to normal form. */
    Fn made() {
        return made;
    }

    /** The structure of the result. */
    public Structure result() {
        return result;
    }

    /** Whether it depends on nothing but its arguments. */
    public boolean isClosed() {
        return closed.get();
    }

    /** How it runs. */
    public Plan plan() {
        return plan.get();
    }

    /** Whether the arguments have this signature; {@code leaves} receives theirs, some of them where the answer is no. */
    boolean takes(Object[] arguments, List<Expr> leaves) {
        Array<Structure> parts = signature.structure().parts();
        if (parts.size() != arguments.length) {
            return false;
        }
        for (int i = 0; i < arguments.length; i++) {
            if (!parts.get(i).collect(arguments[i], leaves)) {
                return false;
            }
        }
        for (int i = 0; i < leaves.size(); i++) {
            if (!leaves.get(i).type().equals(signature.types().get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The results as values where everything is known, as expressions otherwise. */
    Seq<? extends Expr> on(Seq<Expr> arguments) {
        if (Tracing.active() || !isClosed()) {
            return fn.on(arguments);
        }
        Array<Expr> settled = Tracing.settle(arguments);
        if (!settled.forAll(Tensor.class::isInstance)) {
            return fn.on(settled);
        }
        Array<Tensor> values = settled.map(Tensor.class::cast);
        return Probe.run(fn, values, () -> plan().run(values));
    }

    /** The result as a tree. */
    Object call(Seq<Expr> arguments) {
        return result.build(on(arguments));
    }
}
