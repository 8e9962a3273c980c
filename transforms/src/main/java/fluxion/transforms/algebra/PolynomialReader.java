package fluxion.transforms.algebra;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Literal;
import fluxion.core.NodeMap;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Binary;
import fluxion.core.op.Cast;
import fluxion.core.op.Eye;
import fluxion.core.op.Iota;
import fluxion.core.op.Movement;
import fluxion.core.op.Op;
import fluxion.core.op.Power;
import fluxion.core.op.Select;
import fluxion.core.op.StopGradient;
import fluxion.core.op.Take;
import fluxion.core.op.Unary;
import fluxion.ops.LogSums;
import fluxion.ops.rule.Guard;
import fluxion.transforms.algebra.Polynomial.Term;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads sums, products, quotients and powers as polynomials in atoms: everything else, and what would grow too big or lose
 * digits. A product is multiplied out only over sums whose terms are all rounded already but one at most: there a
 * cancellation has lost what it can lose. A term that is exact (a variable, a number) is not cancelled against itself
 * where that would undo a compensated sum, {@code (a + b) − b}.
 */
final class PolynomialReader {
    /** Numbers that compensating tricks use are bigger. */
    private static final double PLAIN = 1024;
    private static final int SPARE = 8;
    private static final int DEGREE = 64;
    private static final int FACTORS = 24;
    private final int termLimit;
    private final int sizeLimit;
    private final Set<Expr> divisors;
    private final List<Expr> atoms = new ArrayList<>();
    private final Map<Expr, Integer> numbers = new NodeMap<>();
    private final Map<Expr, Read> read = new NodeMap<>();
    private final Map<Expr, Boolean> positive = new NodeMap<>();
    private final Map<Expr, Boolean> nonnegative = new NodeMap<>();

    /**
     * An arithmetic node as a polynomial.
     *
     * @param polynomial what it is
     * @param inside which of its operands were read as polynomials themselves
     * @param size how many nodes were read, shared ones once for each use
     */
    record Read(Polynomial polynomial, List<Expr> inside, int size) {}

    /**
     * @param termLimit polynomials of more terms are atoms
     * @param sizeLimit expressions of more nodes are atoms
     * @param divisors sums that are divided by somewhere; they stay atoms, so that they cancel
     */
    PolynomialReader(int termLimit, int sizeLimit, Set<Expr> divisors) {
        this.termLimit = termLimit;
        this.sizeLimit = sizeLimit;
        this.divisors = divisors;
    }

    /**
     * Whether a node is arithmetic on numbers; a difference from ln Σ eˣ is one number, as its parts lose its digits, and so
     * is a guarded divisor.
     */
    static boolean isArithmetic(Expr e) {
        return e instanceof Apply apply && apply.type() instanceof TensorType type && type.dtype() != DType.BOOL
                && switch (apply.op()) {
            case Binary binary -> binary == Binary.ADD && !Guard.isDivisor(apply) || binary == Binary.SUB
                    && !LogSums.isDifference(apply) || binary == Binary.MUL || binary == Binary.DIV;
            case Unary unary -> unary == Unary.NEG;
            case Power _ -> true;
            default -> false;
        };
    }

    Expr atom(int number) {
        return atoms.get(number);
    }

    /** What was read of a node; its inputs must have been read before. */
    Option<Read> get(Expr node) {
        return Option.of(read.get(node));
    }

    /** How many terms may stand for so many operations: with more it would hardly become cheaper. */
    private int terms(int size) {
        return Math.min(termLimit, SPARE + size);
    }

    private int number(Expr atom) {
        return numbers.computeIfAbsent(atom, a -> {
            atoms.add(a);
            return atoms.size() - 1;
        });
    }

    private Polynomial asAtom(Expr e) {
        return Literal.value(e).map(v -> Polynomial.of(new Term(Coefficient.of(v), Monomial.ONE)))
                .getOrElse(() -> Polynomial.of(new Term(Coefficient.ONE, Monomial.of(2 * number(e), 1))));
    }

    private Read of(Expr e) {
        Read known = read.get(e);
        return known != null ? known : new Read(asAtom(e), List.of(), 0);
    }

    /** Reads an arithmetic node. */
    Read read(Apply node) {
        Read result = switch (node.op()) {
            case Binary.ADD -> sum(node, false);
            case Binary.SUB -> sum(node, true);
            case Unary.NEG -> {
                Read x = of(node.input(0));
                yield new Read(x.polynomial().negate(), inside(node.input(0)), x.size() + 1);
            }
            case Binary.MUL -> product(node, of(node.input(0)), of(node.input(1)), false);
            case Binary.DIV -> product(node, of(node.input(0)), of(node.input(1)), true);
            case Power(int n) -> power(node, n);
            case Op op -> throw new IllegalArgumentException(op.label() + " is not arithmetic");
        };
        boolean fits = result.polynomial().terms().forAll(t -> Coefficients.holds(node.dtype(), t.coefficient()))
                && result.size() <= sizeLimit;
        Read kept = fits ? result : new Read(asAtom(node), List.of(), 0);
        read.put(node, kept);
        return kept;
    }

    private List<Expr> inside(Expr... operands) {
        return Array.of(operands).filter(o -> read.containsKey(o) && !isAtom(o)).asJava();
    }

    /** Whether a node was too big to be read. */
    private boolean isAtom(Expr e) {
        Polynomial p = read.get(e).polynomial();
        return numbers.containsKey(e) && p.size() == 1 && p.terms().get(0).monomial().equals(Monomial.of(2 * number(e), 1));
    }

    // ---- sums -------------------------------------------------------------------------------------------------------

    private Read sum(Apply node, boolean minus) {
        Expr left = node.input(0);
        Expr right = node.input(1);
        Read a = of(left);
        Read b = of(right);
        if (a.polynomial().size() + b.polynomial().size() <= terms(a.size() + b.size() + 1) && a.size() + b.size() < sizeLimit) {
            Polynomial second = minus ? b.polynomial().negate() : b.polynomial();
            Polynomial sum = a.polynomial().plus(second);
            if (!undoesCompensation(a.polynomial(), second, sum)) {
                return new Read(sum, inside(left, right), a.size() + b.size() + 1);
            }
        }
        boolean leftFirst = a.polynomial().size() >= b.polynomial().size();
        Read small = leftFirst ? b : a;
        boolean keep = small.polynomial().size() == 1 && !read.containsKey(leftFirst ? right : left);
        Polynomial first = leftFirst || !keep ? asAtom(left) : a.polynomial();
        Polynomial second = !leftFirst || !keep ? asAtom(right) : b.polynomial();
        return new Read(first.plus(minus ? second.negate() : second), List.of(), 1);
    }

    /** Whether adding the two cancels what a compensated summation keeps apart on purpose. */
    private boolean undoesCompensation(Polynomial a, Polynomial b, Polynomial sum) {
        if (sum.size() == a.size() + b.size() || a.size() == 1 && b.size() == 1
                && a.terms().get(0).coefficient().over() * b.terms().get(0).coefficient().over() > 0) {
            return false;
        }
        io.vavr.collection.Map<Monomial, Coefficient> others = b.coefficients();
        boolean cancels = false;
        boolean big = false;
        boolean merges = false;
        boolean number = false;
        for (Term term : a.terms()) {
            Option<Coefficient> other = others.get(term.monomial());
            if (other.isDefined()) {
                boolean opposite = other.get().value() * term.coefficient().value() < 0;
                if (opposite && isExact(term)) {
                    cancels = true;
                    number |= term.monomial().isOne();
                    big |= Math.abs(term.coefficient().value()) > PLAIN || Math.abs(other.get().value()) > PLAIN;
                } else {
                    merges = true;
                }
            }
        }
        if (big) {
            return true;
        }
        boolean plain = a.size() == 1 && b.size() == 1 || merges;
        return cancels && !plain && sum.size() <= 1 && (!number || sum.terms().forAll(this::isExact));
    }

    /** Whether a term carries no rounding error: a number, or a value as it was given, doubled any number of times. */
    private boolean isExact(Term term) {
        Monomial m = term.monomial();
        return m.isOne() || m.degree() == 1 && isExact(m.factor(0));
    }

    /** Whether an atom is a value as it was given. */
    boolean isGiven(int atom) {
        return isGiven(atoms.get(atom), 8);
    }

    private static boolean isGiven(Expr e, int depth) {
        return switch (e) {
            case Var _, Tensor _ -> true;
            case Result _ -> false;
            case Apply apply -> depth > 0 && switch (apply.op()) {
                case Movement _, Take _, Cast _, StopGradient _,
                        Select _ -> apply.inputs().forAll(input -> isGiven(input, depth - 1));
                case Iota _, Eye _ -> true;
                case Unary unary -> unary == Unary.NEG || unary == Unary.ABS || unary == Unary.RELU || unary == Unary.SIGN;
                default -> false;
            };
        };
    }

    /**
     * Whether multiplying out over the sum loses no more than the sum has lost: where all its terms but one carry rounding
     * errors; a number beside that one does not count where a third term carries any.
     */
    boolean isRounded(Polynomial sum) {
        return isRounded(sum, Monomial.ONE);
    }

    /** {@link #isRounded(Polynomial)} of the sum divided by a monomial that all its terms have in common. */
    boolean isRounded(Polynomial sum, Monomial common) {
        int degree = common.degree();
        int exact = 0;
        boolean number = false;
        for (Term term : sum.terms()) {
            Monomial m = term.monomial();
            int left = m.degree() - degree;
            number |= left == 0;
            if (left == 0 || left == 1 && isExact(m.above(common))) {
                exact++;
            }
        }
        return exact <= 1 || exact == 2 && sum.size() > 2 && number;
    }

    /** Whether a factor is a value as it was given. */
    private boolean isExact(int factor) {
        return factor % 2 == 0 && isGiven(factor / 2);
    }

    // ---- products ---------------------------------------------------------------------------------------------------

    private Read product(Apply node, Read a, Read b, boolean quotient) {
        if (node.inputs().exists(Literal::isZero)) {
            return new Read(asAtom(node), List.of(), 0);
        }
        Expr left = node.input(0);
        Expr right = node.input(1);
        List<Expr> inside = new ArrayList<>(2);
        Polynomial p = factor(left, a, inside);
        Polynomial q = quotient && b.polynomial().size() != 1 ? asAtom(right) : factor(right, b, inside);
        if (quotient && q.size() == 1 && b.polynomial().size() == 1) {
            inside.addAll(inside(right));
        }
        if (p.size() > 1 && q.size() > 1 && p.size() * q.size() > 4 * terms(a.size() + b.size() + 1)) {
            p = asAtom(left);
            q = asAtom(right);
            inside.clear();
        }
        if (quotient) {
            Term divisor = q.terms().get(0);
            q = Polynomial.of(new Term(divisor.coefficient().inverse(), divisor.monomial().inverse()));
        }
        Polynomial result = normal(p.times(q));
        boolean fits = result.size() <= terms(a.size() + b.size() + 1)
                && result.terms().forAll(t -> t.monomial().degree() <= DEGREE && t.monomial().size() <= FACTORS);
        int size = (inside.contains(left) ? a.size() : 0) + (inside.contains(right) ? b.size() : 0) + 1;
        if (fits && size <= sizeLimit) {
            return new Read(result, inside.stream().distinct().toList(), size);
        }
        Polynomial second = asAtom(right);
        Term factor = second.terms().get(0);
        Term last = quotient ? new Term(factor.coefficient().inverse(), factor.monomial().inverse()) : factor;
        return new Read(Polynomial.of(asAtom(left).terms().map(t -> normal(t.times(last)))), List.of(), 1);
    }

    /** An operand of a product: what was read where it may be multiplied out, else an atom. */
    private Polynomial factor(Expr e, Read r, List<Expr> inside) {
        boolean out = r.polynomial().size() <= 1 || isRounded(r.polynomial()) && !divisors.contains(e);
        if (out) {
            inside.addAll(inside(e));
            return r.polynomial();
        }
        return asAtom(e);
    }

    private Read power(Apply node, int n) {
        Expr x = node.input(0);
        Read r = of(x);
        if (r.polynomial().size() == 1 && n != 0) {
            Term term = r.polynomial().terms().get(0);
            Coefficient c = term.coefficient().raised(Math.abs(n));
            Monomial m = term.monomial().raised(Math.abs(n));
            Term raised = normal(n > 0 ? new Term(c, m) : new Term(c.inverse(), m.inverse()));
            if (raised.coefficient().isFinite() && m.degree() <= DEGREE) {
                return new Read(Polynomial.of(raised), inside(x), r.size() + 1);
            }
        } else if (n > 1 && n <= 4 && isRounded(r.polynomial()) && !divisors.contains(x)) {
            Polynomial p = r.polynomial();
            Polynomial result = p;
            for (int i = 1; i < n && result.size() * p.size() <= 4 * terms(r.size() + 1); i++) {
                result = Polynomial.of(result.times(p).terms().map(this::normal));
                if (i == n - 1) {
                    return new Read(result, inside(x), r.size() + 1);
                }
            }
        }
        Monomial m = Monomial.of(2 * number(x), Math.abs(n));
        return new Read(Polynomial.of(new Term(Coefficient.ONE, n > 0 ? m : m.inverse())), List.of(), 1);
    }

    /**
     * The term with powers cancelled where that keeps its poles or where the atom is known not to be 0, and roots squared away
     * where the operand is known not to be negative.
     */
    Term normal(Term term) {
        Monomial m = term.monomial();
        for (int i = 0; i < term.monomial().size(); i++) {
            int up = term.monomial().factor(i);
            if (up % 2 == 0 && m.powerOf(up + 1) > 0) {
                int over = m.powerOf(up);
                int under = m.powerOf(up + 1);
                if (under > over || positive(atoms.get(up / 2))) {
                    m = m.with(up, Math.max(0, over - under)).with(up + 1, Math.max(0, under - over));
                }
            }
        }
        for (int i = 0; i < m.size(); i++) {
            int factor = m.factor(i);
            if (atoms.get(factor / 2) instanceof Apply apply && apply.op() == Unary.SQRT
                    && nonnegative.computeIfAbsent(apply.input(0), SignAnalysis::nonnegative)) {
                m = roots(m, factor - factor % 2, apply.input(0));
            }
        }
        return m == term.monomial() ? term : new Term(term.coefficient(), m);
    }

    private Polynomial normal(Polynomial p) {
        Seq<Term> terms = p.terms().map(this::normal);
        for (int i = 0; i < terms.size(); i++) {
            if (terms.get(i) != p.terms().get(i)) {
                return Polynomial.of(terms);
            }
        }
        return p;
    }

    private boolean positive(Expr e) {
        return positive.computeIfAbsent(e, SignAnalysis::positive);
    }

    /** With √b counted as half a power of b. */
    private Monomial roots(Monomial m, int root, Expr square) {
        Option<Integer> base = Option.of(numbers.get(square)).map(n -> 2 * n);
        int over = m.powerOf(root);
        int under = m.powerOf(root + 1);
        boolean positive = positive(square);
        if (over < 2 && (!positive || under < 2 && base.forAll(b -> m.powerOf(b) * under == 0 && m.powerOf(b + 1) * over == 0))) {
            return m;
        }
        int b = 2 * number(square);
        Monomial rest = m.with(root, 0).with(root + 1, 0).with(b, 0).with(b + 1, 0);
        if (!positive) {
            return m.with(root, over % 2).times(Monomial.of(b, over / 2));
        }
        int halves = 2 * (m.powerOf(b) - m.powerOf(b + 1)) + over - under;
        return rest.with(halves < 0 ? b + 1 : b, Math.abs(halves) / 2).with(halves < 0 ? root + 1 : root, Math.abs(halves) % 2);
    }
}
