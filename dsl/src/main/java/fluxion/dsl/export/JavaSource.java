package fluxion.dsl.export;

import fluxion.core.DType;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.TensorType;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A function as one Java source file that depends on nothing but the platform, from Java 17 on: numbers are numbers, tensors
 * flat arrays in row-major order. Elementwise operations that only one operation needs run in one loop, views are read where they
 * lie, functions inside loops and branches become methods, constants stand in the source. What Fluxion computes by kernels of
 * its own (special functions, random numbers, sorting, factorisations, Fourier transforms) the file carries as the very source
 * of those kernels, so its bits are the interpreter's; products and sums differ by the order of their terms, functions of
 * {@link Math} by their last bit. Loops that are differentiated in reverse keep all of their steps, whatever their checkpoints.
 */
public final class JavaSource {
    private static final Pattern NAME = Pattern.compile("[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*");
    private static final Set<String> WORDS = Set.of("abstract", "assert", "boolean", "break", "byte", "case", "catch", "char",
            "class", "const", "continue",
            "default", "do", "double", "else", "enum", "extends", "false", "final", "finally", "float", "for", "goto", "if",
            "implements", "import",
            "instanceof", "int", "interface", "long", "native", "new", "null", "package", "private", "protected", "public",
            "record", "return", "short",
            "static", "strictfp", "super", "switch", "synchronized", "this", "throw", "throws", "transient", "true", "try", "var",
            "void", "volatile",
            "while", "yield", "_");

    private static final Set<String> USED = Set.of("ArithmeticException", "Boolean", "Double", "Float",
            "IllegalArgumentException", "IndexOutOfBoundsException",
            "Integer", "Long", "Math", "Object", "Record", "StrictMath", "String", "System");

    private JavaSource() {}

    /**
     * The source of a public class with one public static method of the function's parameters: numbers for scalars, arrays of
     * double, float, long, int or boolean for other tensors. It returns the result, or several in a record.
     *
     * @param className with or without a package
     * @param method the method's name
     * @param fn a closed function
     * @throws FluxionException where it holds an operation across lanes outside of them, or too many constants for a class, or
     *     names are no Java names
     */
    public static String of(String className, String method, Fn fn) {
        int dot = className.lastIndexOf('.');
        for (String part : className.split("\\.", -1)) {
            if (!isName(part)) {
                throw new FluxionException("java: names must be Java identifiers, that of the class with dots between; got "
                        + className);
            }
        }
        if (!isName(method)) {
            throw new FluxionException("java: names must be Java identifiers, that of the method without dots; got " + method);
        }
        String simple = className.substring(dot + 1);
        if (USED.contains(simple)) {
            throw new FluxionException("java: a class called " + simple
                    + " would hide that of java.lang, which it uses; take another name");
        }
        if (!fn.free().isEmpty()) {
            throw new FluxionException("java: the function must depend on its parameters only; it also depends on "
                    + fn.free().mkString(", "));
        }
        return new JavaClass(dot < 0 ? "" : className.substring(0, dot), simple).source(fn, method);
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches() && !WORDS.contains(name);
    }

    static String java(DType dtype) {
        return switch (dtype) {
            case F64 -> "double";
            case F32 -> "float";
            case I64 -> "long";
            case I32 -> "int";
            case BOOL -> "boolean";
        };
    }

    /** A number for a scalar, else an array. */
    static String java(TensorType type) {
        return java(type.dtype()) + (type.rank() == 0 ? "" : "[]");
    }

    /** The class of a scalar in collections, else the array's. */
    static String boxed(TensorType type) {
        return type.rank() > 0 ? java(type) : switch (type.dtype()) {
            case F64 -> "Double";
            case F32 -> "Float";
            case I64 -> "Long";
            case I32 -> "Integer";
            case BOOL -> "Boolean";
        };
    }

    /** The text in a comment, where unicode escapes and ends of comments must not hide. */
    static String comment(String text) {
        return text.replace("&", "&amp;").replace("\\", "&#92;").replace("*/", "*&#47;").replace("<", "&lt;").replace(">", "&gt;")
                .replace("@", "&#64;");
    }
}
