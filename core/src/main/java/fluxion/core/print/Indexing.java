package fluxion.core.print;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.op.Diag;
import fluxion.core.op.Dot;
import fluxion.core.op.Reshape;
import fluxion.core.print.Notation.Constant;
import fluxion.core.print.Notation.Indices;
import fluxion.core.print.Notation.Transposed;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.stream.IntStream;

/** Products of tensors that are no products of matrices, by their indices: {@code (Σⱼ Aᵢⱼ·Bⱼₖₗ)ᵢₖₗ}. */
final class Indexing {
    /** Characters from here on are indices of inner sums, until all are named. */
    private static final int FRESH = 0xE000;
    private static final String LETTERS = "ijklmnoprstuv";

    private Indexing() {}

    static Reading of(Dot op, Bare bare, Apply apply) {
        return of(op, bare, apply, Ints.range(0, apply.rank()));
    }

    /** The product with its axes in the given order. */
    static Reading of(Dot op, Bare bare, Apply apply, Ints order) {
        int m = apply.input(0).rank();
        int n = apply.input(1).rank();
        char[] left = new char[m];
        char[] right = new char[n];
        int next = 0;
        for (int i = 0; i < m; i++) {
            left[i] = letter(next++);
            int batch = op.leftBatch().indexOf(i);
            int sum = op.leftContract().indexOf(i);
            if (batch >= 0) {
                right[op.rightBatch().get(batch)] = left[i];
            }
            if (sum >= 0) {
                right[op.rightContract().get(sum)] = left[i];
            }
        }
        for (int axis : op.rightFree(n)) {
            right[axis] = letter(next++);
        }
        StringBuilder result = new StringBuilder();
        op.leftBatch().forEach(i -> result.append(left[i]));
        op.leftFree(m).forEach(i -> result.append(left[i]));
        op.rightFree(n).forEach(i -> result.append(right[i]));
        StringBuilder summed = new StringBuilder();
        op.leftContract().forEach(i -> summed.append(left[i]));
        StringBuilder ordered = new StringBuilder();
        order.forEach(i -> ordered.append(result.charAt(i)));
        return Reading.of(bare.plain(apply.input(0)), bare.plain(apply.input(1)), (a, b) -> Algebra.signed(a, b, (x, y) ->
                joined(ordered.toString(), summed.toString(), Array.of(x, y), Array.of(new String(left), new String(right)))));
    }

    /** One product of all factors, those of factors that are such products themselves in their places; sums all in front. */
    private static Indices joined(String free, String summed, Seq<Notation> factors, Seq<String> indices) {
        Seq<Notation> all = Array.empty();
        Seq<String> letters = Array.empty();
        String sums = summed;
        int next = FRESH;
        for (int i = 0; i < factors.size(); i++) {
            if (factors.get(i) instanceof Indices(String inner, String bound, var parts, var places) && !inner.isEmpty()) {
                String from = inner + bound;
                String fresh = IntStream.range(next, next + bound.length()).mapToObj(Character::toString).reduce("", String::concat);
                next += bound.length();
                String to = indices.get(i) + fresh;
                sums += fresh;
                all = all.appendAll(parts);
                letters = letters.appendAll(places.map(place -> replaced(place, from, to)));
            } else {
                all = all.append(straight(factors.get(i)));
                letters = letters.append(indices(factors.get(i), indices.get(i)));
            }
        }
        // the result's letters in alphabetical order read best, then those of sums as they occur
        String from = free + letters.mkString().chars().distinct().filter(c -> free.indexOf(c) < 0).mapToObj(Character::toString).reduce("", String::concat);
        String sorted = renamed(sums, from).chars().sorted().mapToObj(Character::toString).reduce("", String::concat);
        return new Indices(renamed(free, from), sorted, all, all.zipWith(letters, (factor, place) -> ordered(factor, renamed(place, from))));
    }

    private static String replaced(String letters, String from, String to) {
        return letters.chars().mapToObj(c -> String.valueOf(to.charAt(from.indexOf(c)))).reduce("", String::concat);
    }

    /** Whether a flat diagonal was given pairs of axes: vᵢⱼ at [i, j, i, j], else 0. */
    static boolean isPaired(Shape to, Apply reshape) {
        int r = to.rank() / 2;
        return r > 1 && to.rank() == 2 * r && to.dims().take(r).equals(to.dims().drop(r)) && to.rank() <= LETTERS.length()
                && reshape.input(0) instanceof Apply(Diag(int offset), var of, _) && offset == 0 && of.get(0).rank() == 1
                && of.get(0) instanceof Apply(Reshape _, var from, _) && from.get(0).shape().dims().equals(to.dims().take(r));
    }

    /** {@code (vᵢⱼ·δᵢₖ·δⱼₗ)ᵢⱼₖₗ}. */
    static Reading paired(Shape to, Bare bare, Apply reshape) {
        int r = to.rank() / 2;
        Expr v = ((Apply) ((Apply) reshape.input(0)).input(0)).input(0);
        String letters = LETTERS.substring(0, 2 * r);
        Seq<Notation> deltas = Array.range(0, r).map(i -> new Constant(Constant.Kind.IDENTITY, Ints.of(to.dim(i))));
        Seq<String> pairs = Array.range(0, r).map(i -> "" + letters.charAt(i) + letters.charAt(r + i));
        return Reading.of(bare.plain(v), x -> Algebra.signed(x, Algebra.number(1), (y, _) -> new Indices(letters, "", deltas.prepend(straight(y)),
                pairs.prepend(indices(y, letters.substring(0, r))))));
    }

    private static Notation straight(Notation x) {
        return x instanceof Transposed(var of) ? of : x;
    }

    /** The indices of the identity have no order. */
    private static String ordered(Notation x, String letters) {
        boolean exchange = x instanceof Constant(var kind, _) && kind == Constant.Kind.IDENTITY && letters.length() == 2 && letters.charAt(0) > letters.charAt(1);
        return exchange ? new StringBuilder(letters).reverse().toString() : letters;
    }

    /** A transposed matrix is the matrix with its indices exchanged. */
    private static String indices(Notation x, String letters) {
        return letters.length() == 2 && x instanceof Transposed ? new StringBuilder(letters).reverse().toString() : letters;
    }

    private static char letter(int i) {
        return i < LETTERS.length() ? LETTERS.charAt(i) : (char) ('a' + i - LETTERS.length());
    }

    private static String renamed(String letters, String order) {
        StringBuilder out = new StringBuilder();
        letters.chars().forEach(c -> out.append(letter(order.indexOf(c))));
        return out.toString();
    }
}
