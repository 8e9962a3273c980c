package fluxion.core;

import fluxion.core.op.Scatter;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * Places in a tensor, to read or to write: {@code x.at(i).add(u)} is x with u added at i, and x stays as it is. Arrays of
 * positions broadcast together; their axes come where the arrays stand if those stand side by side (single positions count as
 * arrays then), and first otherwise, as in NumPy. Repeated positions combine in their order: they add up, multiply, and the
 * last of several that are set stays. A mask that is not known yet can be written through, not read through, because the
 * shape of what it selects is not known.
 *
 * @param x the tensor
 * @param indices what stands between the brackets
 * @param policy what indices out of range mean
 */
public record IndexUpdate(Expr x, Seq<Index> indices, OutOfRange policy) {

    /** Indices beyond the ends mean the nearest position. */
    public IndexUpdate clamped() { return new IndexUpdate(x, indices, OutOfRange.CLAMP); }

    /** Indices beyond the ends mean nothing: read 0 (or {@link #getOr}), write nothing. */
    public IndexUpdate dropping() { return new IndexUpdate(x, indices, OutOfRange.DROP); }

    /** The elements there; 0 for dropped ones. */
    public Expr get() { return read(0); }

    /** The elements there, and a number where indices are out of range. */
    public Expr getOr(Number outside) {
        Given.arguments("getOr", outside);
        return new IndexUpdate(x, indices, OutOfRange.DROP).read(outside);
    }

    private Expr read(Number outside) {
        if (mask().isDefined()) {
            throw new ShapeException("get: how many elements a mask selects must be known; got " + mask().get().type() + " of "
                    + x.type()
                    + ". Use mask.where(x, other), or a mask that is a tensor already");
        }
        return ResolvedIndex.of("get", x, indices, policy).get(outside);
    }

    /** With other elements there. */
    public Expr set(Expr values) { Given.arguments("set", values); return write("set", Option.of(Scatter.Kind.SET), values); }

    /** With a number there. */
    public Expr set(Number value) { Given.arguments("set", value); return set(literal(value)); }

    /** With more added there. */
    public Expr add(Expr values) { Given.arguments("add", values); return write("add", Option.none(), values); }

    /** With a number added there. */
    public Expr add(Number value) { Given.arguments("add", value); return add(literal(value)); }

    /** With the elements there multiplied. */
    public Expr multiply(Expr values) {
        Given.arguments("multiply", values);
        return write("multiply", Option.of(Scatter.Kind.MULTIPLY), values);
    }

    /** With the elements there multiplied by a number. */
    public Expr multiply(Number value) { Given.arguments("multiply", value); return multiply(literal(value)); }

    /** With the smaller of old and new elements there. */
    public Expr min(Expr values) { Given.arguments("min", values); return write("min", Option.of(Scatter.Kind.MIN), values); }

    /** With nothing above a number there. */
    public Expr min(Number value) { Given.arguments("min", value); return min(literal(value)); }

    /** With the larger of old and new elements there. */
    public Expr max(Expr values) { Given.arguments("max", values); return write("max", Option.of(Scatter.Kind.MAX), values); }

    /** With nothing below a number there. */
    public Expr max(Number value) { Given.arguments("max", value); return max(literal(value)); }

    private Tensor literal(Number value) {
        return Tensor.number(x.dtype(), value);
    }

    private Expr write(String verb, Option<Scatter.Kind> kind, Expr values) {
        if (x.dtype().promote(values.dtype()) != x.dtype()) {
            throw new DTypeException("at." + verb + ": the values must fit into the tensor's dtype; got " + values.type()
                    + " for " + x.type() + ". Cast them");
        }
        if (!x.dtype().isNumeric() && !kind.contains(Scatter.Kind.SET)) {
            throw new DTypeException("at." + verb + ": requires a numeric tensor; got " + x.type() + "; bools can be set");
        }
        Expr updates = values.cast(x.dtype());
        if (mask().isDefined() || updates.rank() == 0 && isMask()) {
            Expr mask = (Expr) indices.get(0);
            Expr wide = ResolvedIndex.overTrailingAxes("at." + verb, mask, x);
            Broadcasting.requireBroadcastable("at." + verb, updates.shape(), x.shape());
            return wide.where(ResolvedIndex.combine(kind, x, Broadcasting.broadcast(updates, x.shape())), x);
        }
        return ResolvedIndex.of("at." + verb, x, indices, policy).write(kind, updates);
    }

    private boolean isMask() {
        return indices.size() == 1 && indices.get(0) instanceof Expr e && e.dtype() == DType.BOOL;
    }

    /** A mask that is not known yet. */
    private Option<Expr> mask() {
        return indices.filter(i -> i instanceof Expr e && e.dtype() == DType.BOOL && !(e instanceof Tensor)).map(Expr.class::cast)
                .headOption()
                .peek(mask -> {
                    if (indices.size() > 1) {
                        throw new ShapeException("at: a mask that is not known yet must stand alone; got " + mask.type()
                                + " beside other indices of " + x.type());
                    }
                });
    }
}
