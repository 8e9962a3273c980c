package fluxion.core.parse;

import fluxion.core.parse.Token.Kind;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** Definitions behind {@code where}: {@code t = sin(x)}, and functions, {@code f = (x, y) ↦ x·y}. */
record Definitions(TokenStream words, Parser parser) {
    /** All of them: functions first, as steps may call those that stand below them. */
    void read(Scope scope) {
        int start = words.position();
        while (words.peek().kind() != Kind.END) {
            Token name = name();
            if (isKnown(name)) {
                words.go(next());
            } else if (parser.arrow() >= 0) {
                scope.define(name.text(), function(scope));
            } else {
                words.go(next());
            }
            words.take(",");
        }
        words.go(start);
        while (words.peek().kind() != Kind.END) {
            Token name = name();
            if (isKnown(name)) {
                words.go(next());
            } else if (parser.arrow() >= 0) {
                function(scope);
            } else {
                scope.define(name.text(), new Operators(words, scope, parser).expression());
            }
            if (!words.take(",") && words.peek().kind() != Kind.END && !words.peek().first()) {
                throw words.error(words.peek(), "expected the end of the line; found " + TokenStream.quoted(words.peek()));
            }
        }
    }

    private DeferredFunction function(Scope scope) {
        DeferredFunction body = parser.written(scope, next());
        Seq<DeferredFunction.Rule> rules = Array.empty();
        while (words.take("with")) {
            Token word = words.expect(Kind.NAME, "derivative, pullback, transpose, map, constants or keeping");
            boolean isFunction = parser.arrow() >= 0;
            rules = rules.append(new DeferredFunction.Rule(word, isFunction ? Option.of(parser.written(scope, next()))
                    : Option.none(), isFunction ? word : words.skip()));
        }
        return body.with(rules);
    }

    /** Whether it says what a function that is known is: the derivative of the exponential of matrices, as it is printed. */
    private boolean isKnown(Token name) {
        StringBuilder text = new StringBuilder();
        for (int i = words.position(); name.text().equals("L_exp") && i < next(); i++) {
            text.append(words.at(i).text());
        }
        return text.toString().equals("(X,E)↦d/dh(expm(X+h·E))[h=0]");
    }

    private Token name() {
        Token name = words.expect(Kind.NAME, "a name to define");
        words.expect("=");
        return name;
    }

    /** The end of a definition: a comma, {@code with}, or the next line that begins with a name and {@code =}. */
    private int next() {
        int level = 0;
        for (int i = words.position(); i < words.end(); i++) {
            Token token = words.at(i);
            boolean another = token.kind() == Kind.NAME && token.first() && words.at(i + 1).is("=");
            if (level == 0 && (token.is(",") || token.is("with") || another)) {
                return i;
            }
            level += token.nesting();
        }
        return words.end();
    }
}
