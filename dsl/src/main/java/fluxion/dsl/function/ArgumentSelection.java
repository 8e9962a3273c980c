package fluxion.dsl.function;

import fluxion.core.Ints;
import fluxion.core.TransformException;
import fluxion.dsl.tree.Structure;
import io.vavr.collection.Array;

/**
 * The arguments to differentiate with respect to.
 *
 * @param positions from 0; distinct
 * @param bare whether the only one is asked for by itself, not in a tuple of one
 */
record ArgumentSelection(Ints positions, boolean bare) {
    static final ArgumentSelection FIRST = new ArgumentSelection(Ints.of(0), true);

    static ArgumentSelection one(String transform, int arity, int position) {
        return new ArgumentSelection(check(transform, arity, Ints.of(position)), true);
    }

    static ArgumentSelection several(String transform, int arity, Ints positions) {
        return new ArgumentSelection(check(transform, arity, positions), false);
    }

    private static Ints check(String transform, int arity, Ints positions) {
        if (positions.isEmpty()) {
            throw new TransformException(transform + ": wrt needs at least one position; got none");
        }
        if (!positions.forAll(p -> p >= -arity && p < arity)) {
            throw new TransformException(transform + ": wrt positions must be from " + -arity + " to " + (arity - 1) + "; got "
                    + positions
                    + " for a function of " + arity + (arity == 1 ? " argument" : " arguments"));
        }
        Ints counted = positions.map(p -> p < 0 ? p + arity : p);
        if (!counted.isDistinct()) {
            throw new TransformException(transform + ": wrt positions must be distinct; got " + positions + " for a function of "
                    + arity
                    + " arguments" + (counted.equals(positions) ? "" : ", which means " + counted));
        }
        return counted;
    }

    /** Which leaves of the arguments these are; all must be floating-point. */
    Ints leaves(String transform, CallSignature signature) {
        for (int position : positions) {
            if (signature.structure().parts().get(position) instanceof Structure.Carried) {
                throw new TransformException(transform + ": the argument to differentiate with respect to must be an expression, "
                        + "or a record or collection of such; got "
                        + signature.describe(position) + " for argument " + (position + 1));
            }
        }
        Ints leaves = Ints.from(Array.ofAll(positions).flatMap(signature::leavesOf));
        for (int leaf : leaves) {
            if (!signature.types().get(leaf).dtype().isFloat()) {
                throw new TransformException(transform
                        + ": requires floating-point arguments to differentiate with respect to; got "
                        + signature.types().get(leaf) + " for " + signature.place(leaf)
                        + ". Cast it to f64 or f32, or choose other arguments with wrt");
            }
        }
        return leaves;
    }

    /** The structure of one derivative for each position. */
    Structure structure(CallSignature signature) {
        Array<Structure> parts = Array.ofAll(positions).map(signature.structure().parts()::get);
        return bare ? parts.get(0) : Structure.tuple(parts);
    }
}
