package fluxion.core.op;

import fluxion.core.DType;
import fluxion.core.Ints;
import fluxion.core.TensorType;
import io.vavr.collection.Array;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Locale;

/**
 * Combines the elements along some axes, which the result does not have.
 *
 * @param kind how
 * @param axes which axes, ascending, each from 0 to rank − 1
 */
public record Reduce(Kind kind, Ints axes) implements Op {
    /**
     * How elements combine, with what all who deal with reductions ask of it; each has a value for no elements but {@code MAX}
     * and {@code MIN} of integers.
     */
    public enum Kind {
        /** Σ; 0 for none. */
        SUM("sum", "Σ x over axes", Domain.NUMERIC, "0 of nothing", Option.of(Binary.ADD), Option.of(new Derivative("sum rule, Σ",
                "d(Σ u) = Σ du", "everywhere", "the derivative of a sum is the sum of the derivatives"))),
        /** Π; 1 for none. */
        PROD("prod", "Π x over axes", Domain.NUMERIC, "1 of nothing; derivatives exist at zeros: the product of the others",
                Option.of(Binary.MUL), Option.of(new Derivative("product rule, Π", "d(Π u) = Σᵢ (Π_{j≠i} uⱼ)·duᵢ", "everywhere",
                        "one factor moves at a time"))),
        /** The largest; NaN wins; ties share the derivative evenly; −∞ for none. */
        MAX("max", "the largest element over axes", Domain.EXTREMUM, "NaN wins; k ties get 1/k of the derivative each",
                Option.of(Binary.MAXIMUM), Option.of(Derivative.EXTREMUM)),
        /** The smallest; NaN wins; ties share the derivative evenly; +∞ for none. */
        MIN("min", "the smallest element over axes", Domain.EXTREMUM, "NaN wins; k ties get 1/k of the derivative each",
                Option.of(Binary.MINIMUM), Option.of(Derivative.EXTREMUM)),
        /** Whether some bool holds; false for none. */
        ANY("any", "whether any holds", Domain.BOOLEAN, "false of nothing; constant to derivatives",
                Option.of(Binary.LOGICAL_OR), Option.none()),
        /** Whether all bools hold; true for none. */
        ALL("all", "whether all hold", Domain.BOOLEAN, "true of nothing; constant to derivatives",
                Option.of(Binary.LOGICAL_AND), Option.none()),
        /** ln Σ eˣ, without overflow; −∞ for none. */
        LOGSUMEXP("logsumexp", "ln Σ eˣ over axes", Domain.FLOAT, "without overflow; −∞ of nothing", Option.none(),
                Option.of(new Derivative("chain rule, logsumexp", "d(logsumexp(u)) = Σ softmax(u) ⊙ du", "everywhere", "")));

        private enum Domain { NUMERIC, EXTREMUM, FLOAT, BOOLEAN }

        private static final Map<String, Kind> NAMES = Array.of(values()).toMap(kind -> kind.written, kind -> kind);

        private final String written;
        private final String formula;
        private final Domain domain;
        private final String convention;
        private final Option<Binary> pairwise;
        private final Option<Derivative> derivative;

        Kind(String written, String formula, Domain domain, String convention, Option<Binary> pairwise,
                Option<Derivative> derivative) {
            this.written = written;
            this.formula = formula;
            this.domain = domain;
            this.convention = convention;
            this.pairwise = pairwise;
            this.derivative = derivative;
        }

        /** The one that formulas write as a function of this name. */
        public static Option<Kind> named(String name) {
            return NAMES.get(name);
        }

        /** Its name in a formula. */
        public String written() {
            return written;
        }

        /** What it is of elements x. */
        public String formula() {
            return formula;
        }

        /** Which operands it has, as a page says it. */
        public String operands() {
            return switch (domain) {
                case NUMERIC, EXTREMUM -> "numeric";
                case FLOAT -> "floating-point";
                case BOOLEAN -> "bool";
            };
        }

        /** What it is of nothing, and at special points. */
        public String convention() {
            return convention;
        }

        /** The operation that combines two elements, where one does. */
        public Option<Binary> pairwise() {
            return pairwise;
        }

        /** How a textbook states its derivative; none where it is constant to derivatives. */
        public Option<Derivative> derivative() {
            return derivative;
        }
    }

    /**
     * How a textbook states the derivative of a reduction.
     *
     * @param name of the rule
     * @param statement as an equation
     * @param where it holds
     * @param reason in words, maybe none
     */
    public record Derivative(String name, String statement, String where, String reason) {
        private static final Derivative EXTREMUM = new Derivative("extremum", "d(max u) = du where u is largest",
                "where it is unique", "ties share evenly");
    }

    @Override
    public String label() {
        return kind == Kind.LOGSUMEXP ? "logsumexp" : "reduce_" + kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public TensorType infer(Seq<TensorType> operands) {
        TensorType x = OperandChecks.only(this, operands);
        OperandChecks.axes(this, axes, x);
        switch (kind.domain) {
            case NUMERIC -> OperandChecks.dtype(this, x.dtype().isNumeric(),
                    "requires a numeric operand (cast a bool to count)", x);
            case EXTREMUM -> {
                OperandChecks.dtype(this, x.dtype().isNumeric(), "requires a numeric operand", x);
                OperandChecks.shape(this, x.dtype().isFloat() || axes.forAll(a -> x.shape().dim(a) > 0),
                        "integers have no extremum of no elements", () -> x + " over axes " + axes);
            }
            case BOOLEAN -> OperandChecks.dtype(this, x.dtype() == DType.BOOL, "requires a bool operand", x);
            case FLOAT -> OperandChecks.dtype(this, x.dtype().isFloat(), "requires a floating-point operand", x);
            default -> throw new IllegalStateException("no case for " + kind.domain);
        }
        return x.withShape(x.shape().without(axes));
    }
}
