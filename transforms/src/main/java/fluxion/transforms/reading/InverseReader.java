package fluxion.transforms.reading;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.op.LinearAlgebra.Determinant;
import fluxion.core.op.LinearAlgebra.Inverse;
import fluxion.transforms.normal.Rational;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** Reads inverses, solutions, determinants and cofactors: a matrix is one factor, its inverse another. */
final class InverseReader {
    private final NetworkReader reader;
    private final Networks networks;
    private final boolean cofactors;

    /** @param cofactors whether cofactors are read as determinant times inverse */
    InverseReader(NetworkReader reader, Networks networks, boolean cofactors) {
        this.reader = reader;
        this.networks = networks;
        this.cofactors = cofactors;
    }

    /** The matrix in the last two axes of what is the same along all others, as one factor: its term, if there is one. */
    private Option<TensorTerm> factor(Expr node) {
        TensorSum sum = reader.in(node, false);
        int r = node.rank();
        boolean alone = sum.isSingle() && sum.terms().head().factors().size() == 1 && sum.terms().head().coefficient().isOne()
                && sum.terms().head().scalars().isEmpty() && sum.terms().head().factors().head().at().size() == 2
                && sum.terms().head().factors().head().power() == 1 && sum.terms().head().free().isDistinct()
                && sum.terms().head().factors().head().at().sorted().equals(sum.terms().head().free().drop(r - 2).sorted());
        if (alone) {
            return Option.of(sum.terms().head());
        }
        return r > 2 || sum.terms().isEmpty() ? Option.none()
                : Option.of(reader.atom(sum, Option.of(reader.reading(node))).terms().head());
    }

    Option<TensorSum> matrix(Expr of) {
        return factor(of).map(term -> TensorSum.of(of.dtype(), of.shape().dims(), inverse(term)));
    }

    private TensorTerm inverse(TensorTerm term) {
        TensorFactor f = term.factors().head();
        Expr inverse = f.of() instanceof Apply(Inverse _, var inner, _) ? inner.get(0)
                : networks.intern(Expr.apply(new Inverse(), f.of()));
        if (networks.isSymmetric(f.of())) {
            networks.symmetric(inverse);
        }
        networks.number(inverse);
        return term.withFactors(Array.of(new TensorFactor(inverse, f.at(), 1)));
    }

    Option<TensorSum> solve(Apply node, boolean transposed, boolean wide) {
        return node.input(0).rank() > 2 ? Option.none() : matrix(node.input(0)).flatMap(inverse ->
                reader.products(node, inverse, reader.in(node.input(1), wide), wide, (s, t) -> {
                    TensorTerm both = networks.joined(s, t);
                    int inner = transposed ? 0 : 1;
                    both = both.same(both.free().get(inner), both.free().get(2));
                    return networks.kept(both, Ints.range(3, both.free().size()).prepend(1 - inner));
                }));
    }

    Option<TensorSum> determinant(Expr of) {
        return of.rank() > 2 ? Option.none() : factor(of).map(term -> {
            Expr matrix = term.factors().head().of();
            boolean inverse = matrix instanceof Apply(Inverse _, _, _);
            Expr base = inverse ? ((Apply) matrix).input(0) : matrix;
            Expr det = networks.intern(Expr.apply(new Determinant(Determinant.Kind.DET), base));
            networks.number(det);
            return TensorSum.of(of.dtype(), Ints.empty(), TensorTerm.number(Rational.ONE, Ints.empty())
                    .times(det, Rational.of(inverse ? -1 : 1)));
        });
    }

    Option<TensorSum> logDeterminant(Apply node, Determinant.Kind kind) {
        return node.input(0).rank() > 2 ? Option.none() : factor(node.input(0)).map(term ->
                reader.atom(networks.intern(Expr.apply(new Determinant(kind), term.factors().head().of()))));
    }

    /** cof(A) = det(A)·(A⁻¹)ᵀ. */
    Option<TensorSum> cofactor(Apply node) {
        Expr of = node.input(0);
        return !cofactors || of.rank() > 2 ? Option.none() : matrix(of).flatMap(inverse ->
                determinant(of).map(det -> reader.single(inverse.turned(), Rational.ONE, det.terms().head().scalars())));
    }

    /** The derivative of cof(A) along T, det(A)·(tr(A⁻¹·T)·(A⁻¹)ᵀ − (A⁻¹·T·A⁻¹)ᵀ). */
    Option<TensorSum> cofactorTangent(Apply node, boolean wide) {
        int r = node.rank();
        Option<TensorTerm> matrix = cofactors ? factor(node.input(0)) : Option.none();
        if (matrix.isEmpty()) {
            return Option.none();
        }
        Expr base = matrix.get().factors().head().of();
        Expr det = networks.intern(Expr.apply(new Determinant(Determinant.Kind.DET), base));
        networks.number(det);
        TensorTerm inverse = inverse(matrix.get()).withFree(matrix.get().free().drop(r - 2));
        Ints batch = Ints.range(0, r - 2);
        Seq<TensorTerm> terms = Array.empty();
        for (TensorTerm t : reader.in(node.input(1), wide).terms()) {
            TensorTerm both = networks.joined(t, inverse).times(det, Rational.ONE);
            // T is t[…, r−2, r−1], the inverse [r, r+1]
            TensorTerm trace = both.same(both.free().get(r - 2), both.free().get(r + 1));
            trace = networks.joined(networks.kept(trace.same(trace.free().get(r - 1), trace.free().get(r)), batch), inverse);
            TensorTerm left = both.same(both.free().get(r - 2), both.free().get(r + 1));
            TensorTerm right = networks.joined(networks.kept(left, batch.append(r).append(r - 1)), inverse);
            right = right.same(right.free().get(r - 1), right.free().get(r));
            terms = terms.append(trace.withFree(trace.free().select(batch.append(r - 1).append(r - 2))))
                    .append(networks.kept(right, batch.append(r + 1).append(r - 2)).times(Rational.of(-1)));
        }
        return Option.of(new TensorSum(node.dtype(), node.shape().dims(), terms));
    }
}
