package fluxion.dsl.equality;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.core.op.Unary;
import fluxion.transforms.normal.PowerProduct;
import fluxion.transforms.normal.Rational;
import fluxion.transforms.normal.RationalFunction;
import fluxion.transforms.normal.SparsePolynomial;
import io.vavr.control.Option;

/** Normal forms of numbers as expressions, so that a proof can show what both sides are equal to. */
final class FormWriter {
    /** Larger forms are no help to a reader. */
    private static final int TERMS = 24;
    /** Whole numbers that doubles hold. */
    private static final int BITS = 53;
    private final AtomTable atoms;

    FormWriter(AtomTable atoms) {
        this.atoms = atoms;
    }

    /** The quotient; none where it is large, or has a part that is no function of numbers by itself. */
    Option<Expr> of(RationalFunction form) {
        return of(form.numerator()).flatMap(over -> form.denominator().isOne() ? Option.of(over)
                : of(form.denominator()).map(over::div));
    }

    private Option<Expr> of(SparsePolynomial p) {
        if (p.size() > TERMS || p.terms().exists(t -> t.coefficient().bits() > BITS)) {
            return Option.none();
        }
        Option<Expr> sum = Option.of(null);
        for (SparsePolynomial.Monomial term : p.terms()) {
            Option<Expr> size = term(term);
            if (size.isEmpty()) {
                return Option.none();
            }
            boolean negative = term.coefficient().signum() < 0;
            sum = Option.of(sum.map(s -> negative ? s.minus(size.get()) : s.plus(size.get()))
                    .getOrElse(() -> negative ? size.get().neg() : size.get()));
        }
        return sum.orElse(() -> Option.of(Tensor.of(0.0)));
    }

    /** Without its sign. */
    private Option<Expr> term(SparsePolynomial.Monomial term) {
        Rational size = term.coefficient().abs();
        Option<Expr> product = powers(term.powers());
        boolean plain = term.powers().isOne();
        return product.map(x -> {
            Expr scaled = size.numerator().bitLength() == 1 && !plain ? x
                    : plain ? number(size.numerator().doubleValue()) : number(size.numerator().doubleValue()).times(x);
            return size.isWhole() ? scaled : scaled.div(number(size.denominator().doubleValue()));
        });
    }

    private Option<Expr> powers(PowerProduct powers) {
        Option<Expr> product = Option.of(Tensor.of(1.0));
        boolean first = true;
        for (int i = 0; i < powers.size() && product.isDefined(); i++) {
            int exponent = powers.exponent(i);
            if (exponent != 0) {
                Option<Expr> factor = of(atoms.atom(i)).map(x -> exponent == 1 ? x : x.pow(exponent));
                product = first ? factor : product.flatMap(p -> factor.map(p::times));
                first = false;
            }
        }
        return product;
    }

    private static Expr number(double value) {
        return Tensor.of(value);
    }

    private Option<Expr> of(Atom atom) {
        return switch (atom) {
            case Atom.Parameter(var v, int _) when v.rank() == 0 -> Option.of(v);
            case Atom.Parameter _ -> Option.none();
            case Atom.Pi _ -> Option.of(number(Math.PI));
            case Atom.Exponential(var unit, int parts) -> of(unit).map(x -> (parts == 1 ? x : x.div(number(parts))).exp());
            case Atom.HalfTangent(var unit, int parts) -> of(unit).map(x -> x.div(number(2 * parts)).tan());
            case Atom.Radical(var under, int index) -> of(under).map(x -> index == 2 ? x.abs().sqrt()
                    : index == 3 ? x.abs().cbrt() : x.abs().pow(1.0 / index));
            case Atom.Logarithm(var of) -> of(of).map(x -> x.abs().log());
            case Atom.Opaque(String function, var arguments) -> Unary.named(function).filter(_ -> arguments.size() == 1)
                    .flatMap(op -> of(arguments.head()).map(x -> Expr.apply(op, x)));
        };
    }
}
