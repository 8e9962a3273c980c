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
    /** A call; of a derivative where primes stand behind the name. */
    Value read(Token token, int primes, Derivatives derivatives) {
        String stem = token.text().replaceAll("′+$", "");
        int order = primes + token.text().length() - stem.length();
        boolean derivative = order > 0 && (primes > 0 || !scope.function(token.text()).isDefined())
                && (scope.function(stem).isDefined() || FunctionNames.isPlain(stem));
        Token name = derivative ? new Token(token.kind(), stem, token.at(), token.first()) : token;
        refuse(name);
        Arguments arguments = arguments();
        return words.value(name, () -> derivative
                ? new Of(derivatives.at(stem, order, x -> called(name, Arguments.of(x)).expression(), arguments.of(stem,
                1).get(0)))
                : called(name, arguments));
    }

    private Value called(Token name, Arguments arguments) {
        boolean logarithm = name.text().matches("log_([0-9]{1,9}|\\p{L}[0-9₀-₉]*)")
                && !Functions.isKnown(name.text()) && scope.function(name.text()).isEmpty();
        return logarithm ? Composites.logarithm(base(name), arguments) : scope.function(name.text()).isDefined()
                ? defined(name.text(), arguments)
                : LoopReader.NAMES.contains(name.text()) ? of(LoopReader.op(name.text(), arguments, parser), arguments.all())
                : Functions.apply(name.text(), arguments);
    }

    /** The base of {@code log_b(x)}. */
    private Value base(Token name) {
        String base = name.text().substring("log_".length());
        if (base.matches("[0-9]{1,9}")) {
            return new Value.Number(Integer.parseInt(base));
        }
        return scope.get(base).getOrElse(() -> {
            if (scope.isClosed() || base.isEmpty()) {
                throw words.error(name, scope.unknown(base));
            }
            return scope.declare(base);
        });
    }

    /** Refuses what looks like a call and may be meant otherwise. */
    private void refuse(Token name) {
        String text = name.text();
        if (text.endsWith("⁻¹") && !Operations.isSpecial(text) && FunctionNames.isPlain(text.substring(0, text.length() - 2))) {
            String stem = text.substring(0, text.length() - 2);
            throw words.error(name, Juxtaposition.inverse(stem));
        }
        boolean letter = text.codePointCount(0, text.length()) == 1 && !scope.function(text).isDefined()
                && !Functions.isKnown(text);
        if (letter) {
            int close = words.close();
            String inside = close < 0 ? "(…)" : words.written(words.position(), close + 1);
            throw words.error(name, "\"" + text + inside + "\" may mean a product, " + text + "·" + inside
                    + ", or a function " + text
                    + ", which is defined behind where: " + text + inside + " where " + text + " = u ↦ …");
        }
    }

    /** A function without parentheses, {@code sin 2x}, or raised to a power, {@code sin²(x)}. */
    Value plain(Token name, Juxtaposition side) {
        int position = words.position() - 1;
        Token at = words.peek();
        int exponent = 1;
        if (at.kind() == Kind.SUPERSCRIPT) {
            words.skip();
            exponent = side.exponent(name, at.text());
        } else if (at.is("^")) {
            words.skip();
            boolean braces = words.take("{");
            String sign = words.take("−") ? "-" : "";
            exponent = side.exponent(name, sign + words.expect(Token.Kind.NUMBER, "a whole number").text());
            if (braces) {
                words.expect("}");
            }
        }
        Arguments arguments;
        if (words.peek().is("(")) {
            arguments = arguments();
        } else if (side.isOperand()) {
            arguments = new Arguments();
            arguments.value(side.operand(name, position, operators));
        } else {
            throw words.error(name, scope.unknown(name.text()));
        }
        Value result = words.value(name, () -> called(name, arguments));
        return exponent == 1 ? result : side.raised(at, result, exponent);
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
            arguments.exact();
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
        } else if (at.kind() == Kind.NAME && words.second().is("=") && !scope.knows(at.text())
                && (at.text().equals("axis") || at.text().equals("dim"))) {
            words.skip();
            words.skip();
            arguments.option("axis", words.peek().is("(") ? tuple() : Ints.of(words.whole()));
        } else if (at.kind() == Kind.NAME && Arguments.WORDS.contains(at.text()) && !scope.knows(at.text())
                && !words.second().is("(")) {
            words.skip();
            Ints numbers = words.peek().is(",") || words.peek().is(")") ? Ints.empty() : Ints.of(words.whole());
            while (at.text().equals("axes") && words.peek().is(",") && words.second().kind() == Kind.NUMBER) {
                words.skip();
                numbers = numbers.append(words.whole());
            }
            arguments.option(at.text(), numbers);
        } else {
            arguments.value(operators.conditional());
        }
    }

    /** {@code (0, 1)}, as Python has it. */
    private Ints tuple() {
        words.expect("(");
        Ints numbers = Ints.of(words.whole());
        while (words.take(",")) {
            numbers = numbers.append(words.whole());
        }
        words.expect(")");
        return numbers;
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
