package fluxion.core.parse;

import fluxion.core.Expr;
import fluxion.core.ShapeException;
import fluxion.core.parse.Token.Kind;
import fluxion.core.parse.Value.Of;

/** Reads what LaTeX has commands for, {@code \frac{a}{b}}, {@code \sqrt[3]{x}}, {@code \begin{cases}}; and norms. */
record CommandReader(TokenStream words, Operators operators, Derivatives derivatives) {
    Value read(Token command) {
        return switch (command.text()) {
            case "\\frac" -> fraction(command);
            case "\\sqrt" -> root(command);
            case "\\begin" -> cases(command);
            case "\\lim" -> throw words.error(command, "a limit is not read; write the function itself");
            case "\\binom" -> throw words.error(command, "a binomial coefficient is not read; write n!/(k!·(n − k)!)");
            case String other -> throw words.error(command, "the command " + other + " is not read here");
        };
    }

    private Value group(String of) {
        if (!words.peek().is("{")) {
            throw words.error(words.peek(), of + " takes its operands in braces; found " + TokenStream.quoted(words.peek()));
        }
        words.skip();
        Value x = operators.expression();
        words.expect("}");
        return x;
    }

    private Value fraction(Token at) {
        if (derivatives.isFraction()) {
            return derivatives.fraction();
        }
        Value upper = group("\\frac");
        Value lower = group("\\frac");
        return words.value(at, () -> Value.numbers(upper, lower, Expr::div, (a, b) -> a / b));
    }

    private Value root(Token at) {
        double degree = 2;
        if (words.take("[")) {
            degree = words.whole();
            words.expect("]");
        }
        double n = degree;
        Value x = group("\\sqrt");
        Expr root = words.meaning(at, () -> n == 2 ? x.expression().sqrt() : n == 3 ? x.expression().cbrt()
                : x.expression().pow(1 / n));
        return n == 2 && x.isNumber() ? new Value.Constant(Math.sqrt(x.number()), root) : new Of(root);
    }

    private Value cases(Token at) {
        words.expect("{");
        Token name = words.expect(Kind.NAME, "cases");
        words.expect("}");
        if (!name.text().equals("cases")) {
            throw words.error(name, "of environments only cases is read; found " + TokenStream.quoted(name));
        }
        Value all = new CasesReader(words, operators).read(at, operators.expression(), "\\end");
        words.expect("{");
        words.skip();
        words.expect("}");
        return all;
    }

    /** The norm that stands before this, of the kind that its subscript says. */
    Value norm(Token at, Value x) {
        Token under = words.peek();
        String kind = under.is("₁") || under.is("₂") ? Token.plain(under.text()) : under.is("∞") && words.isTight() ? "∞"
                : under.kind() == Kind.NAME && under.text().startsWith("_") ? under.text().substring(1) : "-";
        if (!kind.equals("-")) {
            words.skip();
        }
        if (kind.isEmpty()) {
            kind = words.skip().text();
        }
        String which = kind;
        return new Of(words.meaning(at, () -> norm(x.expression(), which)));
    }

    private static Expr norm(Expr x, String kind) {
        return switch (kind) {
            case "-", "F" -> x.norm();
            case "2" -> x.rank() == 2 ? x.matrixNorm(2) : x.norm();
            case "1" -> x.rank() == 2 ? x.matrixNorm(1) : x.abs().sum();
            case "∞", "inf", "infty" -> x.rank() == 2 ? x.matrixNorm(Double.POSITIVE_INFINITY) : x.abs().max();
            default -> throw new ShapeException("norm: the norms are ‖x‖₁, ‖x‖₂, ‖x‖∞ and ‖A‖_F; got ‖x‖_" + kind);
        };
    }
}
