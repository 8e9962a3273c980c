package fluxion.core.parse;

import fluxion.core.DType;
import fluxion.core.Einsum;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.TensorType;
import fluxion.core.op.Diag;
import fluxion.core.op.Eye;
import fluxion.core.op.LeaveOneOutProduct;
import fluxion.core.parse.Token.Kind;
import fluxion.core.parse.Value.Of;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads products by their indices, {@code (Σⱼ Aᵢⱼ·Bⱼₖₗ)ᵢₖₗ}: what is in parentheses by the indices behind them, or a number,
 * {@code Σᵢⱼ Aᵢⱼ·Bⱼᵢ}; factors may be sums of such products. A name's own subscripts come first; {@code δᵢⱼ} is 1 where i = j
 * and 0 elsewhere.
 */
record Subscripts(TokenStream words, Scope scope, Atoms atoms, Juxtaposition side) {
    private static final String SMALL = "ₐₑᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥ";
    private static final String LETTERS = "aeijklmnoprstuv";

    private static boolean isIndices(Token token) {
        return token.kind() == Kind.NAME && token.text().chars().allMatch(c -> SMALL.indexOf(c) >= 0);
    }

    /** The indices below a name, {@code ij} of {@code xᵢⱼ} and {@code x_ij}, as small letters; empty where there are none. */
    static String below(String name) {
        int line = name.indexOf('_');
        if (line > 0) {
            return Spelling.indices(name.substring(line + 1).replaceAll("[{}, ]", ""));
        }
        int end = name.length();
        while (end > 1 && SMALL.indexOf(name.charAt(end - 1)) >= 0) {
            end--;
        }
        return name.substring(end);
    }

    /** The name above its indices. */
    static String stem(String name) {
        int line = name.indexOf('_');
        return line > 0 ? name.substring(0, line) : name.substring(0, name.length() - below(name).length());
    }

    /** The product that follows, summed over the indices in it. */
    Value summed(Token at) {
        return product(at, "");
    }

    /** Whether one begins here. */
    boolean isHere() {
        if (words.peek().is("Σ")) {
            return isIndices(words.second());
        }
        int close = words.peek().is("(") ? words.close() : -1;
        return close > 0 && isIndices(words.at(close + 1)) && words.at(close + 1).at() == words.at(close).at() + 1;
    }

    /** A factor with its indices; without a value it is δ. */
    private record Factor(Token at, Option<Value> of, String indices) {}

    Value read() {
        Token at = words.peek();
        if (!words.peek().is("(")) {
            return product(at, "");
        }
        int close = words.close();
        words.skip();
        int open = words.position();
        String free = words.at(close + 1).text();
        Value product = words.deeper(at, () -> words.within(open, close, () -> {
            Value made = isSummedHere() ? total(at, free) : product(at, free);
            if (words.peek().kind() != Kind.END) {
                throw words.error(words.peek(), "expected \"·\" or \")\"; found " + TokenStream.quoted(words.peek()));
            }
            return made;
        }));
        words.go(close + 2);
        return product;
    }

    private Value product(Token at, String free) {
        if (words.take("Σ")) {
            words.skip();
        }
        Seq<Factor> all = factors();
        return words.value(at, () -> {
            if (isPaired(all, free)) {
                Expr v = all.get(0).of().get().expression();
                return new Of(Expr.apply(new Diag(0), v.reshape(new Shape(Ints.of((int) v.shape().size()))))
                        .reshape(new Shape(v.shape().dims().concat(v.shape().dims()))));
            }
            Map<Character, Integer> lengths = lengths(all);
            return new Of(contract(all, free, lengths, dtype(all)));
        });
    }

    /** Whether terms follow each other up to the end of what is read here. */
    private boolean isSummedHere() {
        int level = 0;
        for (int i = words.position(); words.at(i).kind() != Kind.END; i++) {
            Token token = words.at(i);
            level += token.is("(") || token.is("[") || token.is("{") ? 1
                    : token.is(")") || token.is("]") || token.is("}") ? -1 : 0;
            if (level == 0 && i > words.position() && (token.is("+") || token.is("−"))) {
                return true;
            }
        }
        return false;
    }

    /** {@code xᵢ·δⱼₖ + xⱼ·δᵢₖ} with the order of its indices. */
    private Value total(Token at, String free) {
        Factor sum = terms(at);
        return words.value(at, () -> new Of(contract(Array.of(sum), free, lengths(Array.of(sum)), dtype(Array.of(sum)))));
    }

    private static DType dtype(Seq<Factor> factors) {
        return factors.flatMap(Factor::of).filter(Of.class::isInstance).map(v -> v.expression().dtype())
                .reduceOption(DType::promote).getOrElse(DType.F64);
    }

    /** The product by its indices; those of {@code free} that no factor has repeat it. */
    private Expr contract(Seq<Factor> factors, String free, Map<Character, Integer> lengths, DType dtype) {
        Value typed = new Of(Literal.of(TensorType.scalar(dtype), 1));
        Seq<Expr> operands = factors.map(f -> f.of().map(v -> Value.like(v, typed)).getOrElse(() -> delta(f, lengths, dtype)));
        String missing = Array.ofAll(free.toCharArray()).filter(c -> factors.forAll(f -> f.indices().indexOf(c) < 0)).mkString();
        for (char c : missing.toCharArray()) {
            if (!lengths.containsKey(c)) {
                throw new ShapeException("the index " + c + " must stand at a factor too, so that its length is known; got "
                        + free + " on the outside and "
                        + factors.map(Factor::indices).mkString(" and ") + " inside");
            }
        }
        Seq<Expr> ones = Array.ofAll(missing.toCharArray())
                .map(c -> Literal.of(new TensorType(dtype, Shape.of(lengths.get(c))), 1));
        String equation = factors.map(f -> plain(f.indices()))
                .appendAll(Array.ofAll(missing.toCharArray()).map(c -> plain("" + c))).mkString(",") + "->" + plain(free);
        return Einsum.of(equation, operands.appendAll(ones));
    }

    private record Term(boolean minus, Seq<Factor> factors) {}

    /** Whether parentheses that begin here hold a sum of products by indices, not a tensor with indices behind it. */
    private boolean isSumHere() {
        int close = words.peek().is("(") ? words.close() : -1;
        if (close < 0 || isIndices(words.at(close + 1)) && words.at(close + 1).at() == words.at(close).at() + 1) {
            return false;
        }
        if (words.second().is("Σ") && !isIndices(words.at(words.position() + 2))) {
            // the sum of all elements is a number
            return false;
        }
        int level = 0;
        for (int i = words.position() + 1; i < close; i++) {
            Token token = words.at(i);
            level += token.is("(") || token.is("[") ? 1 : token.is(")") || token.is("]") ? -1 : 0;
            if (level == 0 && token.kind() == Kind.NAME && (isIndices(token)
                    && words.at(i - 1).at() + words.at(i - 1).text().length() == token.at() || isSubscripted(token))) {
                return true;
            }
        }
        return false;
    }

    private boolean isSubscripted(Token token) {
        String name = token.text();
        return !scope.knows(name) && SMALL.indexOf(name.charAt(name.length() - 1)) >= 0;
    }

    /** {@code (Xᵢₗ·Xᵢⱼ − δₗⱼ)}: its indices are those of all its terms. */
    private Factor sum(Token at) {
        words.expect("(");
        Factor sum = terms(at);
        words.expect(")");
        return sum;
    }

    private Factor terms(Token at) {
        Seq<Term> terms = Array.of(term(words.take("−")));
        while (words.peek().is("+") || words.peek().is("−")) {
            terms = terms.append(term(words.skip().is("−")));
        }
        Seq<Factor> all = terms.flatMap(Term::factors);
        Seq<Term> summed = terms;
        String indices = all.flatMap(f -> Array.ofAll(f.indices().toCharArray())).distinct().mkString();
        Value total = words.value(at, () -> {
            Map<Character, Integer> lengths = lengths(all);
            Expr first = contract(summed.head().factors(), indices, lengths, dtype(all));
            return new Of(summed.tail().foldLeft(summed.head().minus() ? first.neg() : first, (sum, term) -> {
                Expr one = contract(term.factors(), indices, lengths, dtype(all));
                return term.minus() ? sum.minus(one) : sum.plus(one);
            }));
        });
        return new Factor(at, Option.of(total), indices);
    }

    /** {@code Π_{j≠i} xⱼ}. */
    private Factor others(Token at) {
        words.skip();
        words.skip();
        words.expect("{");
        char index = index();
        words.expect("≠");
        char but = index();
        if (words.peek().is(",")) {
            throw words.error(words.peek(),
                    "a product of all elements but several is not read; write prod_of_others, which its derivatives are made of");
        }
        words.expect("}");
        Factor element = factor();
        int axis = element.indices().indexOf(index);
        if (axis < 0 || element.of().isEmpty()) {
            throw words.error(element.at(), "expected a tensor with the index " + index);
        }
        Value value = words.value(at, () -> new Of(Expr.apply(new LeaveOneOutProduct(axis), element.of().get().expression())));
        return new Factor(at, Option.of(value), element.indices().replace(index, but));
    }

    private char index() {
        Token name = words.expect(Kind.NAME, "an index");
        int letter = name.text().length() == 1 ? LETTERS.indexOf(name.text()) : -1;
        if (letter < 0) {
            throw words.error(name, "expected an index, one of " + LETTERS + "; found " + TokenStream.quoted(name));
        }
        return SMALL.charAt(letter);
    }

    private Term term(boolean minus) {
        return new Term(minus, factors());
    }

    private Seq<Factor> factors() {
        Seq<Factor> factors = Array.of(factor());
        while (words.take("·") || words.take("*") || side.follows()) {
            factors = factors.append(factor());
        }
        return factors;
    }

    /** vᵢⱼ·δᵢₖ·δⱼₗ: a diagonal over pairs of axes. */
    private static boolean isPaired(Seq<Factor> all, String free) {
        int r = all.size() - 1;
        return r >= 2 && free.length() == 2 * r && all.get(0).of().isDefined()
                && all.get(0).indices().equals(free.substring(0, r))
                && Array.range(0, r).forAll(i -> all.get(i + 1).of().isEmpty() && all.get(i + 1).indices()
                .equals("" + free.charAt(i) + free.charAt(r + i)));
    }

    /** What the tensors say of their indices, and δ of those it joins. */
    private static Map<Character, Integer> lengths(Seq<Factor> factors) {
        Map<Character, Integer> lengths = new HashMap<>();
        factors.forEach(f -> f.of().forEach(of -> {
            Expr x = of.expression();
            for (int i = 0; i < Math.min(x.rank(), f.indices().length()); i++) {
                lengths.put(f.indices().charAt(i), x.shape().dim(i));
            }
        }));
        Seq<Factor> deltas = factors.filter(f -> f.of().isEmpty());
        for (int i = 0; i <= deltas.size(); i++) {
            deltas.forEach(d -> join(lengths, d.indices().charAt(0), d.indices().charAt(1)));
        }
        return lengths;
    }

    private static void join(Map<Character, Integer> lengths, char a, char b) {
        if (lengths.containsKey(a)) {
            lengths.putIfAbsent(b, lengths.get(a));
        } else if (lengths.containsKey(b)) {
            lengths.put(a, lengths.get(b));
        }
    }

    private Expr delta(Factor delta, Map<Character, Integer> lengths, DType dtype) {
        Integer n = lengths.get(delta.indices().charAt(0));
        if (n == null) {
            throw words.error(delta.at(), "nothing says how long " + delta.indices().charAt(0) + " is; write I₃" + delta.indices()
                    + " for an identity of 3 rows");
        }
        return Expr.apply(new Eye(dtype, n, n, 0));
    }

    /** An element to a power is the power of that element: {@code Σᵢ xᵢ²} sums squares. */
    private Factor factor() {
        Factor base = base();
        Token at = words.peek();
        if (base.of().isEmpty() || at.kind() != Kind.SUPERSCRIPT && !at.is("^")) {
            return base;
        }
        if (base.indices().isEmpty() && base.of().get().rank() > 0) {
            throw words.error(at, "a power inside a sum by indices must be one of elements; write xᵢ², or the sum in parentheses "
                    + "to raise it as a whole");
        }
        words.skip();
        boolean negative = at.is("^") && words.take("−");
        int digits = at.is("^") ? words.whole() : exponent(at);
        Value raised = words.value(at, () -> new Of(base.of().get().expression().pow(negative ? -digits : digits)));
        return new Factor(base.at(), Option.of(raised), base.indices());
    }

    private int exponent(Token digits) {
        try {
            return Integer.parseInt(digits.text());
        } catch (NumberFormatException e) {
            throw words.error(digits, "the exponent must be a whole number that int holds");
        }
    }

    private Factor base() {
        Token at = words.peek();
        if (isSumHere()) {
            return words.deeper(at, () -> sum(at));
        }
        if (at.is("Π") && words.second().text().equals("_")) {
            return others(at);
        }
        if (at.kind() == Kind.NAME && !words.second().is("(") && !scope.knows(at.text())) {
            String name = at.text();
            if (name.indexOf('_') > 0 && !below(name).isEmpty()
                    && scope.get(stem(name)).exists(v -> v.rank() == below(name).length())) {
                words.skip();
                return new Factor(at, scope.get(stem(name)), below(name));
            }
            int end = name.length();
            while (end > 1 && SMALL.indexOf(name.charAt(end - 1)) >= 0) {
                end--;
                String stem = name.substring(0, end);
                String indices = name.substring(end);
                if (stem.equals("δ") && indices.length() == 2 && !scope.knows("δ")) {
                    words.skip();
                    return new Factor(at, Option.none(), indices);
                }
                Option<Value> value = scope.get(stem).orElse(() -> stem.matches("I[₀-₉]+")
                        ? Option.of(Atoms.identity(Integer.parseInt(Token.plain(stem.substring(1))))) : Option.none());
                if (value.isDefined()) {
                    words.skip();
                    return new Factor(at, value, indices);
                }
            }
        }
        if (at.kind() == Kind.NAME && !scope.knows(at.text()) && at.text().matches("(\\p{L}[" + SMALL + "]+){2,}")) {
            throw words.error(at, "\"" + at.text() + "\" is one name; write "
                    + at.text().replaceAll("([" + SMALL + "])(?=\\p{L}(?<![" + SMALL + "]))", "$1·") + " for a product");
        }
        Value of = atoms.postfix(atoms.atom());
        return new Factor(at, Option.of(of), isIndices(words.peek()) ? words.skip().text() : "");
    }

    private static String plain(String indices) {
        return indices.chars().mapToObj(c -> String.valueOf(LETTERS.charAt(SMALL.indexOf(c)))).reduce("", String::concat);
    }
}
