package fluxion.ops.eval;

import fluxion.core.EvaluationInterruptedException;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Tensor;
import fluxion.ops.simd.Workers;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/**
 * Computes the values of expressions. A function is planned when it is first evaluated; the plan is kept as long as the
 * function is.
 *
 * <p>Results have the same bits for any number of threads. Sums, products and products of matrices also have them for vectors
 * of any length; products with a vector, and Σ eˣ in logsumexp, are summed in as many parts as a vector has lanes. Without the
 * vector module, products of matrices round after each multiplication, and may differ in the last bits. The number of threads
 * is that of the processors, or the system property {@code fluxion.threads}, or what {@link #threads(int)} last said. The
 * threads are shared by all evaluations, and end when there is nothing to do for a while.
 *
 * <p>{@link Thread#interrupt()} ends an evaluation of that thread soon, whatever it is at: it throws an
 * {@link EvaluationInterruptedException} and leaves the flag set.
 */
public final class Evaluator {
    private static final PlanCache PLANS = new PlanCache();
    private static volatile Workers workers =
            Workers.of(Integer.getInteger("fluxion.threads", Runtime.getRuntime().availableProcessors()));

    private Evaluator() {}

    /**
     * The results of a function for arguments.
     *
     * @throws FluxionException where the arguments do not fit, the function has free variables, an index is out of range, or
     *     a tensor does not fit into the heap
     * @throws EvaluationInterruptedException where the calling thread was interrupted, before or meanwhile
     */
    public static Seq<Tensor> evaluate(Fn closed, Seq<Tensor> arguments) {
        return plan(closed).run(arguments);
    }

    /**
     * The value of an expression without variables.
     *
     * @throws FluxionException as {@link #evaluate(Fn, Seq)}
     * @throws EvaluationInterruptedException likewise
     */
    public static Tensor evaluate(Expr closed) {
        return switch (closed) {
            case Tensor tensor -> tensor;
            case Expr other -> Plan.once(Fn.of(Array.empty(), Array.of(other))).run(Array.empty()).head();
        };
    }

    /** The plan of a function, made where it has none yet. */
    public static Plan plan(Fn closed) {
        return PLANS.plan(closed);
    }

    /** How many threads big work is split over. */
    public static int threads() {
        return workers.threads();
    }

    /** Sets how many threads big work is split over, at least 1, for all evaluations from now on. */
    public static void threads(int count) {
        if (count < 1) {
            throw new FluxionException("threads: there must be at least one; got " + count);
        }
        workers = Workers.of(count);
    }

    static Workers workers() {
        return workers;
    }
}
