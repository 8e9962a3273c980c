package fluxion.core.parse;

import fluxion.core.parse.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads cases, {@code {x if x > 0; −x otherwise}}, also with commas, {@code for}, or no last word. */
record CasesReader(TokenStream words, Operators operators) {
    /** All cases, behind the first value. */
    Value read(Token at, Value first, String close) {
        List<Value> values = new ArrayList<>();
        List<Value> conditions = new ArrayList<>();
        Value value = first;
        while (true) {
            boolean comma = words.take(",") || words.take("&");
            if (words.take("otherwise") || words.take("else")) {
                return closed(at, value, values, conditions, close);
            }
            values.add(value);
            if (!words.take("if") && !takesFor() && !comma) {
                words.expect("if");
            }
            conditions.add(operators.expression());
            if (values.size() > 1 && words.peek().is(close)) {
                return closed(at, new Value.Number(Double.NaN), values, conditions, close);
            }
            if (!comma || !words.take(",")) {
                words.expect(";");
            }
            if (words.peek().is(close)) {
                return closed(at, new Value.Number(Double.NaN), values, conditions, close);
            }
            value = operators.expression();
        }
    }

    private boolean takesFor() {
        boolean is = words.peek().kind() == Kind.NAME && words.peek().text().equals("for");
        if (is) {
            words.skip();
        }
        return is;
    }

    private Value closed(Token at, Value otherwise, List<Value> values, List<Value> conditions, String close) {
        words.take(";");
        words.expect(close);
        Value result = otherwise;
        for (int i = values.size() - 1; i >= 0; i--) {
            Value rest = result;
            Value then = values.get(i);
            Value test = conditions.get(i);
            result = words.value(at, () -> Value.both(then, rest, (x, y) -> Functions.where(test.expression(), x, y)));
        }
        return result;
    }
}
