package fluxion.data;

import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.FluxionException;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Columns of one length. What each column holds is seen from all of its values: numbers, {@code true} and {@code false}, or
 * categories.
 *
 * <pre>{@code
 * Table flowers = Table.read(Path.of("iris.csv"));
 * Tensor x = flowers.tensor("sepal", "petal");     // f64[150,2]
 * Tensor y = flowers.column("species").values();   // i32[150], 0, 1 or 2
 * }</pre>
 *
 * @param columns by distinct names
 */
public record Table(Array<Column> columns) {
    private static final int SHOWN = 5;

    public Table {
        Given.arguments("table", columns);
        if (columns.map(Column::name).distinct().size() < columns.size()) {
            throw new FluxionException("table: names of columns must be distinct; got "
                    + columns.map(Column::name).mkString(", "));
        }
        if (columns.map(Column::rows).distinct().size() > 1) {
            throw new ShapeException("table: columns must have as many rows; got "
                    + columns.map(c -> c.name() + " with " + c.rows()).mkString(", "));
        }
    }

    /** A table of columns. */
    public static Table of(Column... columns) {
        Given.arguments("table", (Object) columns);
        return new Table(Array.of(columns));
    }

    /** Reads a CSV file with a header, see {@link CsvOptions#DEFAULT}. */
    public static Table read(Path file) {
        return read(file, CsvOptions.DEFAULT);
    }

    /**
     * Reads a CSV file. A column is numbers where every value that is there is one, truth values where every row says
     * {@code true} or {@code false}, and categories otherwise.
     *
     * @throws FluxionException where lines have different numbers of values, or quotes do not end, naming the line
     * @throws UncheckedIOException where the file cannot be read
     */
    public static Table read(Path file, CsvOptions options) {
        Given.arguments("read", file, options);
        return TableReader.read(file, options);
    }

    /** Reads CSV with a header from a stream, such as a resource of a program, to its end; the stream is closed. */
    public static Table read(InputStream in) {
        return read(in, CsvOptions.DEFAULT);
    }

    /** Reads CSV from a stream to its end, as from a file; the stream is closed. */
    public static Table read(InputStream in, CsvOptions options) {
        Given.arguments("read", in, options);
        return TableReader.read("stream", in, options);
    }

    /** Writes the table as a CSV file with a header; a missing value is nothing. */
    public void write(Path file) {
        Given.arguments("write", file);
        CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
        try (Writer out = Files.newBufferedWriter(file); CSVPrinter printer = new CSVPrinter(out, format)) {
            printer.printRecord(names());
            for (int row = 0; row < rows(); row++) {
                int r = row;
                printer.printRecord(columns.map(c -> c.text(r)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("write: " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** How many rows. */
    public int rows() {
        return columns.isEmpty() ? 0 : columns.head().rows();
    }

    /** The names of the columns. */
    public Seq<String> names() {
        return columns.map(Column::name);
    }

    /** The column of a name. */
    public Column column(String name) {
        Given.arguments("column", name);
        return columns.find(c -> c.name().equals(name)).getOrElseThrow(() ->
                new FluxionException("column: there must be a column " + name + "; there are " + names().mkString(", ")));
    }

    /** The column of a name, which must hold categories. */
    public Column.Categories categories(String name) {
        if (column(name) instanceof Column.Categories categories) {
            return categories;
        }
        throw new DTypeException("categories: " + name + " must hold texts; got " + column(name).values().type());
    }

    /** Some columns, in the order given. */
    public Table select(String... names) {
        Given.arguments("select", (Object) names);
        return new Table(Array.of(names).map(this::column));
    }

    /** All columns but some. */
    public Table without(String... names) {
        Given.arguments("without", (Object) names);
        Array.of(names).forEach(this::column);
        return new Table(columns.filter(c -> !Array.of(names).contains(c.name())));
    }

    /**
     * Columns of numbers and truth values beside each other, f64[rows, columns], all of the table where none is named; NaN where
     * a number is missing.
     *
     * @throws DTypeException where one holds categories, which are numbers by no nature: see {@link Column.Categories#oneHot}
     */
    public Tensor tensor(String... names) {
        Given.arguments("tensor", (Object) names);
        Array<Column> chosen = names.length == 0 ? columns : select(names).columns();
        int rows = rows();
        double[] values = new double[Math.multiplyExact(rows, chosen.size())];
        for (int c = 0; c < chosen.size(); c++) {
            double[] column = numbers(chosen.get(c));
            for (int r = 0; r < rows; r++) {
                values[r * chosen.size() + c] = column[r];
            }
        }
        return Tensor.of(Shape.of(rows, chosen.size()), values);
    }

    private static double[] numbers(Column column) {
        return switch (column) {
            case Column.Numbers(String _, Tensor values) when values.dtype() == DType.F64 -> values.doubles();
            case Column.Numbers(String _, Tensor values) -> LongStream.of(values.longs()).asDoubleStream().toArray();
            case Column.Truths(String _, Tensor values) -> {
                boolean[] truths = values.booleans();
                yield IntStream.range(0, truths.length).mapToDouble(i -> truths[i] ? 1 : 0).toArray();
            }
            case Column.Categories c -> throw new DTypeException("tensor: " + c.name() + " must hold numbers; got categories "
                    + c.categories().take(SHOWN).mkString(", ") + (c.categories().size() > SHOWN ? ", …" : "")
                    + ". Use values() for their places, or oneHot(F64)");
        };
    }

    // ---- rows -------------------------------------------------------------------------------------------------------

    /** Some rows, in the order given. */
    public Table rows(int... which) {
        return new Table(columns.map(c -> c.rows(which)));
    }

    /** Rows in which nothing is missing. */
    public Table withoutMissing() {
        return rows(IntStream.range(0, rows()).filter(row -> columns.forAll(c -> !c.text(row).isEmpty())).toArray());
    }

    /** The rows in a random order, the same for a seed. */
    public Table shuffled(long seed) {
        int[] order = IntStream.range(0, rows()).toArray();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int other = order[j];
            order[j] = order[i];
            order[i] = other;
        }
        return rows(order);
    }

    /** The first part of the rows, and the rest: {@code split(0.8)} for training and test. */
    public Tuple2<Table, Table> split(double part) {
        if (!(part >= 0 && part <= 1)) {
            throw new FluxionException("split: the part must be from 0 to 1; got " + part);
        }
        int first = (int) Math.round(rows() * part);
        return Tuple.of(rows(IntStream.range(0, first).toArray()), rows(IntStream.range(first, rows()).toArray()));
    }

    /** What it holds: the names with their types, and the first rows. */
    @Override
    public String toString() {
        Array<String> lines = Array.range(0, Math.min(SHOWN, rows())).map(row -> columns.map(c -> c.text(row)).mkString(", "));
        return "Table of " + rows() + " rows: " + columns.map(c -> c.name() + ": " + (c instanceof Column.Categories categories
                ? categories.categories().size() + " categories" : c.values().dtype().toString())
                + (c.missing() > 0 ? " (" + c.missing() + " missing)" : "")).mkString(", ")
                + lines.map(line -> "\n  " + line).mkString() + (rows() > SHOWN ? "\n  …" : "");
    }
}
