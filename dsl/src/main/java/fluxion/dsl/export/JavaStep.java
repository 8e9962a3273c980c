package fluxion.dsl.export;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.function.Function;

/** The statements of one operation: its operands, the variables that it makes, and the lines so far. */
final class JavaStep {
    private static final String CUT = "\f";

    private final JavaBody body;
    private final Apply apply;
    private final Seq<String> outs;
    private final StringBuilder code = new StringBuilder();
    private int indent;

    JavaStep(JavaBody body, Apply apply, Seq<String> outs) {
        this.body = body;
        this.apply = apply;
        this.outs = outs;
    }

    Apply apply() {
        return apply;
    }

    JavaClass in() {
        return body.in();
    }

    /** The variable of the result. */
    String out() {
        return outs.get(0);
    }

    Seq<String> outs() {
        return outs;
    }

    Shape shape(int input) {
        return apply.input(input).shape();
    }

    Shape shape() {
        return apply.shape();
    }

    // ---- lines ------------------------------------------------------------------------------------------------------

    void line(String text) {
        code.append("    ".repeat(indent)).append(text).append('\n');
    }

    void open(String text) {
        line(text.isEmpty() ? "{" : text + " {");
        indent++;
    }

    void close() {
        indent--;
        line("}");
    }

    /** Closes and goes on: {@code } else {}. */
    void otherwise(String text) {
        indent--;
        line("} " + text + " {");
        indent++;
    }

    /** Says that what follows may go into another method; not inside braces. */
    void cut() {
        if (indent == 0) {
            code.append(CUT);
        }
    }

    /** Statements that stay together, in order. */
    Seq<String> pieces() {
        return Array.of(code.toString().split(CUT));
    }

    int depth() {
        return indent;
    }

    void closeTo(int depth) {
        while (indent > depth) {
            close();
        }
    }

    /** Declares an array of zeros. */
    void allocate(String name, TensorType type) {
        line(JavaSource.java(type) + " " + name + " = new " + JavaSource.java(type.dtype()) + "[" + type.shape().size() + "];");
    }

    /** A name for a variable declared here: inside braces one that others may have later on. */
    String local(String wish) {
        return indent == 0 ? fresh(wish) : body.variables().local(wish);
    }

    /** A name for a variable of a loop opened here. */
    String counter(String wish) {
        return body.variables().local(wish);
    }

    /** A name that stays taken in the whole method. */
    String fresh(String wish) {
        return body.variables().fresh(wish);
    }

    // ---- loops ------------------------------------------------------------------------------------------------------

    /** Loops over the axes of a result; those of length 1 need none. */
    Seq<String> outer(Ints dims) {
        return loops(dims, body.variables()::outer);
    }

    /** Loops inside, over axes that are summed or searched. */
    Seq<String> inner(Ints dims) {
        return loops(dims, body.variables()::inner);
    }

    private Seq<String> loops(Ints dims, Function<Integer, String> names) {
        return Array.range(0, dims.size()).map(k -> {
            if (dims.get(k) == 1) {
                return "0";
            }
            String i = names.apply(k);
            open("for (int " + i + " = 0; " + i + " < " + dims.get(k) + "; " + i + "++)");
            return i;
        }).toArray();
    }

    /** Loops over all axes of a shape around one statement. */
    void each(Shape shape, Function<Seq<String>, String> statement) {
        int depth = indent;
        line(statement.apply(outer(shape.dims())));
        closeTo(depth);
    }

    // ---- elements ---------------------------------------------------------------------------------------------------

    JavaExpr element(int input, Seq<String> index) {
        return body.element(apply.input(input), index);
    }

    String read(int input, Seq<String> index) {
        return element(input, index).text();
    }

    /** The operand as a whole: a number or an array. */
    String value(int input) {
        return body.value(apply.input(input));
    }

    /** The operand's elements as an array of doubles, in f32 a copy. */
    String doubles(int input) {
        String array = value(input);
        return apply.input(input).dtype() == DType.F32 ? in().helper(JavaHelper.WIDENED) + "(" + array + ")" : array;
    }

    /** The elimination of the operand's matrices, made once for all who need it. */
    String factors(int input) {
        return body.factors(apply.input(input));
    }

    /** The element of the result. */
    String write(Seq<String> index) {
        return at(out(), shape(), index);
    }

    static String at(String array, Shape shape, Seq<String> index) {
        return shape.rank() == 0 ? array : array + "[" + position(shape, index) + "]";
    }

    /** The position in a flat array. */
    static String position(Shape shape, Seq<String> index) {
        String position = "0";
        for (int k = 0; k < shape.rank(); k++) {
            if (shape.dim(k) != 1) {
                position = plus(times(position, shape.dim(k)), index.get(k));
            }
        }
        return position;
    }

    static String plus(String index, int number) {
        return number < 0 ? index.equals("0") ? Integer.toString(number) : index + " - " + -number
                : plus(index, Integer.toString(number));
    }

    static String plus(String index, String other) {
        return other.equals("0") ? index : index.equals("0") ? other : index + " + " + other;
    }

    /** n − index. */
    static String minus(int number, String index) {
        return index.equals("0") ? Integer.toString(number) : number + " - " + bracketed(index);
    }

    static String times(String index, int number) {
        return index.equals("0") || number == 0 ? "0" : number == 1 ? index : bracketed(index) + " * " + number;
    }

    private static String bracketed(String index) {
        return index.matches("[\\w$]+(\\([^()]*\\))?") ? index : "(" + index + ")";
    }

    JavaExpr zero() {
        return JavaExpr.number(apply.tensorType().dtype(), 0);
    }

    JavaExpr one() {
        return JavaExpr.number(apply.tensorType().dtype(), 1);
    }

    /** What sums of products are kept in: f32 in double. */
    String sumType() {
        return isWide() ? "double" : JavaSource.java(apply.tensorType().dtype());
    }

    boolean isWide() {
        return apply.tensorType().dtype() == DType.F32;
    }

    /** A sum as an element. */
    String narrowed(String sum) {
        return isWide() ? "(float) " + sum : sum;
    }
}
