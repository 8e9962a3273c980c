package fluxion.tests.programs;

import fluxion.core.Expr;
import fluxion.dsl.function.ExprFn1;
import fluxion.dsl.function.ExprFn2;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a step of a program may do, as an expression and as a line of Java.
 *
 * @param text Java, where {@code $0} is an operand, <code>{c}</code> a setting and {@code #0} a body; {@code $*} and {@code #*}
 *     are all of them
 */
public record Operation(String text, Meaning meaning) {
    private static final Pattern HOLE = Pattern.compile("[$#][\\d*]|\\{(\\w+)}");
    private static final Map<String, Operation> ALL =
            LinkedHashMap.ofEntries(ElementwiseSteps.all().appendAll(ArraySteps.all()).appendAll(MatrixSteps.all())
                    .appendAll(ControlSteps.all()));

    /** The value of a step. */
    public interface Meaning {
        Expr of(Call call);
    }

    /** What a step is applied to. */
    public record Call(Seq<Expr> operands, Settings settings, Seq<Function<Seq<Expr>, Seq<Expr>>> bodies) {
        Expr x() {
            return operands.get(0);
        }

        Expr y() {
            return operands.get(1);
        }

        Expr z() {
            return operands.get(2);
        }

        ExprFn1 f1(int body) {
            return v -> bodies.get(body).apply(Array.of(v)).head();
        }

        ExprFn2 f2(int body) {
            return (v, w) -> bodies.get(body).apply(Array.of(v, w)).head();
        }

        Number constant() {
            return settings.constant(x().dtype());
        }

        int integer(String name) {
            return settings.integer(name);
        }

        int axis() {
            return settings.integer("axis");
        }
    }

    static Map<String, Operation> all() {
        return ALL;
    }

    static Operation named(String name) {
        return ALL.get(name).getOrElseThrow(() -> new IllegalArgumentException("no operation of programs is named " + name));
    }

    /** The call as Java. */
    String java(Seq<String> operands, Settings settings, Seq<String> bodies) {
        return HOLE.matcher(text).replaceAll(m -> Matcher.quoteReplacement(switch (m.group().charAt(0)) {
            case '{' -> setting(settings, m.group(1));
            case '$' -> m.group().endsWith("*") ? operands.mkString(", ") : operands.get(place(m.group()));
            default -> m.group().endsWith("*") ? bodies.mkString(", ") : bodies.get(place(m.group()));
        }));
    }

    private static int place(String hole) {
        return Integer.parseInt(hole.substring(1));
    }

    private static String setting(Settings settings, String name) {
        return name.equals("idx") ? '"' + settings.subscripts() + '"' : settings.java(name);
    }
}
