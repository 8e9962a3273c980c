package fluxion.core.print;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Diag;
import fluxion.core.op.Dot;
import fluxion.core.op.Eye;
import fluxion.core.op.LeaveOneOutProduct;
import fluxion.core.op.Op;
import fluxion.core.op.Permute;
import fluxion.core.op.Reshape;
import fluxion.core.print.Notation.Constant;
import fluxion.core.print.Notation.Indices;
import fluxion.core.print.Notation.Rest;
import fluxion.core.print.Notation.Transposed;
import fluxion.core.rewrite.IndexedProduct;
import io.vavr.Tuple2;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import java.util.stream.IntStream;

/** Products of tensors that are no products of matrices, by their indices: {@code (Σⱼ Aᵢⱼ·Bⱼₖₗ)ᵢₖₗ}. */
final class IndexForms {
    /** Characters from here on are indices of inner sums, until all are named. */
    private static final int FRESH = 0xE000;
    private static final String LETTERS = "ijklmnoprstuv";

    private IndexForms() {}

    static Form of(Dot op, ImplicitBroadcast bare, Apply apply) {
        return of(op, bare, apply, Ints.range(0, apply.rank()));
    }

    /** Whether it reads by its elements: the products of all others, or of all others of a vector but each. */
    static boolean isOthers(LeaveOneOutProduct op, Apply apply) {
        return apply.rank() < LETTERS.length() && (apply.inputs().size() == 1 || isPairs(op, apply));
    }

    /** Whether the same vector stands in each row, of which each is moved by its own element alone. */
    private static boolean isPairs(LeaveOneOutProduct op, Apply apply) {
        int r = apply.rank();
        return apply.inputs().size() == 2 && r >= 2 && op.axis() == r - 1
                && apply.input(0) instanceof Apply(Broadcast(_, Ints axes), _, _)
                && axes.equals(Ints.range(0, r).without(Ints.of(r - 2)))
                && (isIdentity(apply.input(1), r) || apply.input(1) instanceof Apply(Diag(int offset), _, _) && offset == 0);
    }

    /** Identity matrices in the last two axes. */
    private static boolean isIdentity(Expr x, int rank) {
        return x instanceof Apply(Eye(_, int rows, int columns, int offset), _, _) ? rank == 2 && rows == columns && offset == 0
                : x instanceof Apply(Broadcast(_, Ints axes), var of, _) && axes.equals(Ints.of(rank - 2, rank - 1))
                && isIdentity(of.get(0), 2);
    }

    /** {@code (Π_{j≠i} xⱼ)ᵢ}, {@code ((1 − δᵢⱼ)·Π_{k≠i,j} xₖ)ᵢⱼ}, and with vᵢ before it where rows have weights. */
    static Form others(LeaveOneOutProduct op, ImplicitBroadcast bare, Apply apply) {
        int r = apply.rank();
        String free = LETTERS.substring(0, r);
        String index = LETTERS.substring(r, r + 1);
        if (apply.inputs().size() == 1) {
            String own = free.substring(op.axis(), op.axis() + 1);
            return Form.of(bare.plain(apply.input(0)),
                    x -> new Indices(free, "", Array.of(new Rest(index, own, element(x, free.replace(own, index), free + index))),
                    Array.of("")));
        }
        String pair = free.substring(r - 2);
        Notation delta = new Indices("", "", Array.of(new Constant(Constant.Kind.IDENTITY, Ints.of(apply.shape().dim(r - 1)))),
                Array.of(pair));
        Notation apart = ArithmeticForms.minus(ArithmeticForms.number(1), delta);
        Expr of = ((Apply) apply.input(0)).input(0);
        Seq<Expr> weights = apply.input(1) instanceof Apply(Diag _, var v, _) ? v : Array.empty();
        return new Form(weights.prepend(of).map(bare::plain), n -> {
            Notation rest = new Rest(index, pair, element(n.get(0), free.substring(0, r - 2) + index, free + index));
            Seq<Indices> parts = n.tail().map(w -> part(element(w, free.substring(0, r - 1), free + index)));
            return new Indices(free, "", parts.flatMap(Indices::factors).append(apart).append(rest),
                    parts.flatMap(Indices::indices).append("").append(""));
        });
    }

    /** The product with its axes in the given order. */
    static Form of(Dot op, ImplicitBroadcast bare, Apply apply, Ints order) {
        int m = apply.input(0).rank(), n = apply.input(1).rank();
        char[] left = new char[m], right = new char[n];
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
        return Form.of(bare.plain(apply.input(0)), bare.plain(apply.input(1)), (a, b) -> ArithmeticForms.signed(a, b, (x, y) ->
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
                String fresh = IntStream.range(next, next + bound.length()).mapToObj(Character::toString)
                        .reduce("", String::concat);
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
        String from = free + letters.mkString().chars().distinct().filter(c -> free.indexOf(c) < 0).mapToObj(Character::toString)
                .reduce("", String::concat);
        String alphabet = alphabet(all, from.length());
        String sorted = renamed(sums, from, alphabet).chars().sorted().mapToObj(Character::toString).reduce("", String::concat);
        return new Indices(renamed(free, from, alphabet), sorted, all,
                all.zipWith(letters, (factor, place) -> ordered(factor, renamed(place, from, alphabet))));
    }

    /** Letters for indices: none that a sum inside of a factor is over, while others last. */
    private static String alphabet(Seq<Notation> factors, int needed) {
        String bound = factors.map(IndexForms::bound).mkString();
        String open = LETTERS.chars().filter(c -> bound.indexOf(c) < 0).mapToObj(Character::toString).reduce("", String::concat);
        return needed <= open.length() ? open : LETTERS;
    }

    private static String bound(Notation n) {
        String own = n instanceof Indices indices ? indices.summed() : "";
        return own + n.parts().map(IndexForms::bound).mkString();
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
    static Form paired(Shape to, ImplicitBroadcast bare, Apply reshape) {
        int r = to.rank() / 2;
        Expr v = ((Apply) ((Apply) reshape.input(0)).input(0)).input(0);
        String letters = LETTERS.substring(0, 2 * r);
        Seq<Notation> deltas = Array.range(0, r).map(i -> new Constant(Constant.Kind.IDENTITY, Ints.of(to.dim(i))));
        Seq<String> pairs = Array.range(0, r).map(i -> "" + letters.charAt(i) + letters.charAt(r + i));
        return Form.of(bare.plain(v),
                x -> ArithmeticForms.signed(x, ArithmeticForms.number(1),
                        (y, _) -> new Indices(letters, "", deltas.prepend(straight(y)),
                pairs.prepend(indices(y, letters.substring(0, r))))));
    }

    /**
     * Whether a tensor of several axes is a product of smaller ones, or zero where indices differ: such are read by their
     * elements.
     */
    static boolean isProduct(Apply apply, ImplicitBroadcast bare) {
        boolean placed = switch (apply.op()) {
            case Permute _, Diag _, Reshape _ -> true;
            case Dot dot -> ProductReader.isIndexed(dot, apply);
            case Binary op -> op == Binary.MUL;
            case Op _ -> false;
        };
        if (!placed || apply.rank() < 3 || apply.rank() > LETTERS.length() / 2) {
            return false;
        }
        IndexedProduct p = IndexedProduct.of(apply, _ -> true);
        return p.coefficient() != 0 && p.factors().forAll(f -> bare.knows(f.of())
                && (f.indices().size() < apply.rank() || isLargeSum(f.of())) && f.indices().isDistinct())
                && (p.hasPairs() || p.factors().size() > 1) && p.factors().size() + (p.hasPairs() ? 1 : 0) > 1
                && sums(p, 0) + apply.rank() <= LETTERS.length();
    }

    /** How many letters its sums need; too many where sums are nested so deep that none would read them. */
    private static int sums(IndexedProduct p, int depth) {
        return depth > 3 ? LETTERS.length() : p.summed().size()
                + p.factors().filter(f -> isLargeSum(f.of())).flatMap(f -> ((Apply) f.of()).inputs())
                .map(part -> sums(IndexedProduct.of(part, _ -> true), depth + 1)).sum().intValue();
    }

    /** {@code (Σₘ Aₘᵢ·Aₘₖ·wₘⱼ·δⱼₗ)ᵢⱼₖₗ}. */
    static Form product(Apply apply, ImplicitBroadcast bare) {
        String free = LETTERS.substring(0, apply.rank());
        return elements(apply, free, free, new StringBuilder(LETTERS.substring(apply.rank())), bare);
    }

    /** A product by the letters of its axes; those that are summed over are taken from the ones left. */
    private static Form elements(Expr e, String letters, String free, StringBuilder left, ImplicitBroadcast bare) {
        IndexedProduct p = IndexedProduct.of(e, _ -> true);
        Ints summed = p.summed();
        String sums = left.substring(0, summed.size());
        left.delete(0, summed.size());
        Seq<Integer> second = Array.range(0, e.rank()).filter(axis -> p.free().indexOf(p.free().get(axis)) < axis);
        Seq<String> pairs = second.map(axis -> pair(letters.charAt(p.free().indexOf(p.free().get(axis))), letters.charAt(axis)));
        Seq<Notation> deltas = second.map(axis -> new Constant(Constant.Kind.IDENTITY, Ints.of(e.shape().dim(axis))));
        Seq<Form> factors = p.factors().map(f -> {
            StringBuilder own = new StringBuilder();
            f.indices().forEach(i -> own.append(summed.contains(i) ? sums.charAt(summed.indexOf(i))
                    : letters.charAt(p.free().indexOf(i))));
            return factor(f.of(), own.toString(), left, bare);
        });
        return new Form(factors.flatMap(Form::operands), n -> {
            Seq<Notation> all = each(factors, n);
            boolean negative = all.count(ArithmeticForms::isNegative) % 2 == 1 != p.coefficient() < 0;
            Seq<Indices> parts = all.map(x -> part(ArithmeticForms.magnitude(x)));
            double c = Math.abs(p.coefficient());
            Seq<Indices> before = parts.reject(IndexForms::endsInRest);
            Seq<Indices> last = parts.filter(IndexForms::endsInRest);
            Notation product = new Indices(free, sums, before.flatMap(Indices::factors).appendAll(deltas)
                    .appendAll(last.flatMap(Indices::factors)),
                    before.flatMap(Indices::indices).appendAll(pairs).appendAll(last.flatMap(Indices::indices)));
            // one number everywhere is a product of nothing
            Notation scaled = all.isEmpty() && deltas.isEmpty() ? Literals.of(Tensor.of(c)) : c == 1 ? product
                    : ArithmeticForms.times(Literals.of(Tensor.of(c)), 0, product, e.rank());
            return negative ? ArithmeticForms.negate(scaled) : scaled;
        });
    }

    private static boolean isLargeSum(Expr e) {
        return e.rank() > 2 && e instanceof Apply(Op op, _, _) && (op == Binary.ADD || op == Binary.SUB);
    }

    /** A factor with its letters; sums of tensors with several axes are sums of elements. */
    private static Form factor(Expr e, String letters, StringBuilder left, ImplicitBroadcast bare) {
        if (isLargeSum(e) && e instanceof Apply(Op op, var of, _)) {
            Seq<Form> both = of.map(x -> elements(x, letters, "", left, bare));
            return new Form(both.flatMap(Form::operands), n -> {
                Seq<Notation> sides = each(both, n);
                return outside(op, sides.get(0), sides.get(1));
            });
        }
        String taken = letters(LETTERS, left);
        return Form.of(bare.plain(e), x -> {
            Notation of = ArithmeticForms.magnitude(x);
            Notation element = element(of, letters, taken);
            return of == x ? element : ArithmeticForms.negate(element);
        });
    }

    /** An element: of what is read by its elements, that with these letters. */
    private static Notation element(Notation x, String letters, String taken) {
        if (!(straight(x) instanceof Indices n) || n.free().isEmpty()) {
            return new Indices("", "", Array.of(straight(x)), Array.of(indices(x, letters)));
        }
        Map<Character, Character> names = HashMap.ofEntries(Array.range(0, letters.length())
                .map(i -> Tuple.of(n.free().charAt(i), indices(x, letters).charAt(i))));
        return renamed(new Indices("", n.summed(), n.factors(), n.indices()), names, taken);
    }

    /** The same with other letters; those of sums and products inside are none that are taken. */
    private static Notation renamed(Notation x, Map<Character, Character> names, String taken) {
        return switch (x) {
            case Indices n when n.free().isEmpty() -> {
                Map<Character, Character> all = bound(n.summed(), names, taken);
                String now = taken + letters(n.summed(), all);
                yield new Indices("", letters(n.summed(), all), n.factors().map(f -> renamed(f, all, now)),
                        n.indices().map(i -> letters(i, all)));
            }
            case Notation.Sum(var terms) ->
                    new Notation.Sum(terms.map(t -> new Notation.Term(t.minus(), renamed(t.of(), names, taken))));
            case Rest(var index, var but, var element) -> {
                Map<Character, Character> all = bound(index, names, taken);
                yield new Rest(letters(index, all), letters(but, names), renamed(element, all, taken + letters(index, all)));
            }
            case Notation other -> other;
        };
    }

    private static Map<Character, Character> bound(String own, Map<Character, Character> names, String taken) {
        Map<Character, Character> all = names;
        for (char c : own.toCharArray()) {
            Map<Character, Character> now = all;
            all = all.put(c, Array.ofAll(LETTERS.toCharArray()).find(l -> taken.indexOf(l) < 0 && !now.containsValue(l))
                    .getOrElse(c));
        }
        return all;
    }

    /** The letters that are not among those left. */
    private static String letters(String all, StringBuilder left) {
        StringBuilder out = new StringBuilder();
        all.chars().filter(c -> left.indexOf("" + (char) c) < 0).forEach(c -> out.append((char) c));
        return out.toString();
    }

    private static String letters(String of, Map<Character, Character> names) {
        StringBuilder out = new StringBuilder();
        of.chars().forEach(c -> out.append(names.getOrElse((char) c, (char) c)));
        return out.toString();
    }

    /** A sum of products, what both have in common before it. */
    private static Indices outside(Op op, Notation left, Notation right) {
        Seq<Tuple2<Notation, String>> a = elements(left);
        Seq<Tuple2<Notation, String>> b = elements(right);
        Seq<Tuple2<Notation, String>> common = a.distinct().filter(b::contains);
        boolean divides = !common.isEmpty() && common.size() < a.size() && common.size() < b.size();
        Seq<Tuple2<Notation, String>> before = divides ? common : Array.empty();
        Notation x = divides ? product(common.foldLeft(a, Seq::remove)) : left;
        Notation y = divides ? product(common.foldLeft(b, Seq::remove)) : right;
        Seq<Tuple2<Notation, String>> all =
                before.append(Tuple.of(op == Binary.ADD ? ArithmeticForms.plus(x, y) : ArithmeticForms.minus(x, y), ""));
        return new Indices("", "", all.map(Tuple2::_1), all.map(Tuple2::_2));
    }

    /** The elements that are multiplied; none where it is no plain product. */
    private static Seq<Tuple2<Notation, String>> elements(Notation x) {
        return x instanceof Indices n && n.free().isEmpty() && n.summed().isEmpty() ? n.factors().zip(n.indices())
                : Array.empty();
    }

    private static Notation product(Seq<Tuple2<Notation, String>> factors) {
        return new Indices("", "", factors.map(Tuple2::_1), factors.map(Tuple2::_2));
    }

    private static boolean endsInRest(Indices n) {
        return n.factors().nonEmpty() && n.factors().last() instanceof Rest;
    }

    /** Those of the identity, whose order is free, by the alphabet. */
    private static String pair(char a, char b) {
        return a < b ? "" + a + b : "" + b + a;
    }

    private static Indices part(Notation x) {
        return x instanceof Indices one && one.free().isEmpty() && one.summed().isEmpty() ? one
                : new Indices("", "", Array.of(x), Array.of(""));
    }

    /** The notation of each reading, from those of all their operands in a row. */
    private static Seq<Notation> each(Seq<Form> readings, Seq<Notation> operands) {
        int[] next = {0};
        return readings.map(r -> r.make().apply(operands.slice(next[0], next[0] += r.operands().size()))).toArray();
    }

    private static Notation straight(Notation x) {
        return x instanceof Transposed(var of) ? of : x;
    }

    /** The indices of the identity have no order. */
    private static String ordered(Notation x, String letters) {
        boolean exchange = x instanceof Constant(var kind, _) && kind == Constant.Kind.IDENTITY && letters.length() == 2
                && letters.charAt(0) > letters.charAt(1);
        return exchange ? new StringBuilder(letters).reverse().toString() : letters;
    }

    /** A transposed matrix is the matrix with its indices exchanged. */
    private static String indices(Notation x, String letters) {
        return letters.length() == 2 && x instanceof Transposed ? new StringBuilder(letters).reverse().toString() : letters;
    }

    private static char letter(int i) {
        return i < LETTERS.length() ? LETTERS.charAt(i) : (char) ('a' + i - LETTERS.length());
    }

    private static String renamed(String letters, String order, String alphabet) {
        StringBuilder out = new StringBuilder();
        letters.chars().map(order::indexOf).forEach(i -> out.append(i < alphabet.length() ? alphabet.charAt(i) : letter(i)));
        return out.toString();
    }
}
