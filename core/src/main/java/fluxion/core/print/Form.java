package fluxion.core.print;

import fluxion.core.Expr;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.function.Function;

/**
 * How a node is written: which expressions stand in it (not always its inputs, as what a reader supplies is left out), and
 * the notation they make.
 */
record Form(Seq<Expr> operands, Function<Seq<Notation>, Notation> make) {
    static Form leaf(Notation notation) {
        return new Form(Array.empty(), _ -> notation);
    }

    static Form of(Expr operand, Function<Notation, Notation> make) {
        return new Form(Array.of(operand), n -> make.apply(n.get(0)));
    }

    /** Makes a notation of two. */
    interface Two {
        Notation of(Notation a, Notation b);
    }

    static Form of(Expr a, Expr b, Two make) {
        return new Form(Array.of(a, b), n -> make.of(n.get(0), n.get(1)));
    }
}
