package fluxion.core.parse;

import fluxion.core.Expr;
import fluxion.core.parse.Token.Kind;
import io.vavr.control.Option;
import java.util.function.DoubleBinaryOperator;

/**
 * Sums and products with bounds, {@code Σ_{k=0}^{5} xᵏ/k!}: term by term, where the index is a number; over a whole axis, where
 * it stands below a tensor, {@code Σ_{i=1}^n xᵢ·yᵢ}.
 */
record BoundedSums(TokenStream words, Scope scope, Operators operators, Atoms atoms) {
    private static final int MOST = 1000;

    /** Whether Σ or Π here has bounds. */
    static boolean isHere(TokenStream words) {
        int at = words.position();
        return words.at(at + 1).text().equals("_") && words.at(at + 2).is("{") && words.at(at + 3).kind() == Kind.NAME
                && words.at(at + 4).is("=");
    }

    Value read() {
        Token at = words.skip();
        words.skip();
        words.skip();
        Token index = words.skip();
        words.skip();
        int from = words.whole();
        words.expect("}");
        if (!words.peek().is("^")) {
            throw words.error(words.peek(), "the upper bound is missing, Σ_{" + index.text() + "=" + from + "}^{…}");
        }
        words.skip();
        Token upper = words.peek();
        boolean braces = words.take("{");
        Option<Integer> to = bound();
        if (braces) {
            words.expect("}");
        }
        String small = index.text().length() == 1 ? Spelling.indices(index.text()) : "";
        Option<Token> element = element(small);
        if (element.isDefined()) {
            return whole(at, index, element.get(), small, from, to);
        }
        int last = to.getOrElseThrow(() -> words.error(upper,
                "the upper bound must be a number, or the index one of a tensor, Σᵢ xᵢ;"
                + " found " + TokenStream.quoted(upper)));
        if (last < from || last - (long) from >= MOST) {
            throw words.error(upper, "a sum by index has 1 to " + MOST + " terms; got " + from + " to " + last);
        }
        return terms(at, index.text(), from, last);
    }

    /** A whole number, or a name of one; none for another name, which is that of a length. */
    private Option<Integer> bound() {
        Token next = words.peek();
        if (next.kind() != Kind.NAME) {
            return Option.of(words.whole());
        }
        words.skip();
        return scope.get(next.text()).filter(v -> v instanceof Value.Number(double n) && n == (int) n)
                .map(v -> (int) ((Value.Number) v).value());
    }

    private Value terms(Token at, String index, int from, int last) {
        boolean sum = at.is("Σ");
        DoubleBinaryOperator numbers = sum ? Double::sum : (a, b) -> a * b;
        int body = words.position();
        Value result = scope.with(index, new Value.Number(from), operators::big);
        for (int k = from + 1; k <= last; k++) {
            words.go(body);
            Value term = scope.with(index, new Value.Number(k), operators::big);
            Value before = result;
            result = words.value(at, () -> Value.numbers(before, term, sum ? Expr::plus : Expr::times, numbers));
        }
        return result;
    }

    /** The first tensor with the index below it. */
    private Option<Token> element(String small) {
        for (int i = words.position(); !small.isEmpty() && i < words.end() && !words.at(i).is("+"); i++) {
            Token token = words.at(i);
            if (token.kind() == Kind.NAME && !scope.knows(token.text()) && Subscripts.below(token.text()).contains(small)) {
                return Option.of(token);
            }
        }
        return Option.none();
    }

    /** Over a whole axis, whose positions the bounds must be. */
    private Value whole(Token at, Token index, Token element, String small, int from, Option<Integer> to) {
        String below = Subscripts.below(element.text());
        int axis = below.indexOf(small);
        String stem = Subscripts.stem(element.text());
        int length = scope.get(stem).filter(v -> v.rank() > axis).map(v -> v.expression().shape().dim(axis)).getOrElse(-1);
        boolean every = (from == 0 || from == 1) && to.forAll(last -> last == length + from - 1);
        if (!every || at.is("Π")) {
            throw words.error(index, at.is("Π") ? "a product over elements is written prod(x)"
                    : "a sum over elements is one over the whole axis; got " + from + " to " + to.getOrElse(length)
                    + " for "
                    + (length < 0 ? stem : stem + " of length " + length));
        }
        return atoms.indexed(at);
    }
}
