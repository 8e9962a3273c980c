package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Given;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.explain.Explanation;
import fluxion.core.parse.Formula;
import fluxion.core.print.ExactText;
import fluxion.dsl.export.JavaSource;
import fluxion.dsl.export.Json;
import fluxion.dsl.export.Onnx;
import fluxion.dsl.function.FunctionBase;
import fluxion.dsl.onnx.OnnxModel;
import fluxion.dsl.page.ExplanationPage;
import fluxion.dsl.stream.ObjectBytes;
import fluxion.dsl.stream.StreamFilter;
import io.vavr.collection.Array;
import io.vavr.collection.HashMap;
import java.nio.file.Path;
import java.util.Map;

/** Mathematics in and out: how derivatives come about, formulas read and written. */
final class ReadingVerbs {
    private ReadingVerbs() {}

    /**
     * How a derivative (or another transformed function) comes about, step by step, for the types it was used with last, f64
     * scalars if none: {@code explain(grad(f))}.
     *
     * @throws FluxionException where it was not used yet, and does not take scalars
     */
    public static Explanation explain(FunctionBase function) {
        Given.arguments("explain", function);
        return function.program().explain();
    }

    /**
     * How a derivative comes about, for arguments of the given types.
     *
     * @param arguments for each a {@link fluxion.core.TensorType}, or a tree of expressions or types whose values do not count
     */
    public static Explanation explain(FunctionBase function, Object... arguments) {
        Given.arguments("explain", function, arguments);
        return function.explanation(arguments);
    }

    /**
     * An explanation as one self-contained HTML page: steps, graphs, and a plot of the function and its derivatives over a
     * range.
     */
    public static String page(Explanation explanation, double from, double to) {
        Given.arguments("page", explanation);
        return ExplanationPage.of(explanation, from, to);
    }

    // ---- export ----

    /** The function as a dependency-free Java class with one static method, see {@link JavaSource}. */
    public static String javaSource(String className, String method, Fn fn) {
        Given.arguments("javaSource", className, method, fn);
        return JavaSource.of(className, method, fn);
    }

    /** The function as the bytes of an ONNX model, see {@link Onnx}. */
    public static byte[] toOnnx(String name, Fn fn) { Given.arguments("toOnnx", name, fn); return Onnx.write(name, fn); }

    /** The model that the bytes of an {@code .onnx} file are: a function of its weights and inputs, see {@link OnnxModel}. */
    public static OnnxModel fromOnnx(byte[] bytes) { Given.arguments("fromOnnx", (Object) bytes); return OnnxModel.read(bytes); }

    /** The model in an {@code .onnx} file, whose elements may lie in files beside it, see {@link OnnxModel}. */
    public static OnnxModel fromOnnx(Path file) { Given.arguments("fromOnnx", file); return OnnxModel.read(file); }

    /** The function as JSON, without loss, see {@link Json}. */
    public static String toJson(Fn fn) { Given.arguments("toJson", fn); return Json.write(fn); }

    /** The function that JSON says, see {@link Json}. */
    public static Fn fromJson(String json) { Given.arguments("fromJson", json); return Json.read(json); }

    /**
     * Functions, tensors, keys and trees of them as bytes, by Java's serialisation: for files, caches and other machines. How
     * each is written, and what stays behind of a function whose lambda cannot travel, says {@link FunctionBase}.
     *
     * @throws FluxionException where something cannot be written, saying what, and which lambda holds it
     */
    public static byte[] toBytes(Object object) { Given.arguments("toBytes", object); return ObjectBytes.write(object); }

    /**
     * The object that bytes from {@link #toBytes} hold: {@code Fun1<Expr, Expr> f = fromBytes(bytes, Fun1.class)}. Bytes that
     * are damaged or hostile are refused, see {@link StreamFilter}: classes that are not this library's, with the lambdas in
     * them, are let through where they are trusted by name, as in {@code fromBytes(bytes, Model.class, "org.example.*")}.
     *
     * @throws FluxionException where they hold no such object, or what is not trusted
     */
    public static <T> T fromBytes(byte[] bytes, Class<? super T> type, String... trusted) {
        Given.arguments("fromBytes", bytes, type, trusted);
        return ObjectBytes.read(bytes, type, StreamFilter.trusting(trusted));
    }

    // ---- formulas ----

    /** A named parameter of a given type, for {@link #parse(String, Var, Var...)}. */
    public static Var variable(String name, TensorType type) {
        Given.arguments("variable", name, type);
        return new Var(name, type);
    }

    /**
     * The function that a formula says: {@code parse("x·sin(x)")},
     * {@code parse("(x: f64[3], A: f64[2,3], b: f64[2]) ↦ ‖A·x − b‖²")}.
     * Without a header, names are f64 scalars in order of first use. The grammar is that of {@link fluxion.core.parse}.
     *
     * @throws fluxion.core.parse.SyntaxException where it cannot be read, pointing at the place
     */
    public static Fn parse(String formula) { Given.arguments("parse", formula); return Formula.fn(formula, HashMap.empty(),
            FormulaCalculus.CALCULUS); }

    /**
     * The function as a formula that {@link #parse(String)} reads back bit for bit, dtypes, loops and all constants included.
     * What {@code toString} prints reads better, is a formula too, and may round differently where a textbook's form does.
     */
    public static String formula(Fn fn) { Given.arguments("formula", fn); return ExactText.of(fn); }

    /** The function of the given parameters that a formula says, see {@link #parse(String)}. */
    public static Fn parse(String formula, Var first, Var... more) {
        Given.arguments("parse", formula, first, more);
        return Formula.fn(formula, Array.of(first).appendAll(Array.of(more)), FormulaCalculus.CALCULUS);
    }

    /** What a formula says about named expressions: {@code fn(x -> parse("x·sin(x)", Map.of("x", x)))}. */
    public static Expr parse(String formula, Map<String, ? extends Expr> names) {
        Given.arguments("parse", formula, names);
        return Formula.expression(formula, HashMap.ofAll(names), FormulaCalculus.CALCULUS);
    }
}
