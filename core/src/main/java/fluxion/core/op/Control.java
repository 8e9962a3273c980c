package fluxion.core.op;

import fluxion.core.Fn;
import io.vavr.collection.Seq;

/** Control flow: operations that hold closed functions and say how often, or whether, each of them runs. */
public sealed interface Control extends Op permits Switch, While, Scan {
    @Override
    default Seq<Fn> functions() {
        return bodies();
    }

    /** The functions that it holds. */
    Seq<Fn> bodies();

    /** The same with others, of the same types, in their places. */
    Control withBodies(Seq<Fn> bodies);
}
