package fluxion.dsl.equality;

import fluxion.transforms.normal.PolynomialGcd;
import fluxion.transforms.normal.RationalFunction;
import fluxion.transforms.normal.SparsePolynomial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The variables of one comparison and how finely units are divided. What is learned on the way (a unit has to be divided more
 * finely, factors have a factor in common) asks to begin anew with it.
 */
final class AtomTable {
    /** What was learned makes what was computed useless. */
    static final class Anew extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Anew() {
            super(null, null, false, false);
        }
    }

    private static final int FINEST = 120;
    private final List<Atom> atoms = new ArrayList<>();
    private final Map<Atom, Integer> places = new HashMap<>();
    private final Map<Object, Integer> parts = new HashMap<>();
    private final List<SparsePolynomial> basis = new ArrayList<>();
    private final Set<SparsePolynomial> positive = new HashSet<>();
    private final Set<String> rules = new LinkedHashSet<>();

    int place(Atom atom) {
        Integer known = places.get(atom);
        if (known != null) {
            return known;
        }
        if (atoms.size() >= FINEST) {
            throw new BeyondReach("more than " + FINEST + " different functions");
        }
        atoms.add(atom);
        places.put(atom, atoms.size() - 1);
        return atoms.size() - 1;
    }

    Atom atom(int place) {
        return atoms.get(place);
    }

    int size() {
        return atoms.size();
    }

    RationalFunction variable(Atom atom) {
        return RationalFunction.variable(place(atom));
    }

    /** Into how many parts a unit is divided so that there are whole numbers of parts of 1/denominator. */
    int parts(Object unit, int denominator) {
        int known = parts.getOrDefault(unit, 1);
        if (known % denominator == 0) {
            return known;
        }
        int finer = known / gcd(known, denominator) * denominator;
        if (finer > FINEST) {
            throw new BeyondReach("parts finer than 1/" + FINEST);
        }
        parts.put(unit, finer);
        throw new Anew();
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** Holds wherever it is defined. */
    void positive(SparsePolynomial p) {
        positive.add(p);
    }

    boolean isPositive(SparsePolynomial p) {
        return positive.contains(p);
    }

    void used(String rule) {
        rules.add(rule);
    }

    Set<String> rules() {
        return rules;
    }

    /** Splits a primitive polynomial of several terms into factors that have no factor in common with those of others. */
    List<SparsePolynomial> factors(SparsePolynomial p) {
        List<SparsePolynomial> found = new ArrayList<>();
        SparsePolynomial rest = p;
        for (int i = 0; i < basis.size() && rest.size() > 1; i++) {
            SparsePolynomial known = basis.get(i);
            SparsePolynomial common = PolynomialGcd.of(rest, known)
                    .getOrElseThrow(() -> new BeyondReach("common divisors of large polynomials"));
            if (common.size() > 1) {
                if (!common.equals(known)) {
                    basis.set(i, common);
                    basis.add(known.divideExact(common).get().primitive());
                    throw new Anew();
                }
                found.add(known);
                rest = rest.divideExact(common).get().primitive();
                i--;
            }
        }
        if (rest.size() > 1) {
            basis.add(rest);
            found.add(rest);
        }
        return found;
    }
}
