package fluxion.core.print;

import fluxion.core.Ints;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/**
 * Mathematics as it stands on paper, without fonts or parentheses: renderers put those where {@link #level} asks for them.
 * Negation is a sum of one negative term, so signs are read in one place.
 */
sealed interface Notation {
    /** How tightly a notation holds together, loosest first. */
    enum Level { OR, XOR, AND, COMPARE, SUM, MODULO, BIG, PRODUCT, ROOT, POWER, POSTFIX, ATOM }

    /** A variable or a named step; the subscript may be empty. */
    record Symbol(String name, String subscript) implements Notation {
        String text() {
            return name + TextRenderer.subscript(subscript);
        }
    }

    /** The named step of that number. */
    record Reference(int step) implements Notation {}

    /** A number ≥ 0 times ten to a power; π and ∞ stand for themselves. */
    record Number(String digits, int exponent) implements Notation {
        boolean isWhole() {
            return exponent == 0 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        }

        boolean isOne() {
            return digits.equals("1") && exponent == 0;
        }
    }

    /** Words, types and quotations, as they are. */
    record Word(String text) implements Notation {}

    /** Positions along one axis, {@code 1:3}. */
    record Range(String text) implements Notation {}

    /** A named tensor with its lengths; δ is an identity whose length is told elsewhere. */
    record Constant(Kind kind, Ints dims) implements Notation {
        enum Kind { IDENTITY, DELTA, ONES, ZEROS }
    }

    /** a − b + …; a single term is negative. */
    record Sum(Seq<Term> terms) implements Notation {}

    /** A summand and its sign. */
    record Term(boolean minus, Notation of) {}

    /** Factors from left to right. */
    record Product(Seq<Factor> factors) implements Notation {
        /** Which sign stands before the i-th factor, i &gt; 0. */
        Sign sign(int i) {
            Factor factor = factors.get(i);
            return factor.matrix() ? Sign.MATRIX
                    : factor.rank() > 0 && factors.take(i).exists(f -> f.rank() > 0) ? Sign.ELEMENTWISE : Sign.SCALAR;
        }

        /** How tightly the i-th factor must hold together to stand without parentheses, as text. */
        Level least(int i) {
            Factor factor = factors.get(i);
            return switch (factor.of()) {
                case Product _ -> Level.ROOT;
                case Quotient _ when factor.matrix() -> Level.ROOT;
                case Big big when !big.all() || i == factors.size() - 1 -> Level.BIG;
                case Notation _ -> Level.PRODUCT;
            };
        }

        boolean has(Sign sign) {
            return Array.range(1, factors.size()).exists(i -> sign(i) == sign);
        }
    }

    /** How two factors multiply. */
    enum Sign { SCALAR, ELEMENTWISE, MATRIX }

    /** A factor, its number of axes, and whether it is multiplied as a matrix with what stands before it. */
    record Factor(Notation of, int rank, boolean matrix) {}

    /** a / b. */
    record Quotient(Notation numerator, Notation denominator, int rank) implements Notation {}

    /** aᵇ. */
    record Power(Notation base, Notation exponent) implements Notation {}

    /** √ or ∛. */
    record Root(int degree, Notation of) implements Notation {}

    /** Aᵀ. */
    record Transposed(Notation of) implements Notation {}

    /** Between two signs, separated by commas. */
    record Fence(Kind kind, Seq<Notation> of) implements Notation {
        enum Kind {
            ABS("|", "|"), NORM("‖", "‖"), FLOOR("⌊", "⌋"), CEIL("⌈", "⌉"), ANGLE("⟨", "⟩"), SQUARE("[", "]"), ROUND("(", ")");

            private final String open;
            private final String close;

            Kind(String open, String close) {
                this.open = open;
                this.close = close;
            }

            String open() {
                return open;
            }

            String close() {
                return close;
            }
        }
    }

    /** A matrix by its elements, row by row. */
    record Rows(Seq<Seq<Notation>> rows) implements Notation {}

    /** Two operands around a sign. */
    record Infix(Kind kind, Notation left, Notation right) implements Notation {
        enum Kind {
            EQ(Level.COMPARE, "="), NE(Level.COMPARE, "≠"), LT(Level.COMPARE, "<"), LE(Level.COMPARE, "≤"),
                    GT(Level.COMPARE, ">"),
            GE(Level.COMPARE, "≥"), AND(Level.AND, "∧"), OR(Level.OR, "∨"), XOR(Level.XOR, "⊕"), MODULO(Level.MODULO, "mod");

            private final Level level;
            private final String sign;

            Kind(Level level, String sign) {
                this.level = level;
                this.sign = sign;
            }

            /** What stands between the operands. */
            String sign() {
                return sign;
            }

            /** How tightly operands must hold together to stand without parentheses. */
            Level operand() {
                return this == MODULO ? Level.ROOT : Level.values()[level.ordinal() + 1];
            }

            Level level() {
                return level;
            }

            boolean isAssociative() {
                return this == AND || this == OR || this == XOR;
            }
        }
    }

    /** ¬p. */
    record Not(Notation of) implements Notation {}

    /** The value of the first branch whose condition holds. */
    record Cases(Seq<Branch> branches, Notation otherwise) implements Notation {}

    /** A value and when it counts. */
    record Branch(Notation value, Notation condition) {}

    /** Σ or Π, over all axes or those that {@code axes} names. */
    record Big(Kind kind, Ints axes, boolean all, Notation of) implements Notation {
        enum Kind { SUM, PRODUCT }
    }

    /** f(a, b); the tail, static parameters, follows the arguments with a separator of its own. */
    record Function(String name, Seq<Notation> arguments, String tail) implements Notation {}

    /** x[1, 2:4, i]. */
    record Indexed(Notation of, Seq<Notation> positions) implements Notation {}

    /** One result of several. */
    record Component(Notation of, int index) implements Notation {}

    /**
     * A tensor by its elements: products of elements, summed over some indices.
     *
     * @param free the result's indices in order, one letter each
     * @param summed the indices that are summed over
     * @param factors what is multiplied
     * @param indices of each factor
     */
    record Indices(String free, String summed, Seq<Notation> factors, Seq<String> indices) implements Notation {
        /** Whether a factor is δ: an identity whose length another factor tells. */
        boolean isDelta(int i) {
            return isIdentity(factors.get(i)) && Array.range(0, factors.size()).exists(j -> !isIdentity(factors.get(j))
                    && (indices.get(j).indexOf(indices.get(i).charAt(0)) >= 0 || indices.get(j).indexOf(indices.get(i).charAt(1))
                    >= 0));
        }

        private static boolean isIdentity(Notation n) {
            return n instanceof Constant(var kind, _) && kind == Constant.Kind.IDENTITY;
        }
    }

    /** A function by what it says of its parameters. */
    record Lambda(Document page) implements Notation {}

    /**
     * Π of the elements with that index over all its values but some: the last factor of {@link Indices}, whose parentheses
     * end it.
     */
    record Rest(String index, String but, Notation element) implements Notation {}

    /** What it is made of. */
    default Seq<Notation> parts() {
        return switch (this) {
            case Symbol _, Reference _, Number _, Word _, Range _, Constant _, Lambda _ -> Array.empty();
            case Sum(var terms) -> terms.map(Term::of);
            case Product(var factors) -> factors.map(Factor::of);
            case Quotient(var n, var d, _) -> Array.of(n, d);
            case Power(var b, var e) -> Array.of(b, e);
            case Root(_, var n) -> Array.of(n);
            case Transposed(var n) -> Array.of(n);
            case Fence(_, var of) -> of;
            case Rows(var rows) -> rows.flatMap(row -> row);
            case Infix(_, var l, var r) -> Array.of(l, r);
            case Not(var n) -> Array.of(n);
            case Cases(var branches, var otherwise) -> branches.flatMap(b -> Array.of(b.value(), b.condition()))
                    .append(otherwise);
            case Big(_, _, _, var n) -> Array.of(n);
            case Function(_, var arguments, _) -> arguments;
            case Indexed(var of, var positions) -> Array.of(of).appendAll(positions);
            case Component(var n, _) -> Array.of(n);
            case Indices indices -> indices.factors();
            case Rest(_, _, var element) -> Array.of(element);
        };
    }

    /** How tightly it holds together as text; as LaTeX, fractions hold by themselves. */
    default Level level() {
        return switch (this) {
            case Symbol _, Reference _, Word _, Range _, Constant _, Fence _, Cases _, Function _, Lambda _, Rest _,
                    Rows _ -> Level.ATOM;
            case Indices n -> n.free().isEmpty() && !n.summed().isEmpty() ? Level.BIG : n.free().isEmpty() ? Level.PRODUCT
                    : Level.ATOM;
            case Number n -> n.exponent() == 0 ? Level.ATOM : Level.PRODUCT;
            case Sum _ -> Level.SUM;
            case Product(var factors) -> factors.last().of() instanceof Big big && big.all() ? Level.BIG : Level.PRODUCT;
            case Quotient _ -> Level.PRODUCT;
            case Power _ -> Level.POWER;
            case Root _, Not _ -> Level.ROOT;
            case Transposed _, Indexed _, Component _ -> Level.POSTFIX;
            case Infix infix -> infix.kind().level();
            case Big big -> big.all() ? Level.BIG : Level.ATOM;
        };
    }

    /** How many notations it is made of. */
    default int weight() {
        return parts().foldLeft(1, (sum, part) -> sum + part.weight());
    }

    /** How deep it nests. */
    default int depth() {
        return 1 + parts().foldLeft(0, (most, part) -> Math.max(most, part.depth()));
    }
}
