package fluxion.dsl.function;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.dsl.tree.Structure;
import fluxion.dsl.tree.Trees;
import fluxion.transforms.reading.Reading;
import io.vavr.Lazy;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.List;

/** A function of trees at one signature: a flat function of tensors, and the structure of its result. */
public final class Specialization {
    private final CallSignature signature;
    private final Fn made;
    private final boolean written;
    private final Structure result;
    private final boolean scalars;
    private final Lazy<Boolean> closed;
    private final Lazy<FunctionForms> normal;
    private final Lazy<Fn> reading;

    private Specialization(CallSignature signature, Fn made, Structure result, boolean written) {
        this.signature = signature;
        this.made = made;
        this.written = written;
        this.result = result;
        scalars = signature.equals(CallSignature.scalars(signature.arity(), TensorType.scalar(DType.F64)));
        closed = Lazy.of(() -> made.free().isEmpty());
        normal = Lazy.of(() -> FunctionForms.of(made));
        reading = Lazy.of(() -> Reading.of(written ? made : normal.get().fn()));
    }

    /** A function as it was written. */
    static Specialization written(CallSignature signature, Fn fn, Structure result) {
        return new Specialization(signature, fn, result, true);
    }

    /** A function that a transform made. */
    static Specialization derived(CallSignature signature, Fn fn, Structure result) {
        return new Specialization(signature, fn, result, false);
    }

    /** A function that a transform made, its results given as a tree. */
    static Specialization derived(CallSignature signature, Seq<fluxion.core.Var> params, Object results) {
        Trees.Flat flat = Trees.flatten(results);
        return derived(signature, new Fn(params, flat.leaves()), flat.structure());
    }

    /** What it was traced for. */
    public CallSignature signature() {
        return signature;
    }

    /**
     * The flat function as it is shown, the leaves of the arguments to the leaves of the result: as it was written, or in
     * simplest form where a transform made it.
     */
    public Fn fn() {
        return written || StepInterpreter.active() ? made : normal.get().fn();
    }

    /** {@link #fn()} in the form that reads best. */
    Fn reading() {
        return StepInterpreter.active() ? Reading.of(made) : reading.get();
    }

    /** The flat function as it was written, or as a transform made it. */
    Fn made() {
        return made;
    }

    /**
     * The flat function that transforms take and calls stand for: as it was written, or simplified as far as nothing cancels
     * where a transform made it, so that a NaN or ∞ is not lost on the way.
     */
    Fn whole() {
        return written || StepInterpreter.active() ? made : normal.get().whole();
    }

    /** The structure of the result. */
    public Structure result() {
        return result;
    }

    /** Whether it depends on nothing but its arguments. */
    public boolean isClosed() {
        return closed.get();
    }

    /** The results for values, leaf by leaf. */
    Seq<Tensor> run(Seq<Tensor> arguments) {
        return StepInterpreter.run(made, arguments, () -> computed(arguments));
    }

    /** The results for values where no step is watched. */
    Seq<Tensor> computed(Seq<Tensor> arguments) {
        return normal.get().run(arguments);
    }

    /** Whether all arguments are scalars of type f64. */
    boolean takesScalars() {
        return scalars;
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
            return whole().on(arguments);
        }
        Array<Expr> settled = Tracing.settle(arguments);
        if (!settled.forAll(Tensor.class::isInstance)) {
            return whole().on(settled);
        }
        return run(settled.map(Tensor.class::cast));
    }

    /** The result as a tree. */
    Object call(Seq<Expr> arguments) {
        return result.build(on(arguments));
    }
}
