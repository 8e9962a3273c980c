package fluxion.transforms;

import fluxion.core.Fn;
import fluxion.core.Tensor;
import io.vavr.collection.Seq;

/**
 * A rewriting that changed a value, found by {@link Simplify#checked()}. The functions have a parameter for each variable and
 * for each expression that both sides share.
 */
public final class RewriteException extends IllegalStateException {
    private static final long serialVersionUID = 1L;
    private final String rule;
    private final transient Fn before;
    private final transient Fn after;
    private final transient Seq<Tensor> inputs;

    RewriteException(String rule, String difference, Fn before, Fn after, Seq<Tensor> inputs) {
        super("simplify: rule " + rule + " must keep the value of what it replaces; got " + difference + "\nbefore\n" + before
                + "\nafter\n" + after
                + "\nwhere " + before.params().zip(inputs).map(p -> p._1.name() + " = " + p._2).mkString(", "));
        this.rule = rule;
        this.before = before;
        this.after = after;
        this.inputs = inputs;
    }

    /** The name of the rule. */
    public String rule() {
        return rule;
    }

    /** What it replaced. */
    public Fn before() {
        return before;
    }

    /** What it put there. */
    public Fn after() {
        return after;
    }

    /** Arguments of both functions at which they differ. */
    public Seq<Tensor> inputs() {
        return inputs;
    }
}
