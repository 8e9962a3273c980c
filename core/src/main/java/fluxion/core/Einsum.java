package fluxion.core;

import io.vavr.collection.Array;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * Einstein's summation: {@code einsum("ij,jk->ik", a, b)} is {@code y[i, k] = Σⱼ a[i, j]·b[j, k]}.
 *
 * <p>Each letter names an axis; operands are separated by commas; letters that are not in the result are summed over. A
 * letter twice in one operand takes its diagonal. Without {@code ->} the result has the letters that occur once, in
 * alphabetical order. {@code ...} stands for any further axes, aligned from the last and broadcast (missing ones and those of
 * length one repeated); they come first in a result that is not written out. Blanks do not count. Dtypes are promoted.
 *
 * <p>More than two operands are contracted in pairs, the pair first whose product saves most elements.
 */
public final class Einsum {
    private final String equation;
    private final Seq<Expr> operands;

    private Einsum(String equation, Seq<Expr> operands) {
        this.equation = equation;
        this.operands = operands;
    }

    /**
     * The sum of products that an equation says.
     *
     * @throws ShapeException where the equation is malformed or does not fit the operands
     */
    public static Expr of(String equation, Expr... operands) {
        Given.arguments("of", equation, operands);
        return of(equation, Array.of(operands));
    }

    /** The sum of products that an equation says. */
    public static Expr of(String equation, Seq<? extends Expr> operands) {
        Given.arguments("of", equation, operands);
        return new Einsum(equation, Seq.narrow(operands)).build();
    }

    /** A factor: its axes' labels are letters, or −1, −2, … for the axes of an ellipsis counted from the last. */
    private record Term(Expr value, Ints labels) {
        double size() {
            return value.shape().size();
        }

        /** The sum over the labels that nothing else needs. */
        Term without(Ints unneeded) {
            Ints axes = Ints.range(0, labels.size()).filter(i -> unneeded.contains(labels.get(i)));
            return axes.isEmpty() ? this : new Term(value.sum(axes.toArray()), labels.without(axes));
        }

        /** The axes in the order of the given labels, which are its own. */
        Expr ordered(Ints order) {
            Ints axes = order.map(labels::indexOf);
            return axes.isIdentity() ? value : value.permute(axes.toArray());
        }

        Ints axesOf(Ints some) {
            return some.map(labels::indexOf);
        }
    }

    private Expr build() {
        String text = equation.replace(" ", "");
        int arrow = text.indexOf("->");
        String inputs = arrow < 0 ? text : text.substring(0, arrow);
        Array<String> subscripts = Array.of(inputs.split(",", -1));
        if (subscripts.size() != operands.size()) {
            throw error("names " + count(subscripts.size(), "operand") + "; got " + operands.size());
        }
        Seq<Ints> labels = subscripts.zipWithIndex((s, i) -> labels(s, i, operands.get(i).rank()));
        Map<Integer, Integer> sizes = sizes(labels);
        Ints result = arrow < 0 ? implied(labels) : result(text.substring(arrow + 2), labels);
        Option<DType> dtype = operands.map(Expr::dtype).reduceOption(DType::promote);
        Seq<Term> terms = operands.zip(labels)
                .map(t -> unstretched(diagonals(new Term(t._1.cast(dtype.getOrElse(t._1.dtype())), t._2)), sizes));
        return contracted(terms, result).ordered(result);
    }

    /** The labels of one operand's axes. */
    private Ints labels(String subscript, int operand, int rank) {
        int dots = subscript.indexOf("...");
        Ints before = letters(dots < 0 ? subscript : subscript.substring(0, dots));
        Ints after = dots < 0 ? Ints.empty() : letters(subscript.substring(dots + 3));
        int rest = rank - before.size() - after.size();
        if (dots < 0 ? rest != 0 : rest < 0) {
            throw error("names " + (dots < 0 ? "" : "at least ") + count(before.size() + after.size(), "axis") + " of operand "
                    + operand
                    + "; got " + operands.get(operand).type());
        }
        return before.concat(Ints.tabulate(rest, i -> i - rest)).concat(after);
    }

    private Ints letters(String text) {
        Ints letters = Ints.of(text.chars().toArray());
        if (!letters.forAll(c -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z')) {
            throw error("must consist of letters, commas, at most one '...' for each operand and one '->'; got '" + text + "'");
        }
        return letters;
    }

    /** Every label's length; only those of an ellipsis may be 1 in one operand and longer in another. */
    private Map<Integer, Integer> sizes(Seq<Ints> labels) {
        Map<Integer, Integer> sizes = HashMap.empty();
        Map<Integer, Integer> owner = HashMap.empty();
        for (int operand = 0; operand < labels.size(); operand++) {
            Ints names = labels.get(operand);
            for (int axis = 0; axis < names.size(); axis++) {
                int label = names.get(axis);
                int n = operands.get(operand).shape().dim(axis);
                int known = sizes.getOrElse(label, n);
                if (n != known && (label >= 0 || n != 1 && known != 1)) {
                    throw error((label >= 0 ? "'" + (char) label + "' must have one length" : "the axes of '...' must broadcast")
                            + "; got " + n + " in operand " + operand + " " + operands.get(operand).type() + " and " + known
                            + " in operand " + owner.get(label).get() + " " + operands.get(owner.get(label).get()).type());
                }
                if (!sizes.containsKey(label) || known == 1) {
                    sizes = sizes.put(label, n);
                    owner = owner.put(label, operand);
                }
            }
        }
        return sizes;
    }

    /** The result's labels where the equation does not say: the ellipsis, then the letters that occur once, sorted. */
    private static Ints implied(Seq<Ints> labels) {
        Ints all = labels.foldLeft(Ints.empty(), Ints::concat);
        Ints once = all.filter(c -> c >= 0 && all.filter(d -> d == c).size() == 1).sorted();
        return ellipsis(all).concat(once);
    }

    private static Ints ellipsis(Ints all) {
        return Ints.of(all.stream().filter(c -> c < 0).distinct().sorted().toArray());
    }

    private Ints result(String subscript, Seq<Ints> labels) {
        Ints all = labels.foldLeft(Ints.empty(), Ints::concat);
        int dots = subscript.indexOf("...");
        Ints batch = ellipsis(all);
        if (dots < 0 && !batch.isEmpty()) {
            throw error("must have '...' in the result too, its axes are never summed; got '" + subscript + "'");
        }
        Ints before = letters(dots < 0 ? subscript : subscript.substring(0, dots));
        Ints letters = before.concat(dots < 0 ? Ints.empty() : letters(subscript.substring(dots + 3)));
        if (!letters.isDistinct() || !letters.forAll(all::contains)) {
            throw error("the result's letters must be distinct and be those of operands; got '" + subscript + "'");
        }
        return before.concat(batch).concat(letters.drop(before.size()));
    }

    /** With one axis for each label: repeated ones become a diagonal. */
    private Term diagonals(Term term) {
        Term result = term;
        for (int i = 0; i < result.labels().size(); ) {
            int label = result.labels().get(i);
            int twin = i + 1 + result.labels().drop(i + 1).indexOf(label);
            if (twin == i) {
                i++;
            } else {
                result = new Term(result.value().diagonal(0, i, twin), result.labels().without(Ints.of(i, twin)).append(label));
            }
        }
        return result;
    }

    /** Without the ellipsis axes of length one that others stretch: having no such axis is the same. */
    private static Term unstretched(Term term, Map<Integer, Integer> sizes) {
        Ints gone = Ints.range(0, term.labels().size())
                .filter(i -> term.value().shape().dim(i) != sizes.get(term.labels().get(i)).get());
        return gone.isEmpty() ? term : new Term(term.value().squeeze(gone.toArray()), term.labels().without(gone));
    }

    private static Term contracted(Seq<Term> factors, Ints result) {
        Seq<Term> terms =
                factors.zipWithIndex((t, i) -> t.without(t.labels().filter(c -> !needed(c, factors.removeAt(i), result))));
        while (terms.size() > 1) {
            int left = 0;
            int right = 1;
            double best = Double.POSITIVE_INFINITY;
            for (int i = 0; terms.size() > 2 && i < terms.size(); i++) {
                for (int j = i + 1; j < terms.size(); j++) {
                    double growth = growth(terms.get(i), terms.get(j), terms.removeAt(j).removeAt(i), result);
                    if (growth < best) {
                        best = growth;
                        left = i;
                        right = j;
                    }
                }
            }
            Seq<Term> others = terms.removeAt(right).removeAt(left);
            terms = others.insert(left, product(terms.get(left), terms.get(right), others, result));
        }
        return terms.get(0);
    }

    private static boolean needed(int label, Seq<Term> others, Ints result) {
        return result.contains(label) || others.exists(t -> t.labels().contains(label));
    }

    /** How many elements more there are after the product of two factors. */
    private static double growth(Term left, Term right, Seq<Term> others, Ints result) {
        double size = 1;
        for (int label : left.labels()) {
            if (!right.labels().contains(label) || needed(label, others, result)) {
                size *= left.value().shape().dim(left.labels().indexOf(label));
            }
        }
        for (int label : right.labels()) {
            size *= left.labels().contains(label) ? 1 : right.value().shape().dim(right.labels().indexOf(label));
        }
        return size - left.size() - right.size();
    }

    private static Term product(Term left, Term right, Seq<Term> others, Ints result) {
        Ints shared = left.labels().filter(right.labels()::contains);
        Ints batch = shared.filter(c -> needed(c, others, result));
        Ints summed = shared.filter(c -> !batch.contains(c));
        Ints leftFree = left.labels().filter(c -> !shared.contains(c));
        Ints rightFree = right.labels().filter(c -> !shared.contains(c));
        if (summed.isEmpty() && rightFree.isEmpty()) {
            return scaled(left, right);
        }
        if (summed.isEmpty() && leftFree.isEmpty()) {
            return scaled(right, left);
        }
        Expr value = left.value().contract(right.value(), left.axesOf(batch), right.axesOf(batch), left.axesOf(summed),
                right.axesOf(summed));
        return new Term(value, batch.concat(leftFree).concat(rightFree));
    }

    /** A product that sums nothing and whose second factor has no axis of its own: elementwise. */
    private static Term scaled(Term term, Term factor) {
        Ints common = term.labels().filter(factor.labels()::contains);
        Ints missing = Ints.range(0, term.labels().size()).filter(i -> !common.contains(term.labels().get(i)));
        return new Term(term.value().times(factor.ordered(common).expandDims(missing.toArray())), term.labels());
    }

    private static String count(int n, String noun) {
        return n + " " + (n == 1 ? noun : noun.equals("axis") ? "axes" : noun + "s");
    }

    private ShapeException error(String message) {
        return new ShapeException("einsum: \"" + equation + "\" " + message);
    }
}
