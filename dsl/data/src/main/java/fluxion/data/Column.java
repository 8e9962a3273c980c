package fluxion.data;

import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.dsl.Fluxion;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.stream.IntStream;

/** A column of a table: a name and a value for each row. */
public sealed interface Column {
    /** Its name. */
    String name();

    /** The values: a number or a truth value for each row; of categories their places in the list of all. */
    Tensor values();

    /** How many rows have no value. */
    int missing();

    /** The text of a row's value in a CSV file; empty where it is missing. */
    String text(int row);

    /** How many rows. */
    default int rows() {
        return values().shape().dim(0);
    }

    /**
     * Numbers with or without decimals.
     *
     * @param name its name
     * @param values f64[rows], NaN where missing; i64[rows] where all are integers and none is missing
     */
    record Numbers(String name, Tensor values) implements Column {
        public Numbers {
            requireColumn(name, values, values.dtype() == DType.F64 || values.dtype() == DType.I64, "f64 or i64");
        }

        @Override
        public int missing() {
            return values.dtype() != DType.F64 ? 0 : (int) IntStream.range(0, rows()).filter(this::isMissing).count();
        }

        private boolean isMissing(int row) {
            return values.dtype() == DType.F64 && Double.isNaN(values.doubleAt(row));
        }

        @Override
        public String text(int row) {
            return isMissing(row) ? "" : values.dtype() == DType.I64 ? String.valueOf(values.longAt(row))
                    : String.valueOf(values.doubleAt(row));
        }
    }

    /**
     * Truth values, written {@code true} and {@code false}.
     *
     * @param name its name
     * @param values bool[rows]
     */
    record Truths(String name, Tensor values) implements Column {
        public Truths {
            requireColumn(name, values, values.dtype() == DType.BOOL, "bool");
        }

        @Override
        public int missing() {
            return 0;
        }

        @Override
        public String text(int row) {
            return String.valueOf(values.booleanAt(row));
        }
    }

    /**
     * One of several texts each.
     *
     * @param name its name
     * @param categories the texts, each once
     * @param values i32[rows]: which of them, from 0 on; −1 where missing
     */
    record Categories(String name, Array<String> categories, Tensor values) implements Column {
        public Categories {
            requireColumn(name, values, values.dtype() == DType.I32, "i32");
            int n = categories.size();
            if (!IntStream.of(values.ints()).allMatch(code -> code >= -1 && code < n)) {
                throw new FluxionException("column: values of " + name + " must be from −1 to " + (n - 1));
            }
        }

        @Override
        public int missing() {
            return (int) IntStream.of(values.ints()).filter(code -> code < 0).count();
        }

        @Override
        public String text(int row) {
            int code = (int) values.longAt(row);
            return code < 0 ? "" : categories.get(code);
        }

        /** The texts of all rows. */
        public Seq<String> texts() {
            return Array.range(0, rows()).map(this::text);
        }

        /** 1 in the place of a row's category, 0 elsewhere, [rows, categories]; zeros where missing. */
        public Tensor oneHot(DType dtype) {
            Given.arguments("oneHot", dtype);
            Expr places = Fluxion.arange(categories.size()).cast(DType.I32);
            return Fluxion.eval(values.expandDims(1).eq(places).cast(dtype));
        }
    }

    /** A column of numbers or truth values. */
    static Column of(String name, Tensor values) {
        Given.arguments("column", name, values);
        return switch (values.dtype()) {
            case F64, I64 -> new Numbers(name, values);
            case F32 -> new Numbers(name, Fluxion.eval(values.cast(DType.F64)));
            case I32 -> new Numbers(name, Fluxion.eval(values.cast(DType.I64)));
            case BOOL -> new Truths(name, values);
        };
    }

    /** A column of numbers. */
    static Column of(String name, double... values) {
        Given.arguments("column", name, values);
        return new Numbers(name, Tensor.of(values));
    }

    /** A column of categories; the empty text is a missing one. Categories are in the order of their texts. */
    static Column of(String name, Seq<String> texts) {
        Given.arguments("column", name, texts);
        Array<String> categories = Array.ofAll(texts.filter(text -> !text.isEmpty()).toJavaSet()).sorted();
        java.util.Map<String, Integer> places = categories.zipWithIndex().toJavaMap(t -> t);
        return new Categories(name, categories, Tensor.of(texts.toJavaStream().mapToInt(t -> places.getOrDefault(t, -1))
                .toArray()));
    }

    /** The column with some rows, in their order. */
    default Column rows(int... which) {
        Given.arguments("rows", (Object) which);
        if (!IntStream.of(which).allMatch(row -> row >= 0 && row < rows())) {
            throw new ShapeException("rows: rows of " + name() + " must be from 0 to " + (rows() - 1));
        }
        Tensor chosen = which.length == 0 ? Tensor.zeros(values().type().withShape(Shape.of(0)))
                : Fluxion.eval(values().get(Tensor.of(which)));
        return switch (this) {
            case Numbers _ -> new Numbers(name(), chosen);
            case Truths _ -> new Truths(name(), chosen);
            case Categories c -> new Categories(name(), c.categories(), chosen);
        };
    }

    private static void requireColumn(String name, Tensor values, boolean held, String dtypes) {
        Given.arguments("column", name, values);
        TensorType type = values.type();
        if (!held) {
            throw new DTypeException("column: values of " + name + " must be " + dtypes + "; got " + type);
        }
        if (type.rank() != 1) {
            throw new ShapeException("column: values of " + name + " must have one axis; got " + type);
        }
    }
}
