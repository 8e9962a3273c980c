package fluxion.ops.control;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.op.Control;
import fluxion.core.op.Scan;
import fluxion.core.op.Switch;
import fluxion.core.op.While;
import fluxion.ops.rule.Batched;
import fluxion.ops.rule.TransformCallbacks;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** The rules of control flow, see each operation's own. */
public final class ControlRules {
    private ControlRules() {}

    /** The tangents of the results. */
    public static Seq<Option<Expr>> jvp(Control op, Apply y, Seq<Option<Expr>> tangents, TransformCallbacks through) {
        return switch (op) {
            case Switch s -> SwitchRules.jvp(s, y, tangents, through);
            case Scan s -> ScanRules.jvp(s, y, tangents, through);
            case While w -> WhileRules.jvp(w, y, tangents, through);
        };
    }

    /** The cotangents of the linear operands. */
    public static Either<String, Seq<Option<Expr>>> transpose(Control op, Apply y, Seq<Boolean> linear,
            Seq<Option<Expr>> cotangents, TransformCallbacks through) {
        return switch (op) {
            case Switch s -> SwitchRules.transpose(s, y, linear, cotangents, through);
            case Scan s -> ScanRules.transpose(s, y, linear, cotangents, through);
            case While w -> WhileTranspose.of(w, y, linear, cotangents, through);
        };
    }

    /** The operation over lanes. */
    public static Seq<Batched> batch(Control op, Seq<Batched> inputs, int size, TransformCallbacks through) {
        return switch (op) {
            case Switch s -> SwitchRules.batch(s, inputs, size, through);
            case Scan s -> ScanRules.batch(s, inputs, size, through);
            case While w -> WhileRules.batch(w, inputs, size, through);
        };
    }
}
