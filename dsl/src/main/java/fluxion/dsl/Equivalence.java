package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.TensorType;
import fluxion.core.Tensor;
import fluxion.core.TransformException;
import fluxion.core.op.Binary;
import fluxion.core.op.Cast;
import fluxion.core.DType;
import fluxion.core.Literal;
import fluxion.core.rewrite.Derivation;
import fluxion.ops.eval.Evaluator;
import fluxion.transforms.Simplify;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.SplittableRandom;

/**
 * Whether two functions are the same: proven by rules, refuted by a point at which they differ, or neither.
 *
 * <pre>{@code
 * equivalent(grad(x -> x.square().exp()), x -> x.times(2).times(exp(x.square())), f64());   // Proven
 * equivalent(x -> sin(x).times(2), x -> sin(x.times(2)), f64());                            // Refuted at x = …
 * }</pre>
 */
public sealed interface Equivalence {
    /**
     * Equal over the real numbers, wherever both are defined.
     *
     * @param chain how the difference of both, or each of both, became the same
     */
    record Proven(Derivation chain) implements Equivalence {
        /** The names of the rules in the chain, each once, in order of first use. */
        public Seq<String> rules() {
            return chain.steps().map(fluxion.core.rewrite.Step::rule).distinct();
        }

        @Override
        public String toString() {
            return "proven by " + (chain.steps().isEmpty() ? "being the same but for the order of operands" : rules().mkString(", "));
        }
    }

    /**
     * Different at a point.
     *
     * @param at arguments
     * @param left what the first function gives there
     * @param right what the second gives
     */
    record Refuted(Seq<Tensor> at, Tensor left, Tensor right) implements Equivalence {
        @Override
        public String toString() {
            return "refuted at (" + at.mkString(", ") + "): " + left + " and " + right;
        }
    }

    /** No rules were found that make both the same, and no point at which they differ. */
    record Undecided(int points) implements Equivalence {
        @Override
        public String toString() {
            return "undecided: equal at " + points + " points, but by no known rules";
        }
    }

    /** Whether two functions of the same parameters and results are the same. */
    static Equivalence of(Fn f, Fn g) {
        if (!f.parameterTypes().equals(g.parameterTypes()) || !f.resultTypes().equals(g.resultTypes())) {
            throw new TransformException("equivalent: both functions must take and return the same types; got " + f.parameterTypes().mkString("(", ", ", ")") + " → "
                    + f.resultTypes().mkString(", ") + " and " + g.parameterTypes().mkString("(", ", ", ")") + " → " + g.resultTypes().mkString(", "));
        }
        Seq<Expr> right = g.on(f.params().map(Expr.class::cast));
        Seq<Expr> both = Array.ofAll(f.results()).appendAll(right);
        Seq<Expr> differences = f.resultTypes().forAll(t -> t.dtype().isNumeric())
                ? f.results().zip(right).map(p -> Expr.apply(Binary.SUB, p._1, p._2)) : Array.empty();
        // first what holds everywhere; then a counterexample; then what holds where all is defined
        return proof(Simplify.without(), f, both, differences).getOrElse(() -> {
            Equivalence found = searched(f, right);
            return found instanceof Refuted ? found : proof(Simplify.assuming(), f, both, differences).getOrElse(found);
        });
    }

    private static Option<Equivalence> proof(Simplify rules, Fn f, Seq<Expr> both, Seq<Expr> differences) {
        // together, so that what they have in common is one node
        Derivation forms = rules.derive(Fn.of(f.params(), both));
        Seq<Expr> goals = forms.goal().results();
        int n = goals.size() / 2;
        if (Array.range(0, n).forAll(i -> goals.get(i) == goals.get(n + i))) {
            return Option.of(new Proven(forms));
        }
        Derivation difference = rules.derive(Fn.of(f.params(), differences));
        return Option.when(differences.nonEmpty() && difference.goal().results().forAll(Literal::isZero), () -> new Proven(difference));
    }

    private static Equivalence searched(Fn f, Seq<Expr> right) {
        int compared = 0;
        Fn both = Fn.of(f.params(), Array.ofAll(f.results()).appendAll(right));
        int n = f.results().size();
        for (int round = 0; round < 64; round++) {
            SplittableRandom random = new SplittableRandom(round);
            double scale = round % 4 == 0 ? 0.1 : round % 4 == 1 ? 1 : round % 4 == 2 ? 3 : 10;
            boolean positive = round % 8 >= 4;
            Seq<Tensor> at = f.params().map(p -> point(p.type(), random, scale, positive));
            Seq<Tensor> values = Evaluator.evaluate(both, at);
            Seq<Tensor> nudged = Evaluator.evaluate(both, at.map(t -> nudged(t)));
            for (int i = 0; i < n; i++) {
                double[] a = doubles(values.get(i));
                double[] b = doubles(values.get(n + i));
                double[] c = doubles(nudged.get(i));
                double[] d = doubles(nudged.get(n + i));
                for (int k = 0; k < a.length; k++) {
                    if (Double.isFinite(a[k]) && Double.isFinite(b[k])) {
                        compared++;
                        double eps = values.get(i).dtype() == DType.F32 ? 1e-4 : 1e-9;
                        double noise = Math.abs(a[k] - c[k]) + Math.abs(b[k] - d[k]);
                        if (Math.abs(a[k] - b[k]) > eps * (1 + Math.abs(a[k]) + Math.abs(b[k])) + 1e3 * noise) {
                            return new Refuted(at, values.get(i), values.get(n + i));
                        }
                    }
                }
            }
        }
        return new Undecided(compared);
    }

    private static Tensor point(TensorType type, SplittableRandom random, double scale, boolean positive) {
        double[] numbers = random.doubles(type.shape().size(), positive ? 0.01 * scale : -scale, scale).toArray();
        Tensor t = Tensor.of(type.shape(), numbers);
        return switch (type.dtype()) {
            case F64 -> t;
            case F32, I64, I32, BOOL -> Evaluator.evaluate((Expr) Expr.apply(new Cast(type.dtype()), t));
        };
    }

    /** A little beside: where values change a lot, rounding does. */
    private static Tensor nudged(Tensor t) {
        return t.dtype().isFloat() ? Evaluator.evaluate(t.times(t.dtype() == DType.F32 ? 1 + 1e-6 : 1 + 1e-14)) : t;
    }

    private static double[] doubles(Tensor t) {
        return Evaluator.evaluate((Expr) Expr.apply(new Cast(DType.F64), t)).doubles();
    }
}
