package fluxion.transforms.algebra;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.op.Unary;
import fluxion.transforms.algebra.Polynomial.Term;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.LinkedHashMap;
import java.util.Map;

/** Identities between atoms that make terms of a sum one: sin² + cos² = 1, cosh² − sinh² = 1. */
final class Identities {
    private Identities() {}

    static Polynomial applied(Polynomial sum, PolynomialReader reading) {
        Polynomial p = cancelled(sum, reading);
        if (!p.terms().exists(t -> t.monomial().exists(f -> isSine(reading.atom(f / 2))))) {
            return p;
        }
        Map<Monomial, Coefficient> terms = new LinkedHashMap<>();
        p.terms().forEach(t -> terms.put(t.monomial(), t.coefficient()));
        boolean changed = false;
        for (Term term : p.terms()) {
            for (int i = 0; i < term.monomial().size(); i++) {
                int factor = term.monomial().factor(i);
                if (factor % 2 == 0 && term.monomial().powerOf(factor) >= 2
                        && reading.atom(factor / 2) instanceof Apply(Unary op, var inputs, _)
                        && (op == Unary.SIN || op == Unary.SINH)) {
                    changed |= pair(terms, term.monomial(), factor, op, inputs.get(0), reading);
                }
            }
        }
        if (!changed) {
            return p;
        }
        Seq<Term> left = Array.ofAll(terms.entrySet()).map(e -> new Term(e.getValue(), e.getKey()));
        return Polynomial.of(left);
    }

    private static boolean isSine(Expr atom) {
        return atom instanceof Apply apply && (apply.op() == Unary.SIN || apply.op() == Unary.SINH);
    }

    /** x/x is 1 beside 1/x or ln x, which are not defined at 0 either. */
    private static Polynomial cancelled(Polynomial p, PolynomialReader reading) {
        if (p.size() < 2) {
            return p;
        }
        boolean[] changed = {false};
        Seq<Term> terms = p.terms().map(t -> {
            Monomial m = t.monomial();
            for (int i = 0; i < t.monomial().size(); i++) {
                int up = t.monomial().factor(i);
                int over = m.powerOf(up);
                int under = m.powerOf(up + 1);
                if (up % 2 == 0 && over >= under && under > 0
                        && p.terms().exists(other -> other != t && hasPole(other.monomial(), up, reading))) {
                    m = m.with(up, over - under).with(up + 1, 0);
                    changed[0] = true;
                }
            }
            return new Term(t.coefficient(), m);
        });
        return changed[0] ? Polynomial.of(terms) : p;
    }

    private static boolean hasPole(Monomial m, int up, PolynomialReader reading) {
        return m.powerOf(up + 1) > 0 && m.powerOf(up) == 0
                || m.exists(f -> f % 2 == 0 && reading.atom(f / 2) instanceof Apply(Unary op, var inputs, _) && op == Unary.LOG
                        && inputs.get(0) == reading.atom(up / 2));
    }

    private static boolean pair(Map<Monomial, Coefficient> terms, Monomial sine, int factor, Unary op, Expr angle,
            PolynomialReader reading) {
        Monomial rest = sine.with(factor, sine.powerOf(factor) - 2);
        Coefficient c = terms.get(sine);
        for (Monomial other : Array.ofAll(terms.keySet())) {
            for (int i = 0; i < other.size(); i++) {
                int f = other.factor(i);
                if (c != null && f % 2 == 0 && other.powerOf(f) >= 2
                        && reading.atom(f / 2) instanceof Apply(Unary with, var inputs, _)
                        && inputs.get(0) == angle && with == (op == Unary.SIN ? Unary.COS : Unary.COSH)
                        && other.with(f, other.powerOf(f) - 2).equals(rest)) {
                    Coefficient d = terms.get(other);
                    if (op == Unary.SIN ? c.equals(d) : c.equals(d.negate())) {
                        terms.remove(sine);
                        terms.remove(other);
                        terms.merge(rest, d, Coefficient::plus);
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
