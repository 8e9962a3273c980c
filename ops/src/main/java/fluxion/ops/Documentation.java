package fluxion.ops;

import fluxion.core.op.ArgReduce;
import fluxion.core.op.AxisIndex;
import fluxion.core.op.Binary;
import fluxion.core.op.Call;
import fluxion.core.op.Cast;
import fluxion.core.op.Checkpoint;
import fluxion.core.op.Collective;
import fluxion.core.op.Compare;
import fluxion.core.op.Control;
import fluxion.core.op.Conv;
import fluxion.core.op.CumSum;
import fluxion.core.op.Cumulative;
import fluxion.core.op.Custom;
import fluxion.core.op.CustomRule;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Dot;
import fluxion.core.op.DynamicIndexing;
import fluxion.core.op.Eye;
import fluxion.core.op.Fold;
import fluxion.core.op.Fourier;
import fluxion.core.op.Iota;
import fluxion.core.op.LinearAlgebra;
import fluxion.core.op.LinearCall;
import fluxion.core.op.LinearSolve;
import fluxion.core.op.Marker;
import fluxion.core.op.MatrixFunction;
import fluxion.core.op.Movement;
import fluxion.core.op.Named;
import fluxion.core.op.NamedAxisOp;
import fluxion.core.op.Op;
import fluxion.core.op.Order;
import fluxion.core.op.Power;
import fluxion.core.op.RandomNumbers;
import fluxion.core.op.Recompute;
import fluxion.core.op.Reduce;
import fluxion.core.op.Require;
import fluxion.core.op.Scan;
import fluxion.core.op.ScatterAdd;
import fluxion.core.op.Select;
import fluxion.core.op.Special;
import fluxion.core.op.StopGradient;
import fluxion.core.op.Switch;
import fluxion.core.op.Take;
import fluxion.core.op.Unary;
import fluxion.core.op.While;
import fluxion.core.op.Windows;

/**
 * What a reader wants to know of an operation and its rules do not say. The page of all operations is made of this and of the
 * rules themselves; derivative, transpose and batching are shown as the rules make them.
 *
 * @param formula what it computes
 * @param domain the dtypes it takes, and for which numbers it is defined
 * @param convention what is chosen where there is a choice: at kinks, poles, ties and limits; empty where there is none
 */
public record Documentation(String formula, String domain, String convention) {
    private static final String FLOATS = "floating-point";
    private static final String NUMBERS = "numeric";
    private static final String ANY = "any dtype";

    /** The documentation of an operation. */
    public static Documentation of(Op op) {
        return switch (op) {
            case Unary unary -> new Documentation(unary.formula(), unary.operands(), unary.convention());
            case Binary binary -> of(binary);
            case Power _ -> new Documentation("xⁿ for a fixed integer n", "numeric; n ≥ 0 for integers",
                    "0⁰ = 1, with derivative 0");
            case Special special -> SpecialDocumentation.of(special);
            case Compare compare -> new Documentation(compare(compare), ANY + ", one for both",
                    "false for NaN, but for ne; constant to derivatives");
            case Select _ -> new Documentation("c ? x : y, element by element", "bool c; x and y of one dtype",
                    "the branch not taken passes no derivative, not even NaN");
            case Cast _ -> new Documentation("x as another dtype", ANY,
                    "to integers towards 0; derivative between floating-point dtypes only");
            case StopGradient _ -> new Documentation("x", ANY, "constant to derivatives");
            case Reduce(var kind, _) -> new Documentation(kind.formula(), kind.operands(), kind.convention());
            case ArgReduce _ -> new Documentation("the position of the extreme element along an axis", NUMBERS,
                    "the first of several; NaN wins; constant to derivatives");
            case CumSum _ -> new Documentation("Σ of elements 0 … i along an axis", NUMBERS, "");
            case Dot _ -> new Documentation("Σ of products over contracted axes, for each index of shared batch axes", NUMBERS,
                    "");
            case Movement movement -> of(movement);
            case Iota _ -> new Documentation("0, 1, 2, … along an axis", "no operand", "");
            case Eye _ -> new Documentation("1 on a diagonal, 0 elsewhere", "no operand", "");
            case Diag _ -> new Documentation("the matrix with x on a diagonal", ANY, "");
            case Diagonal _ -> new Documentation("the diagonal of the last two axes", ANY, "");
            case Take _ -> new Documentation("the slices at integer indices along an axis", "any dtype; integer indices",
                    "negative indices count from the end; others out of range are refused when computed; repeated indices add up "
                    + "in the derivative");
            case ScatterAdd _ -> new Documentation("x with updates added at indices along an axis", "numeric; integer indices",
                    "as take; repeated indices add up");
            case Windows _ -> new Documentation("all windows of the trailing axes", ANY, "");
            case Fold _ -> new Documentation("the sum of windows laid where they were taken", NUMBERS, "");
            case Conv _ -> new Documentation("Σ of kernel times window over channels and kernel positions", FLOATS,
                    "a cross-correlation: the kernel is not flipped");
            case RandomNumbers _ -> new Documentation("random numbers, a function of a key", "a key, i32[…,2]",
                    "constant to derivatives in the key");
            case Order order -> PlacementDocumentation.of(order);
            case Cumulative running -> PlacementDocumentation.of(running);
            case DynamicIndexing placement -> PlacementDocumentation.of(placement);
            case LinearAlgebra algebra -> MatrixDocumentation.of(algebra);
            case Fourier fourier -> MatrixDocumentation.of(fourier);
            case Call _ -> new Documentation("the value of a function", "what the function takes", "");
            case CustomRule ruled -> of(ruled);
            case Marker marker -> of(marker);
            case NamedAxisOp across -> of(across);
            case Control control -> of(control);
        };
    }

    private static Documentation floats(String formula, String where, String convention) {
        return new Documentation(formula, where.isEmpty() ? FLOATS : FLOATS + "; " + where, convention);
    }

    private static Documentation of(Binary op) {
        return switch (op) {
            case ADD -> new Documentation("x + y", NUMBERS, "integers wrap around");
            case SUB -> new Documentation("x − y", NUMBERS, "integers wrap around");
            case MUL -> new Documentation("x·y", NUMBERS, "integers wrap around");
            case DIV -> floats("x/y", "y ≠ 0", "IEEE at 0");
            case POW -> new Documentation("xʸ", "numeric; x ≥ 0 or y an integer", "x⁰ = 1; d/dx is 0 at 0⁰; d/dy is 0 at x = 0");
            case REMAINDER -> new Documentation("x − y·⌊x/y⌋", NUMBERS, "the sign of y; derivative in y: −⌊x/y⌋");
            case FLOOR_DIVIDE -> new Documentation("⌊x/y⌋", NUMBERS, "derivative 0");
            case MAXIMUM -> new Documentation("max(x, y)", NUMBERS, "NaN wins, with derivative 0; a tie gives half to each");
            case MINIMUM -> new Documentation("min(x, y)", NUMBERS, "NaN wins, with derivative 0; a tie gives half to each");
            case ATAN2 -> floats("the angle of the point (y, x), first operand y", "", "gradient 0 at the origin");
            case HYPOT -> floats("√(x² + y²)", "", "without overflow; gradient 0 at the origin");
            case LOGADDEXP -> floats("ln(eˣ + eʸ)", "", "without overflow; equal infinities share the derivative evenly");
            case COPYSIGN -> floats("|x| with the sign of y", "", "derivative 0 in x at 0; none in y");
            case LOGICAL_AND -> new Documentation("x and y", "bool", "constant to derivatives");
            case LOGICAL_OR -> new Documentation("x or y", "bool", "constant to derivatives");
            case LOGICAL_XOR -> new Documentation("either x or y", "bool", "constant to derivatives");
        };
    }

    private static String compare(Compare op) {
        return switch (op) {
            case EQ -> "x = y";
            case NE -> "x ≠ y";
            case LT -> "x < y";
            case LE -> "x ≤ y";
            case GT -> "x > y";
            case GE -> "x ≥ y";
        };
    }

    private static Documentation of(Movement op) {
        return new Documentation(switch (op) {
            case fluxion.core.op.Reshape _ -> "the same elements in row-major order in another shape";
            case fluxion.core.op.Permute _ -> "the axes in another order";
            case fluxion.core.op.Broadcast _ -> "repeated along new axes";
            case fluxion.core.op.Slice _ -> "a part, at regular steps along each axis";
            case fluxion.core.op.Pad _ -> "a value put around, and between, the elements; cut where widths are negative";
            case fluxion.core.op.Flip _ -> "in reverse order along axes";
            case fluxion.core.op.Concatenate _ -> "one after the other along an axis";
        }, ANY, "");
    }

    private static Documentation of(CustomRule op) {
        return switch (op) {
            case Custom _ -> new Documentation("the value of a function", "what the function takes",
                    "derivatives as given, not those of the function");
            case LinearCall _ -> new Documentation("the value of a function that is linear in its last operands",
                    "what the function takes", "the transpose as given");
            case LinearSolve _ -> new Documentation("x with A·x = b, by a given solver", FLOATS,
                    "derivatives by the equation, not through the solver");
            case MatrixFunction _ -> new Documentation("a derivative of V·f(Λ)·Vᵀ along symmetric tangents", FLOATS,
                    "those of f, by divided differences; also where eigenvalues coincide");
            case Checkpoint _ -> new Documentation("the value of a function", "what the function takes",
                    "reverse mode computes again what its policy does not keep");
        };
    }

    private static Documentation of(Marker op) {
        return switch (op) {
            case Named _ -> new Documentation("x, with a name", ANY, "");
            case Require _ -> new Documentation("x, where a condition must hold", "any dtype; bool condition",
                    "only looked at inside checked");
            case Recompute _ -> new Documentation("x, once other operands are computed", ANY,
                    "not shared with x: what is made of it is computed again");
        };
    }

    private static Documentation of(NamedAxisOp op) {
        String lanes = "inside a lane, the derivative is that of the sum of all lanes' results";
        return switch (op) {
            case AxisIndex _ -> new Documentation("the number of the lane along a named axis of vmap", "no operand", "");
            case Collective c -> switch (c.kind()) {
                case SUM -> new Documentation("Σ x over the lanes of a named axis", NUMBERS, lanes);
                case MAX -> new Documentation("the largest x of all lanes", NUMBERS, "k ties get 1/k of the derivative each; "
                        + lanes);
                case MIN -> new Documentation("the smallest x of all lanes", NUMBERS, "k ties get 1/k of the derivative each; "
                        + lanes);
                case GATHER -> new Documentation("the x of all lanes along a new axis 0", ANY, lanes);
                case PERMUTE -> new Documentation("the x of another lane", ANY, "0 for lanes that get none; " + lanes);
            };
        };
    }

    private static Documentation of(Control op) {
        return switch (op) {
            case Switch _ -> new Documentation("the value of one of several functions, chosen by a number", "i32 or bool index",
                    "the index is clamped; only the chosen function runs, for each lane");
            case While _ -> new Documentation("steps while a condition holds", "any state",
                    "reverse mode keeps the steps, as many as there were");
            case Scan _ -> new Documentation("(carry, y[i]) = step(carry, x[i]) along the leading axis", "any carry", "");
        };
    }
}
