package fluxion.transforms.reading;

import static fluxion.transforms.reading.Indeterminates.UNIT;

import fluxion.core.op.Unary;
import fluxion.transforms.normal.PowerProduct;
import fluxion.transforms.normal.Rational;
import fluxion.transforms.normal.SparsePolynomial;
import fluxion.transforms.normal.SparsePolynomial.Monomial;
import fluxion.transforms.reading.Indeterminate.Exponential;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Exponentials of what depends on the exponents met before, as products of powers of those: e^(x+y) where e^x and e^y are
 * there, and e^(a·ln u) is u^a for a number a.
 */
final class Exponentials {
    private static final int MOST = 12;
    private static final int TERMS = 30;
    private final Indeterminates table;
    private final ScalarFractions fractions;
    private final Map<SparsePolynomial, Monomial> known = new HashMap<>();
    private final List<Basis> basis = new ArrayList<>();

    /** A power of e, or what a logarithm is of, and its logarithm multiplied out. */
    private record Basis(Monomial power, SparsePolynomial logarithm) {}

    Exponentials(Indeterminates table, ScalarFractions fractions) {
        this.table = table;
        this.fractions = fractions;
    }

    /** e to a power that is not 0. */
    Monomial of(SparsePolynomial exponent) {
        return known.computeIfAbsent(exponent, this::read);
    }

    private Monomial read(SparsePolynomial exponent) {
        boolean whole = exponent.content().times(Rational.of(UNIT)).whole().isDefined();
        Rational number = whole ? exponent.content() : Rational.ONE;
        SparsePolynomial plain = exponent.times(number.inverse());
        Exponential own = new Exponential(plain);
        if (!table.knows(own)) {
            Option<SparsePolynomial> full = fractions.expanded(plain).filter(e -> e.size() <= TERMS);
            Option<Monomial> others = full.flatMap(e -> depending(e, number));
            if (others.isDefined()) {
                return table.settled(others.get());
            }
            if (basis.size() < MOST) {
                full.forEach(e -> basis.add(new Basis(table.power(own, UNIT), e)));
            }
        }
        return table.power(own, number.times(Rational.of(UNIT)).whole().get());
    }

    private Option<Monomial> depending(SparsePolynomial logarithm, Rational number) {
        List<Basis> all = new ArrayList<>(basis);
        for (Monomial term : logarithm.terms()) {
            logarithms(term, all);
        }
        basis.forEach(b -> b.logarithm.terms().forEach(term -> logarithms(term, all)));
        return solved(Array.ofAll(all).map(Basis::logarithm), logarithm).flatMap(factors -> {
            Monomial product = new Monomial(Rational.ONE, PowerProduct.ONE);
            for (int i = 0; i < factors.size(); i++) {
                Option<Integer> e = factors.get(i).times(number).times(Rational.of(UNIT)).whole();
                Monomial power = all.get(i).power;
                if (e.isEmpty() || !power.coefficient().isOne() && e.get() % UNIT != 0) {
                    return Option.none();
                }
                int units = e.get();
                if (power.powers().exponents().stream().anyMatch(k -> (long) k * units % UNIT != 0)) {
                    return Option.none();
                }
                product = product.times(new Monomial(power.coefficient().raised(units / UNIT),
                        power.powers().map(k -> power.powers().exponent(k) * units / UNIT)));
            }
            return Option.of(product);
        });
    }

    private void logarithms(Monomial term, List<Basis> all) {
        for (int i = 0; i < term.powers().size(); i++) {
            if (term.powers().exponent(i) == UNIT && term.powers().with(i, 0).isOne() && table.is(i, Unary.LOG)) {
                SparsePolynomial logarithm = SparsePolynomial.of(Rational.ONE, PowerProduct.of(i, UNIT));
                if (all.stream().noneMatch(b -> b.logarithm.equals(logarithm))) {
                    table.argument(i).filter(u -> u.coefficient().signum() > 0)
                            .forEach(u -> all.add(new Basis(u, logarithm)));
                }
            }
        }
    }

    /** The numbers with which the vectors add up to the sum; none where they do not. */
    private static Option<Seq<Rational>> solved(Seq<SparsePolynomial> vectors, SparsePolynomial sum) {
        int n = vectors.size();
        List<List<Rational>> rows = new ArrayList<>();
        Seq<PowerProduct> monomials = vectors.append(sum).flatMap(v -> v.terms().map(Monomial::powers)).distinct();
        for (PowerProduct m : monomials) {
            rows.add(new ArrayList<>(vectors.append(sum).map(v -> v.terms().find(t -> t.powers().equals(m))
                    .map(Monomial::coefficient).getOrElse(Rational.ZERO)).asJava()));
        }
        List<Integer> pivots = new ArrayList<>();
        int row = 0;
        for (int column = 0; column < n && row < rows.size(); column++) {
            int c = column;
            int r = row;
            int pivot = IntStream.range(row, rows.size()).filter(i -> !rows.get(i).get(c).isZero())
                    .findFirst().orElse(-1);
            if (pivot < 0) {
                continue;
            }
            Collections.swap(rows, row, pivot);
            Rational lead = rows.get(row).get(c);
            rows.get(row).replaceAll(v -> v.over(lead));
            for (int i = 0; i < rows.size(); i++) {
                Rational factor = rows.get(i).get(c);
                if (i != r && !factor.isZero()) {
                    for (int k = 0; k <= n; k++) {
                        rows.get(i).set(k, rows.get(i).get(k).minus(factor.times(rows.get(r).get(k))));
                    }
                }
            }
            pivots.add(column);
            row++;
        }
        int rank = row;
        if (IntStream.range(rank, rows.size()).anyMatch(i -> !rows.get(i).get(n).isZero())) {
            return Option.none();
        }
        return Option.of(Array.range(0, n).map(i -> pivots.contains(i) ? rows.get(pivots.indexOf(i)).get(n) : Rational.ZERO));
    }
}
