package fluxion.core.parse;

import fluxion.core.parse.Token.Kind;

/** How the parameters of a formula are said: {@code (x, y) ↦ …}, {@code f(x, y) = …}, {@code lambda x, y: …}. */
final class Header {
    private final TokenStream words;
    private final boolean arrow;
    private final boolean lambda;
    private final boolean named;

    Header(TokenStream words) {
        this.words = words;
        this.arrow = isArrow(words);
        this.lambda = !arrow && words.peek().kind() == Kind.NAME && words.peek().text().equals("lambda")
                && words.find(":") > 0;
        this.named = !lambda && !arrow && isNamed();
    }

    /** An arrow behind where is that of another function. */
    private static boolean isArrow(TokenStream words) {
        int arrow = words.find("↦");
        int where = words.find("where");
        return arrow >= 0 && (where < 0 || arrow < where);
    }

    /** f(x, y) =, of names alone; a function that there is, is called there. */
    private boolean isNamed() {
        if (words.peek().kind() != Kind.NAME || !words.second().is("(") || Functions.isKnown(words.peek().text())) {
            return false;
        }
        int i = words.position() + 2;
        while (words.at(i).kind() == Kind.NAME && words.at(i + 1).is(",")) {
            i += 2;
        }
        return words.at(i).kind() == Kind.NAME && words.at(i + 1).is(")") && words.at(i + 2).is("=");
    }

    boolean begins() {
        return lambda || named || arrow;
    }

    boolean isLambda() {
        return lambda;
    }

    /** Skips what stands in front of the parameters; whether they are in parentheses. */
    boolean open() {
        if (lambda || named) {
            words.skip();
        }
        return words.take("(");
    }

    String arrow() {
        return lambda ? ":" : named ? "=" : "↦";
    }

    /** Refuses y = x², which says a function of x as well as a comparison. */
    void refuseEquation(Scope scope) {
        Token name = words.peek();
        if (!scope.isClosed() && name.kind() == Kind.NAME && words.second().is("=")
                && words.written(words.position() + 1, words.position() + 2).equals("=")) {
            String right = words.written(words.position() + 2, words.end());
            throw words.error(words.second(), "\"" + name.text() + " = …\" may mean the function or a comparison; write " + right
                    + " alone, or " + name.text() + " == " + right);
        }
    }
}
