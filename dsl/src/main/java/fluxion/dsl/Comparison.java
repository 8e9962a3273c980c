package fluxion.dsl;

import fluxion.core.Fn;
import fluxion.core.Tensor;
import fluxion.dsl.equality.Precise;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;

/**
 * What comparing at points found.
 *
 * @param refuted a point at which both certainly differ
 * @param points how many points were compared
 * @param common how many points were found at which both are defined
 * @param within how far apart both can be, relative to their size
 * @param oneSided points at which only one is defined
 */
record Comparison(Option<Equivalence.Refuted> refuted, int points, int common, double within, Seq<Seq<Tensor>> oneSided) {
    /** Bounds further apart than this, relative to their size, say nothing. */
    private static final double INFORMATIVE = 1e-6;
    /** How many points at which values differ by what may be rounding are looked at with more digits. */
    private static final int SUSPECTS = 3;

    /** Of a function that returns the results of both. */
    static Comparison of(Fn both) {
        Comparison found = new Comparison(Option.none(), 0, 0, 0, Array.empty()).at(Points.random(both.params()), both);
        Seq<Seq<Tensor>> extreme = Points.extreme(both.params(), both.results());
        found = found.refuted().isDefined() ? found : found.at(extreme, both);
        Seq<Seq<Tensor>> ends = Points.random(both.params()).take(8).appendAll(extreme);
        return found.refuted().isDefined() ? found : found.at(Points.turns(both.params(), both.results(), ends), both);
    }

    private Comparison at(Seq<Seq<Tensor>> candidates, Fn both) {
        int n = both.results().size() / 2;
        int known = points;
        int defined = common;
        double widest = within;
        List<Seq<Tensor>> single = new ArrayList<>(oneSided.asJava());
        List<Suspect> suspects = new ArrayList<>();
        for (Seq<Tensor> at : candidates) {
            Seq<Tensor> values = Evaluator.evaluate(both, at);
            Seq<double[]> numbers = values.map(Points::doubles);
            if (Array.range(0, n).exists(i -> oneDefined(numbers.get(i), numbers.get(n + i)))) {
                single.add(at);
            }
            int differs = different(numbers);
            defined += differs == UNDEFINED ? 0 : 1;
            if (differs < 0) {
                known += differs == SAME ? 1 : 0;
                continue;
            }
            Seq<Seq<Interval>> bounds = Enclosures.of(both.results(), both.params(), at).map(Enclosures.Bounds::intervals);
            double gap = 0;
            for (int i = 0; i < n; i++) {
                double[] a = numbers.get(i);
                double[] b = numbers.get(n + i);
                for (int k = 0; k < a.length; k++) {
                    Interval x = bounds.get(i).get(k);
                    Interval y = bounds.get(n + i).get(k);
                    if (Double.isFinite(a[k]) && Double.isFinite(b[k]) && a[k] != b[k]) {
                        if (x.apart(y) && Precise.differ(both.results(), both.params(), at).getOrElse(true)) {
                            Equivalence.Refuted here = new Equivalence.Refuted(at, values.get(i), values.get(n + i));
                            return new Comparison(Option.of(here), known, defined, widest, oneSided);
                        }
                        double size = Math.max(x.abs().high(), y.abs().high());
                        double apart = Math.max(x.high() - y.low(), y.high() - x.low()) / size;
                        gap = Double.isNaN(apart) ? Double.POSITIVE_INFINITY : Math.max(gap, apart);
                        suspects.add(new Suspect(at, values.get(i), values.get(n + i),
                                Math.abs(a[k] - b[k]) / (Math.abs(a[k]) + Math.abs(b[k]))));
                    }
                }
            }
            if (gap <= INFORMATIVE) {
                known++;
                widest = Math.max(widest, gap);
            }
        }
        Option<Equivalence.Refuted> refuted = Array.ofAll(suspects).sortBy(s -> -s.apart()).distinctBy(Suspect::at).take(SUSPECTS)
                .find(s -> Precise.differ(both.results(), both.params(), s.at()).getOrElse(false))
                .map(s -> new Equivalence.Refuted(s.at(), s.left(), s.right()));
        return new Comparison(refuted, known, defined, widest, Array.ofAll(single));
    }

    /** A point at which values differ, maybe by rounding alone. */
    private record Suspect(Seq<Tensor> at, Tensor left, Tensor right, double apart) {}

    private static final int SAME = -1;
    private static final int UNDEFINED = -2;

    /** A result in which both differ, or that all are the same, or that nowhere both are defined. */
    private static int different(Seq<double[]> numbers) {
        int n = numbers.size() / 2;
        int kind = UNDEFINED;
        for (int i = 0; i < n; i++) {
            double[] a = numbers.get(i);
            double[] b = numbers.get(n + i);
            for (int k = 0; k < a.length; k++) {
                if (Double.isFinite(a[k]) && Double.isFinite(b[k])) {
                    if (a[k] != b[k]) {
                        return i;
                    }
                    kind = SAME;
                }
            }
        }
        return kind;
    }

    private static boolean oneDefined(double[] a, double[] b) {
        for (int k = 0; k < a.length; k++) {
            if (Double.isFinite(a[k]) != Double.isFinite(b[k])) {
                return true;
            }
        }
        return false;
    }
}
