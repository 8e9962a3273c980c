package fluxion.dsl.equality;

import fluxion.core.Var;
import fluxion.transforms.normal.RationalFunction;
import fluxion.transforms.normal.SparsePolynomial;
import io.vavr.collection.Seq;

/** What a variable of a polynomial stands for. */
sealed interface Atom {
    /** An element of a parameter. */
    record Parameter(Var variable, int element) implements Atom {}

    /** π. */
    record Pi() implements Atom {}

    /** e^(unit/parts), so that whole powers of it are all exponentials of multiples of the unit that occur. */
    record Exponential(RationalFunction unit, int parts) implements Atom {}

    /** tan(unit/(2·parts)), in which sine and cosine of all multiples of the unit that occur are rational. */
    record HalfTangent(RationalFunction unit, int parts) implements Atom {}

    /** |under|^(1/index). */
    record Radical(SparsePolynomial under, int index) implements Atom {}

    /** ln|of|. */
    record Logarithm(SparsePolynomial of) implements Atom {}

    /** A function of which nothing else is known than that equal arguments have equal values. */
    record Opaque(String function, Seq<RationalFunction> arguments) implements Atom {}
}
