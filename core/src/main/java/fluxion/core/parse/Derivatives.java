package fluxion.core.parse;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.ShapeException;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.parse.Token.Kind;
import fluxion.core.parse.Value.Of;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.List;

/** Reads derivatives, {@code d/dx(…)}, {@code ∂²/∂x∂y(…)}, {@code ∇(…)} and {@code f′(x)}, where somebody takes them. */
record Derivatives(TokenStream words, Scope scope, Operators operators, Parser parser) {
    private static final int HIGHEST = 12;

    /** Whether {@code d/dx} or {@code ∂/∂x} begins here. */
    boolean isHere() {
        int d = words.position();
        if (!isD(words.at(d), d) || scope.knows(words.at(d).text())) {
            return false;
        }
        int slash = d + (words.at(d + 1).kind() == Kind.SUPERSCRIPT ? 2 : words.at(d + 1).is("^") ? 3 : 1);
        return words.at(slash).is("/") && isVariable(slash + 1);
    }

    private boolean isD(Token token, int position) {
        return token.kind() == Kind.NAME && (token.text().equals("d") || token.text().equals("∂")) && position < words.end();
    }

    private boolean isVariable(int position) {
        Token token = words.at(position);
        return token.kind() == Kind.NAME && position < words.end() && (token.text().equals("∂")
                && words.at(position + 1).kind() == Kind.NAME || token.text().startsWith("d") && token.text().length() > 1);
    }

    /** Whether {@code \frac{d}{dx}} begins here, behind its command. */
    boolean isFraction() {
        return words.peek().is("{") && isD(words.second(), words.position() + 1) && !scope.knows(words.second().text());
    }

    Value read() {
        Token at = words.peek();
        int order = order();
        words.expect("/");
        return derivative(at, order, variables());
    }

    Value fraction() {
        Token at = words.peek();
        words.expect("{");
        int order = order();
        words.expect("}");
        words.expect("{");
        List<String> variables = variables();
        words.expect("}");
        return derivative(at, order, variables);
    }

    /** {@code d²}. */
    private int order() {
        words.skip();
        Token digits = words.peek();
        if (digits.kind() == Kind.SUPERSCRIPT) {
            words.skip();
            return whole(digits, digits.text());
        }
        if (!words.take("^")) {
            return 1;
        }
        boolean braces = words.take("{");
        int order = words.whole();
        if (braces) {
            words.expect("}");
        }
        return order;
    }

    private int whole(Token at, String digits) {
        if (!digits.matches("[0-9]{1,3}")) {
            throw words.error(at, "the order of a derivative must be a whole number");
        }
        return Integer.parseInt(digits);
    }

    /** {@code dx}, {@code dx²}, {@code ∂x∂y}: each as often as it says. */
    private List<String> variables() {
        List<String> variables = new ArrayList<>();
        while (isVariable(words.position())) {
            String first = words.skip().text();
            String name = first.equals("∂") ? words.skip().text() : first.substring(1);
            Token digits = words.peek();
            int times = 1;
            if (digits.kind() == Kind.SUPERSCRIPT) {
                words.skip();
                times = whole(digits, digits.text());
            } else if (words.take("^")) {
                boolean braces = words.take("{");
                times = words.whole();
                if (braces) {
                    words.expect("}");
                }
            }
            if (times < 1 || times > HIGHEST) {
                throw words.error(digits, "derivatives of order 1 to " + HIGHEST + " are read; got " + times);
            }
            for (int i = 0; i < times; i++) {
                variables.add(name);
            }
        }
        return variables;
    }

    private Value derivative(Token at, int order, List<String> variables) {
        if (order != variables.size()) {
            throw words.error(at, "a derivative of order " + order + " must be in as many variables, as in d²/dx²; got "
                    + variables.size());
        }
        Value of = operand(at);
        return words.value(at, () -> {
            Expr result = of.expression();
            for (String name : variables) {
                Var variable = scope.get(name).filter(v -> v instanceof Of(Var _)).map(v -> (Var) v.expression())
                        .getOrElseThrow(() -> words.error(at, "a derivative is taken in a parameter of the formula; " + name
                        + " is none"));
                result = parser.calculus().derivative(result, variable);
            }
            return new Of(result);
        });
    }

    /** What is differentiated: in parentheses, or one factor with nothing behind it that might belong to it as well. */
    private Value operand(Token at) {
        boolean closed = words.peek().is("(") || words.peek().is("[") || words.peek().is("{");
        int from = words.position();
        Value of;
        if (words.take("[")) {
            of = operators.expression();
            words.expect("]");
        } else {
            of = operators.power();
        }
        Token next = words.peek();
        if (!closed && (next.is("·") || next.is("*") || next.is("/") || operators.follows())) {
            String operand = words.written(from, words.position());
            throw words.error(next, "what is differentiated here? Write it in parentheses, d/dx(" + operand + ") or d/dx("
                    + operand
                    + " …)");
        }
        return of;
    }

    /** {@code ∇(…)} in the one parameter of a formula, {@code ∇_x(…)} in the one named. */
    Value gradient(Token at) {
        Token under = words.peek();
        if (under.kind() == Kind.SUPERSCRIPT || under.is("^")) {
            throw words.error(under, "\"∇²\" may mean the Hessian or the Laplacian; differentiate the function with hessian, or "
                    + "write ∂²/∂x²(…) + ∂²/∂y²(…)");
        }
        String name = under.kind() == Kind.NAME && under.text().startsWith("_") ? words.skip().text().substring(1) : "";
        Value of = operand(at);
        return words.value(at, () -> {
            Seq<Var> params = scope.variables().filter(v -> name.isEmpty() || v.name().equals(name));
            if (params.size() != 1) {
                throw new ShapeException(name.isEmpty() ? "∇ is read where the formula has one parameter; say in which, ∇_"
                        + params.map(Var::name).getOrElse("x") + "(…)" : "∇ is taken in a parameter of the formula; " + name
                        + " is none");
            }
            return new Of(parser.calculus().derivative(of.expression(), params.head()));
        });
    }

    /** f′(x) of a function of one number: the derivative of that order at the operand. */
    Expr at(String name, int order, java.util.function.Function<Expr, Expr> function, Expr x) {
        if (x.rank() > 0) {
            throw new ShapeException(name + "′ is read for numbers; got " + x.type());
        }
        Var u = new Var("u", TensorType.scalar(x.dtype()));
        Expr result = function.apply(u);
        for (int i = 0; i < order; i++) {
            result = parser.calculus().derivative(result, u);
        }
        return Fn.of(Array.of(u), Array.of(result)).on(Array.of(x)).head();
    }
}
