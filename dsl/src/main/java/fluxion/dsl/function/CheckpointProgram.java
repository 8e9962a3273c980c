package fluxion.dsl.function;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Var;
import fluxion.core.op.Checkpoint;
import io.vavr.collection.Seq;

/** A function whose intermediate values reverse mode computes again. */
public final class CheckpointProgram extends TracedFunction.Derived<Checkpoint.Keep> {
    /** The program with a checkpoint around it. */
    public CheckpointProgram(TracedFunction inner, Checkpoint.Keep keep) {
        super(inner, keep, new Recipe.Checkpointed(inner, keep));
    }

    @Override
    Specialization trace(CallSignature signature) {
        Specialization traced = inner.at(signature);
        // what was captured becomes an operand: it is there already and need not be computed again
        Residuals captured = Residuals.of(traced.whole().results(), traced.whole().params());
        Seq<Var> outside = captured.needed()
                .zipWithIndex((e, i) -> new Var(e instanceof Var v ? v.name() : "captured" + i, e.tensorType()));
        Seq<Var> params = traced.whole().params();
        Fn body = new Fn(params.appendAll(outside), captured.given(outside));
        Seq<Expr> operands = params.<Expr>map(p -> p).appendAll(captured.needed());
        return Specialization.written(signature,
                new Fn(params, Apply.of(new Checkpoint("checkpoint", body, spec), operands).results()),
                traced.result());
    }
}
