package fluxion.dsl.equality;

import fluxion.transforms.normal.PowerProduct;
import fluxion.transforms.normal.Rational;
import fluxion.transforms.normal.RationalFunction;
import fluxion.transforms.normal.SparsePolynomial;
import fluxion.transforms.normal.SparsePolynomial.Monomial;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;

/**
 * Exponentials, logarithms, roots and angles as quotients of polynomials in as few atoms as there are independent ones: sums in
 * exponents are products, products in logarithms sums, and sines and cosines of sums are polynomials in those of the terms, which
 * are rational in the tangent of half the angle.
 */
final class ElementaryForms {
    private static final RationalFunction ONE = RationalFunction.ONE;
    private static final RationalFunction HALF = Quotients.number(1, 2);

    private final AtomTable atoms;
    private final Signs signs;
    private final Quotients in;

    ElementaryForms(AtomTable atoms, Signs signs, Quotients in) {
        this.atoms = atoms;
        this.signs = signs;
        this.in = in;
    }

    /** A sum as multiples of units: terms with coefficient 1. */
    private static Seq<Tuple2<RationalFunction, Rational>> units(RationalFunction x) {
        SparsePolynomial d = x.denominator();
        return x.numerator().terms().map(t -> {
            RationalFunction term = Quotients.known(RationalFunction.quotient(SparsePolynomial.of(Rational.ONE, t.powers()), d));
            Rational content = term.numerator().content();
            return Tuple.of(new RationalFunction(term.numerator().times(content.inverse()), term.denominator()),
                    t.coefficient().times(content));
        });
    }

    // ---- exponentials and powers ----

    RationalFunction exp(RationalFunction x) {
        RationalFunction product = ONE;
        Seq<Tuple2<RationalFunction, Rational>> units = units(x);
        if (units.size() > 1) {
            atoms.used("eˣ⁺ʸ = eˣ·eʸ");
        }
        for (Tuple2<RationalFunction, Rational> unit : units) {
            product = in.times(product, exp(unit._1, unit._2));
        }
        return product;
    }

    private RationalFunction exp(RationalFunction unit, Rational times) {
        Option<SparsePolynomial> logarithm = logarithm(unit);
        if (logarithm.isDefined()) {
            atoms.used("exp/log");
            return power(logarithm.get(), times);
        }
        int parts = atoms.parts(Tuple.of("exp", unit), denominator(times));
        RationalFunction base = atoms.variable(new Atom.Exponential(unit, parts));
        return in.power(base, whole(times.times(Rational.of(parts))));
    }

    private Option<SparsePolynomial> logarithm(RationalFunction unit) {
        return Option.when(unit.denominator().isOne() && unit.numerator().size() == 1
                && unit.numerator().leading().powers().degree() == 1, unit)
                .flatMap(u -> atoms.atom(u.numerator().variables() - 1) instanceof Atom.Logarithm(var of)
                        ? Option.of(of) : Option.none());
    }

    private static int denominator(Rational x) {
        if (x.denominator().bitLength() > 6) {
            throw new BeyondReach("parts finer than 1/64");
        }
        return x.denominator().intValueExact();
    }

    private static int whole(Rational x) {
        if (x.numerator().bitLength() > 12) {
            throw new BeyondReach("powers beyond 4096");
        }
        return x.whole().get();
    }

    /** |x|ᶜ. */
    RationalFunction power(RationalFunction x, Rational exponent) {
        RationalFunction product = ONE;
        List<Quotients.Factor> factors = in.factored(x).factors();
        if (factors.size() > 1 && !exponent.isWhole()) {
            atoms.used("(x·y)ᶜ = xᶜ·yᶜ");
        }
        for (Quotients.Factor factor : factors) {
            product = in.times(product, power(factor.of(), exponent.times(Rational.of(factor.exponent()))));
        }
        return product;
    }

    private RationalFunction power(SparsePolynomial f, Rational exponent) {
        if (f.size() == 1 && f.constant().isEmpty()) {
            Atom atom = atoms.atom(f.variables() - 1);
            if (atom instanceof Atom.Exponential(var unit, int parts)) {
                return exp(unit, exponent.over(Rational.of(parts)));
            }
            if (atom instanceof Atom.Radical(var under, int index)) {
                return power(under, exponent.over(Rational.of(index)));
            }
        }
        if (exponent.isWhole()) {
            int n = whole(exponent);
            return in.power(n % 2 == 0 ? RationalFunction.of(f) : size(f), n);
        }
        int index = atoms.parts(Tuple.of("root", f), denominator(exponent));
        int parts = whole(exponent.times(Rational.of(index)));
        RationalFunction size = size(f);
        RationalFunction root = atoms.variable(new Atom.Radical(f, index));
        return in.times(in.power(size, Math.floorDiv(parts, index)), in.power(root, Math.floorMod(parts, index)));
    }

    private RationalFunction size(SparsePolynomial f) {
        return f.constant().isDefined() ? RationalFunction.of(f)
                : RationalFunction.of(f.times(Rational.of(signs.of(f))));
    }

    RationalFunction sqrt(RationalFunction x) {
        return x.isZero() ? x : denested(x).getOrElse(() -> power(x, Rational.of(1, 2)));
    }

    /** √(a + b·√n) as √p ± √q where a² − b²·n is a square. */
    private Option<RationalFunction> denested(RationalFunction x) {
        SparsePolynomial p = x.numerator();
        if (p.size() != 2 || x.denominator().constant().isEmpty()) {
            return Option.none();
        }
        Monomial root = p.terms().get(0);
        Monomial rest = p.terms().get(1);
        Atom atom = root.powers().isOne() ? new Atom.Pi() : atoms.atom(root.powers().size() - 1);
        if (!rest.powers().isOne() || root.powers().degree() != 1 || !(atom instanceof Atom.Radical(var under, int index))
                || index != 2 || under.constant().isEmpty()) {
            return Option.none();
        }
        Rational scale = x.denominator().constant().get().inverse();
        Rational a = rest.coefficient().times(scale);
        Rational b = root.coefficient().times(scale);
        Rational square = a.times(a).minus(b.times(b).times(under.constant().get()));
        return root(square).filter(_ -> a.signum() > 0).map(c -> {
            RationalFunction larger = power(RationalFunction.of(a.plus(c).over(Rational.of(2))), Rational.of(1, 2));
            RationalFunction smaller = a.minus(c).isZero() ? RationalFunction.ZERO
                    : power(RationalFunction.of(a.minus(c).over(Rational.of(2))), Rational.of(1, 2));
            return b.signum() > 0 ? in.plus(larger, smaller) : in.minus(larger, smaller);
        });
    }

    private static Option<Rational> root(Rational square) {
        if (square.signum() < 0) {
            return Option.none();
        }
        Rational root = new Rational(square.numerator().sqrt(), square.denominator().sqrt());
        return Option.when(root.times(root).equals(square), root);
    }

    // ---- logarithms ----

    /** ln|x|. */
    RationalFunction log(RationalFunction x) {
        RationalFunction sum = RationalFunction.ZERO;
        List<Quotients.Factor> factors = in.factored(x).factors();
        if (factors.size() > 1) {
            atoms.used("ln(x·y) = ln x + ln y");
        }
        for (Quotients.Factor factor : factors) {
            sum = in.plus(sum, in.times(Quotients.number(factor.exponent()), log(factor.of())));
        }
        return sum;
    }

    private RationalFunction log(SparsePolynomial f) {
        if (f.size() == 1 && f.constant().isEmpty()) {
            Atom atom = atoms.atom(f.variables() - 1);
            if (atom instanceof Atom.Exponential(var unit, int parts)) {
                atoms.used("log/exp");
                return in.times(unit, Quotients.number(1, parts));
            }
            if (atom instanceof Atom.Radical(var under, int index)) {
                return in.times(log(under), Quotients.number(1, index));
            }
        }
        return atoms.variable(new Atom.Logarithm(f));
    }

    // ---- angles ----

    /** Cosine and sine. */
    record Turn(RationalFunction cos, RationalFunction sin) {}

    Turn turn(RationalFunction angle) {
        Turn turn = new Turn(ONE, RationalFunction.ZERO);
        Seq<Tuple2<RationalFunction, Rational>> units = units(angle);
        if (units.size() > 1) {
            atoms.used("sine and cosine of sums");
        }
        for (Tuple2<RationalFunction, Rational> unit : units) {
            turn = turned(turn, turn(unit._1, unit._2));
        }
        return turn;
    }

    private Turn turned(Turn a, Turn b) {
        return new Turn(in.minus(in.times(a.cos, b.cos), in.times(a.sin, b.sin)),
                in.plus(in.times(a.sin, b.cos), in.times(a.cos, b.sin)));
    }

    private Turn turned(Turn a, int times) {
        Turn base = times < 0 ? new Turn(a.cos, a.sin.negate()) : a;
        Turn turn = new Turn(ONE, RationalFunction.ZERO);
        if (Math.abs(times) > 1) {
            atoms.used("multiples of angles");
        }
        for (int i = 0; i < Math.abs(times); i++) {
            turn = turned(turn, base);
        }
        return turn;
    }

    private Turn turn(RationalFunction unit, Rational times) {
        if (unit.equals(pi())) {
            return ofPi(times);
        }
        int parts = atoms.parts(Tuple.of("angle", unit), denominator(times));
        int n = whole(times.times(Rational.of(parts)));
        if (Math.abs(n) > 24) {
            throw new BeyondReach("multiples of angles beyond 24");
        }
        return turned(base(unit, parts), n);
    }

    private Turn base(RationalFunction unit, int parts) {
        Option<Turn> known = inverse(unit);
        if (known.isDefined() && parts <= 2) {
            atoms.used("sine and cosine of inverse functions");
            return parts == 1 ? known.get() : half(known.get());
        }
        atoms.used("sin² + cos² = 1, by the tangent of half the angle");
        RationalFunction t = atoms.variable(new Atom.HalfTangent(unit, parts));
        RationalFunction square = in.times(t, t);
        RationalFunction below = in.plus(ONE, square);
        return new Turn(in.over(in.minus(ONE, square), below), in.over(in.plus(t, t), below));
    }

    /** Of half an angle between −π and π. */
    private Turn half(Turn whole) {
        RationalFunction cos = sqrt(in.times(in.plus(ONE, whole.cos), HALF));
        return new Turn(cos, in.over(whole.sin, in.plus(cos, cos)));
    }

    private Option<Turn> inverse(RationalFunction unit) {
        SparsePolynomial p = unit.numerator();
        if (!unit.denominator().isOne() || p.size() != 1 || p.leading().powers().degree() != 1
                || !(atoms.atom(p.variables() - 1) instanceof Atom.Opaque(String name, var x))) {
            return Option.none();
        }
        RationalFunction a = x.get(0);
        return switch (name) {
            case "arcsin" -> Option.of(new Turn(sqrt(in.minus(ONE, in.times(a, a))), a));
            case "arctan" -> {
                RationalFunction cos = in.over(ONE, sqrt(in.plus(ONE, in.times(a, a))));
                yield Option.of(new Turn(cos, in.times(a, cos)));
            }
            default -> Option.none();
        };
    }

    RationalFunction pi() {
        return atoms.variable(new Atom.Pi());
    }

    private Turn ofPi(Rational times) {
        Rational whole = times.over(Rational.of(2));
        java.math.BigInteger turns = whole.numerator().divide(whole.denominator());
        Rational rest = times.minus(Rational.of(2).times(new Rational(turns, java.math.BigInteger.ONE)));
        int q = denominator(rest);
        return turned(partOfPi(q), whole(rest.times(Rational.of(q))));
    }

    /** Cosine and sine of π/q. */
    private Turn partOfPi(int q) {
        return switch (q) {
            case 1 -> new Turn(Quotients.number(-1), RationalFunction.ZERO);
            case 2 -> new Turn(RationalFunction.ZERO, ONE);
            case 3 -> new Turn(HALF, in.times(root(3), HALF));
            case 4 -> new Turn(in.times(root(2), HALF), in.times(root(2), HALF));
            case 5 -> {
                RationalFunction cos = in.times(in.plus(ONE, root(5)), Quotients.number(1, 4));
                yield new Turn(cos, sqrt(in.minus(ONE, in.times(cos, cos))));
            }
            case 10 -> {
                RationalFunction sin = in.times(in.minus(root(5), ONE), Quotients.number(1, 4));
                yield new Turn(sqrt(in.minus(ONE, in.times(sin, sin))), sin);
            }
            case 6, 8, 12, 16, 20, 24 -> half(partOfPi(q / 2));
            default -> {
                RationalFunction t = atoms.variable(new Atom.HalfTangent(pi(), q));
                RationalFunction square = in.times(t, t);
                RationalFunction below = in.plus(ONE, square);
                yield new Turn(in.over(in.minus(ONE, square), below), in.over(in.plus(t, t), below));
            }
        };
    }

    RationalFunction root(int n) {
        return power(Quotients.number(n), Rational.of(1, 2));
    }

    // ---- functions without a rule ----

    /** Values of equal arguments are equal. */
    RationalFunction opaque(String function, RationalFunction... arguments) {
        Seq<RationalFunction> x = Array.of(arguments);
        for (int i = 0; i < atoms.size(); i++) {
            if (atoms.atom(i) instanceof Atom.Opaque(String name, var y) && name.equals(function) && y.size() == x.size()
                    && y.zip(x).forAll(p -> p._1.equals(p._2) || in.minus(p._1, p._2).isZero())) {
                return RationalFunction.variable(i);
            }
        }
        return atoms.variable(new Atom.Opaque(function, x));
    }

    /** f(−x) = −f(x). */
    RationalFunction odd(String function, RationalFunction x) {
        if (x.isZero()) {
            return x;
        }
        boolean negative = x.numerator().leading().coefficient().signum() < 0;
        if (negative) {
            atoms.used(function + " is odd");
        }
        return negative ? opaque(function, x.negate()).negate() : opaque(function, x);
    }

    /** Without the powers of variables that make no difference to whether it is 0. */
    static SparsePolynomial core(SparsePolynomial p) {
        PowerProduct common = p.commonPowers();
        return p.times(common.raised(-1)).primitive();
    }

    static List<SparsePolynomial> odd(List<Quotients.Factor> factors) {
        List<SparsePolynomial> odd = new ArrayList<>();
        for (Quotients.Factor factor : factors) {
            if (factor.exponent() % 2 != 0 && factor.of().constant().isEmpty()) {
                odd.add(factor.of());
            }
        }
        return odd;
    }
}
