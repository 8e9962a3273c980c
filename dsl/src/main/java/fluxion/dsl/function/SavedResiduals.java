package fluxion.dsl.function;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Named;
import fluxion.transforms.Cse;
import fluxion.transforms.Inline;
import fluxion.transforms.Vjp;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * What reverse mode keeps of a function's forward pass, besides constants: printed, one value a line.
 *
 * @param values in the order in which they are computed
 */
public record SavedResiduals(Array<Value> values) {
    /**
     * One value.
     *
     * @param what an argument's name, a name given with {@code named}, or the operation
     * @param type its type
     */
    public record Value(String what, TensorType type) {
        /** How much memory it takes. */
        public long bytes() {
            return type.shape().size() * switch (type.dtype()) {
                case F64, I64 -> 8;
                case F32, I32 -> 4;
                case BOOL -> 1;
            };
        }

        @Override
        public String toString() {
            return type + "  " + what;
        }
    }

    /** What reverse mode of a function keeps for arguments of these types. */
    public static SavedResiduals of(TracedFunction f, Object... arguments) {
        Fn fn = f.at(CallSignature.of(arguments)).whole();
        Seq<Expr> results = fn.results().filter(r -> r.dtype().isFloat());
        Seq<Var> cotangents = results.map(r -> new Var("ct", r.tensorType()));
        Seq<Expr> pulled = Vjp.pull(results, cotangents.map(ct -> Option.of((Expr) ct)), fn.params()
                .filter(p -> p.dtype().isFloat())).flatMap(p -> p);
        return new SavedResiduals(Residuals.of(FunctionForms.of(new Fn(Array.empty(), Cse.of(Inline.of(pulled)))).fn().results(),
                cotangents)
                .needed().map(e -> new Value(what(e), e.tensorType())));
    }

    private static String what(Expr e) {
        return switch (e) {
            case Var v -> "argument " + v.name();
            case Apply(Named(String name), var _, var _) -> "named " + name;
            case Apply apply -> "from " + apply.op().label();
            case Result result -> "from " + result.of().op().label();
            case Tensor _ -> "constant";
        };
    }

    /** How much memory all take. */
    public long bytes() {
        return values.map(Value::bytes).sum().longValue();
    }

    @Override
    public String toString() {
        return values.mkString("", "\n", "\n") + bytes() + " bytes";
    }
}
