package fluxion.core.parse;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.TupleType;
import fluxion.core.op.Op;
import fluxion.core.parse.Token.Kind;
import fluxion.core.parse.Value.Of;
import fluxion.core.parse.Value.Several;
import io.vavr.collection.Seq;

/** Reads a function's arguments, and calls it: one that the text defines, control flow, or one of {@link Functions}. */
record Calls(TokenStream words, Scope scope, Operators operators, Parser parser) {
    Value read(Token name) {
        Arguments arguments = arguments();
        return words.value(name, () -> scope.function(name.text()).isDefined() ? defined(name.text(), arguments)
                : LoopReader.NAMES.contains(name.text()) ? of(LoopReader.op(name.text(), arguments, parser), arguments.all())
                : Functions.apply(name.text(), arguments));
    }

    private Value defined(String name, Arguments arguments) {
        Seq<Expr> operands = arguments.all();
        DeferredFunction function = scope.function(name).get();
        return of(new CustomRuleReader(parser, name, function).op(operands.map(Expr::tensorType)), operands);
    }

    /** The operation on operands. */
    static Value of(Op op, Seq<Expr> operands) {
        Apply apply = Apply.of(op, operands);
        return apply.type() instanceof TupleType ? new Several(apply.results()) : new Of(apply);
    }

    private Arguments arguments() {
        words.expect("(");
        Arguments arguments = new Arguments();
        if (words.take(")")) {
            return arguments;
        }
        if (!words.peek().is(";")) {
            do {
                argument(arguments);
            } while (words.take(","));
        }
        if (words.take(";")) {
            do {
                parameter(arguments);
            } while (words.take(","));
        }
        words.expect(")");
        return arguments;
    }

    private void argument(Arguments arguments) {
        Token at = words.peek();
        if (at.kind() == Kind.STRING) {
            arguments.text(words.skip().text());
        } else if (parser.arrow() >= 0) {
            arguments.function(parser.written(scope, end()));
        } else if (at.kind() == Kind.NAME && !scope.knows(at.text()) && scope.function(at.text()).isDefined()
                && !words.second().is("(")) {
            words.skip();
            arguments.function(scope.function(at.text()).get());
        } else if (at.kind() == Kind.NAME && Arguments.WORDS.contains(at.text()) && !scope.knows(at.text())) {
            words.skip();
            Ints numbers = words.peek().is(",") || words.peek().is(")") ? Ints.empty() : Ints.of(words.whole());
            while (at.text().equals("axes") && words.peek().is(",") && words.second().kind() == Kind.NUMBER) {
                words.skip();
                numbers = numbers.append(words.whole());
            }
            arguments.option(at.text(), numbers);
        } else {
            arguments.value(operators.expression());
        }
    }

    /** The end of an argument. */
    private int end() {
        int level = 0;
        for (int i = words.position(); i < words.end(); i++) {
            Token token = words.at(i);
            if (level == 0 && (token.is(",") || token.is(";") || token.is(")"))) {
                return i;
            }
            level += token.nesting();
        }
        return words.end();
    }

    /** {@code name=[1, 2]}, {@code name=1}, {@code name=word}, {@code name="…"}, or a word alone. */
    private void parameter(Arguments arguments) {
        String name = words.peek().kind() == Kind.STRING ? "text" : words.expect(Kind.NAME, "a parameter's name").text();
        if (name.equals("text")) {
            arguments.text(words.skip().text());
        } else if (!words.take("=")) {
            arguments.option(name, Ints.empty());
        } else if (words.peek().is("[")) {
            arguments.option(name, words.wholes());
        } else if (words.peek().kind() == Kind.NAME || words.peek().kind() == Kind.STRING) {
            arguments.text(name, words.skip().text());
        } else if (words.peek().kind() == Kind.NUMBER && !words.peek().text().matches("[0-9]+")) {
            arguments.text(name, words.skip().text());
        } else {
            arguments.option(name, Ints.of(words.whole()));
        }
    }
}
