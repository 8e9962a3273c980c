package fluxion.ops;

import fluxion.core.op.ArgSort;
import fluxion.core.op.Cumulate;
import fluxion.core.op.Cumulative;
import fluxion.core.op.DynamicIndexing;
import fluxion.core.op.DynamicSlice;
import fluxion.core.op.DynamicUpdateSlice;
import fluxion.core.op.FlatIndex;
import fluxion.core.op.LeaveOneOutProduct;
import fluxion.core.op.Order;
import fluxion.core.op.Recurrence;
import fluxion.core.op.Scatter;
import fluxion.core.op.SearchSorted;
import fluxion.core.op.Sort;

/** The part of {@link Documentation} for order, running combinations and computed positions. */
final class PlacementDocumentation {
    private PlacementDocumentation() {}

    static Documentation of(Order op) {
        return switch (op) {
            case Sort _ -> new Documentation("the elements in order along an axis", "numeric",
                    "stable; NaN counts as the largest; the derivative moves along");
            case ArgSort _ -> new Documentation("the positions of the elements in order", "numeric",
                    "ties in the order of their positions; constant to derivatives");
            case SearchSorted _ -> new Documentation("where values keep the order of a rising vector", "numeric",
                    "constant to derivatives");
        };
    }

    static Documentation of(Cumulative op) {
        return switch (op) {
            case Cumulate c -> switch (c.kind()) {
                case CUMPROD -> new Documentation("Π of elements 0 … i", "numeric", "derivatives exist at zeros");
                case CUMMAX -> new Documentation("the largest of elements 0 … i", "numeric",
                        "ties so far share the derivative evenly; from a NaN on it is 0");
                case CUMMIN -> new Documentation("the smallest of elements 0 … i", "numeric",
                        "ties so far share the derivative evenly; from a NaN on it is 0");
                case LOGCUMSUMEXP -> new Documentation("ln Σ eˣ of elements 0 … i", "floating-point", "without overflow");
            };
            case LeaveOneOutProduct _ ->
                    new Documentation("Π of all other elements x[j], j ≠ i; tangents take the place of as many of them",
                    "floating-point", "the gradient of prod; never divides, so right at zeros");
            case Recurrence _ -> new Documentation("y[i] = a[i]·y[i−1] + b[i]", "floating-point",
                    "where a is 0 the past is forgotten, NaN included");
        };
    }

    static Documentation of(DynamicIndexing op) {
        return switch (op) {
            case Scatter s -> new Documentation("x with updates " + switch (s.kind()) {
                case SET -> "put";
                case MULTIPLY -> "multiplied in";
                case MIN -> "lowering it";
                case MAX -> "raising it";
            } + " at indices along an axis", "numeric; integer indices", switch (s.kind()) {
                case SET -> "the last of several stays, and has the derivative";
                case MULTIPLY -> "derivatives exist at zeros";
                case MIN, MAX -> "ties share the derivative evenly";
            });
            case FlatIndex _ -> new Documentation("the row-major number of a position", "integer",
                    "negative indices count from the end");
            case DynamicSlice _ -> new Documentation("the block that begins at a computed position", "any dtype; integer start",
                    "clamped so that the block fits");
            case DynamicUpdateSlice _ -> new Documentation("x with a block at a computed position replaced",
                    "any dtype; integer start", "clamped so that the block fits");
        };
    }
}
