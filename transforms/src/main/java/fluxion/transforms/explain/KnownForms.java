package fluxion.transforms.explain;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.op.Compare;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Eye;
import fluxion.core.op.Power;
import fluxion.core.op.Reduce;
import fluxion.core.op.Select;
import fluxion.core.op.Unary;
import io.vavr.collection.Array;
import io.vavr.control.Option;

/** Several operations that a reader sees as one function, with a derivative of its own. */
sealed interface KnownForms {
    /** What the function is of. */
    Expr of();

    /** What d(of) is multiplied with, element by element, before all is added. */
    Expr factor();

    /** What a textbook calls the derivative. */
    DerivativeNames names();

    /** ‖u‖: the root of the sum of squares, whose derivative at 0 is taken as 0. */
    record Norm(Expr of, Expr norm) implements KnownForms {
        @Override
        public Expr factor() {
            return of.div(norm.broadcastTo(of.shape()));
        }

        @Override
        public DerivativeNames names() {
            return new DerivativeNames("norm", of.rank() == 1 ? "d(‖u‖) = uᵀ·du/‖u‖" : "d(‖u‖) = ⟨u, du⟩/‖u‖", "where u ≠ 0",
                    "‖u‖ is the root of Σ u²; taken as 0 at 0");
        }
    }

    /** ‖u‖², whose derivative needs no root. */
    record SquaredNorm(Expr of) implements KnownForms {
        @Override
        public Expr factor() {
            return of.times(2);
        }

        @Override
        public DerivativeNames names() {
            return new DerivativeNames("squared norm", of.rank() == 1 ? "d(‖u‖²) = 2·uᵀ·du" : "d(‖u‖²) = 2·⟨u, du⟩", "everywhere",
                    "‖u‖² is Σ u²");
        }
    }

    /** √u with a derivative of 0 where u is 0. */
    record GuardedRoot(Expr of, Expr root) implements KnownForms {
        @Override
        public Expr factor() {
            return root.times(2).reciprocal();
        }

        @Override
        public DerivativeNames names() {
            return new DerivativeNames("chain rule, sqrt", "d(√u) = du/(2·√u)", "where u > 0", "taken as 0 at 0");
        }
    }

    /** tr A: the sum of the diagonal. */
    record Trace(Expr of) implements KnownForms {
        @Override
        public Expr factor() {
            return Apply.of(new Eye(of.tensorType().dtype(), of.shape().dim(0), of.shape().dim(1), 0), Array.empty());
        }

        @Override
        public DerivativeNames names() {
            return new DerivativeNames("trace", "d(tr A) = tr(dA)", "everywhere", "the trace is linear");
        }
    }

    /** The differential: d(of) times the factor, added up. */
    default Expr times(Expr d) {
        Ints all = Ints.range(0, d.rank());
        return switch (this) {
            case Norm(Expr of, Expr norm) -> of.contract(d, Ints.empty(), Ints.empty(), all, all).div(norm);
            case SquaredNorm(Expr of) -> of.contract(d, Ints.empty(), Ints.empty(), all, all).times(2);
            case GuardedRoot(_, Expr root) -> d.div(root.times(2));
            case Trace _ -> d.trace();
        };
    }

    /** The form that an expression has, if it is known. */
    static Option<KnownForms> at(Expr e) {
        Option<Expr> square = e instanceof Apply(Power(int n), var of, _) && n == 2 ? Option.of(of.get(0)) : Option.none();
        return square.flatMap(KnownForms::root).flatMap(root -> squares(root.input(0))).<KnownForms>map(SquaredNorm::new)
                .orElse(() -> root(e).map(root -> squares(root.input(0)).<KnownForms>map(u -> new Norm(u, e))
                        .getOrElse(() -> new GuardedRoot(root.input(0), e))))
                .orElse(() -> e instanceof Apply(Reduce(var kind, _), var of, _) && kind == Reduce.Kind.SUM && e.rank() == 0
                        && of.get(0) instanceof Apply(Diagonal _, var matrix, _) && matrix.get(0).rank() == 2
                        && matrix.get(0).shape().dim(0) == matrix.get(0).shape().dim(1)
                        ? Option.<KnownForms>of(new Trace(matrix.get(0))) : Option.none());
    }

    /** √s in {√s if √s ≠ 0; 0 otherwise}. */
    private static Option<Apply> root(Expr e) {
        return e instanceof Apply(Select _, var parts, _) && parts.get(0) instanceof Apply test && test.op() == Compare.NE
                && parts.get(1) instanceof Apply root && root.op() == Unary.SQRT && test.input(0) == root
                && isZero(test.input(1)) && isZero(parts.get(2)) ? Option.of(root) : Option.none();
    }

    private static boolean isZero(Expr e) {
        return Literal.value(e).exists(v -> v == 0);
    }

    /** u in Σ u² over all elements. */
    private static Option<Expr> squares(Expr e) {
        return e instanceof Apply(Reduce(var kind, _), var of, _) && kind == Reduce.Kind.SUM && e.rank() == 0
                && of.get(0).rank() > 0 && of.get(0) instanceof Apply(Power(int n), var x, _) && n == 2
                ? Option.of(x.get(0)) : Option.none();
    }
}
