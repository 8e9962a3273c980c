package fluxion.tests.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.FluxionException;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.data.Column;
import fluxion.data.CsvOptions;
import fluxion.data.Table;
import io.vavr.collection.Array;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CSV in and out: what columns hold, what is missing, what is malformed. */
class TableTest {
    @TempDir
    Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("t.csv"), text);
    }

    @Test
    void columnsAreWhatTheirValuesAre() throws IOException {
        Table table = Table.read(file("""
                \ufeffcity, age,height,member,big
                "Bern, CH",31,1.75,true,9007199254740993
                Genf,27,,False,-1
                "say ""hi\""",45,-1e3,TRUE,+2
                NA,8,inf,false,3

                """));
        assertThat(table.names()).containsExactly("city", "age", "height", "member", "big");
        assertThat(table.rows()).isEqualTo(4);
        assertThat(table.categories("city").categories()).containsExactly("Bern, CH", "Genf", "say \"hi\"");
        assertThat(table.column("city").values()).isEqualTo(Tensor.of(new int[] {0, 1, 2, -1}));
        assertThat(table.column("age").values()).isEqualTo(Tensor.of(new long[] {31, 27, 45, 8}));
        assertThat(table.column("height").values()).isEqualTo(Tensor.of(new double[] {1.75, Double.NaN, -1000,
                Double.POSITIVE_INFINITY}));
        assertThat(table.column("member").values()).isEqualTo(Tensor.of(new boolean[] {true, false, true, false}));
        assertThat(table.column("big").values().longAt(0)).isEqualTo(9007199254740993L);
        assertThat(table.column("height").missing()).isEqualTo(1);
        assertThat(table.column("city").missing()).isEqualTo(1);
        assertThat(table.withoutMissing().rows()).isEqualTo(2);
        assertThat(table.tensor("age", "member")).isEqualTo(Tensor.of(new double[][] {{31, 1}, {27, 0}, {45, 1}, {8, 0}}));
        assertThat(table.categories("city").oneHot(DType.F32)).isEqualTo(Tensor.of(new float[][] {{1, 0, 0}, {0, 1, 0},
            {0, 0, 1}, {0, 0, 0}}));
        assertThat(table.toString()).startsWith("Table of 4 rows: city: 3 categories (1 missing), age: i64, "
                + "height: f64 (1 missing), member: bool, big: i64\n  Bern, CH, 31, 1.75, true");
    }

    @Test
    void optionsSayHowItIsWritten() throws IOException {
        Table table = Table.read(file("1;x\n-;y\n"), CsvOptions.DEFAULT.separator(';').withoutHeader().missing("-"));
        assertThat(table.names()).containsExactly("c0", "c1");
        assertThat(table.column("c0").values()).isEqualTo(Tensor.of(new double[] {1, Double.NaN}));
        Path latin = directory.resolve("latin.csv");
        Files.write(latin, "a\nö\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(Table.read(latin, CsvOptions.DEFAULT.charset(StandardCharsets.ISO_8859_1)).column("a").text(0)).isEqualTo("ö");
        assertThatThrownBy(() -> Table.read(latin)).isInstanceOf(FluxionException.class)
                .hasMessage("read: latin.csv must be text in UTF-8");
    }

    @Test
    void whatIsWrittenComesBack() {
        Table table = Table.of(Column.of("x", 0.1, Double.NaN, 1e300),
                Column.of("n", Tensor.of(new long[] {1, 2, Long.MAX_VALUE})),
                Column.of("t", Tensor.of(new boolean[] {true, false, true})), Column.of("c", Array.of("a,b", "", "\"q\"\nz")));
        Path file = directory.resolve("out.csv");
        table.write(file);
        Table read = Table.read(file);
        assertThat(read.column("x")).isEqualTo(table.column("x"));
        assertThat(read.column("t")).isEqualTo(table.column("t"));
        assertThat(read.column("c")).isEqualTo(table.column("c"));
        assertThat(read.column("n").values().longAt(1)).isEqualTo(2);
    }

    @Test
    void rowsAreChosenShuffledSplit() {
        Table table = Table.of(Column.of("x", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), Column.of("c",
                Array.range(0, 10).map(i -> "k" + i)));
        Table shuffled = table.shuffled(3);
        assertThat(shuffled).isEqualTo(table.shuffled(3)).isNotEqualTo(table);
        assertThat(shuffled.column("c").text(4)).isEqualTo("k" + (int) shuffled.column("x").values().doubleAt(4));
        assertThat(table.split(0.8)._1.rows()).isEqualTo(8);
        assertThat(table.split(0.8)._2.column("x").values()).isEqualTo(Tensor.of(new double[] {8, 9}));
        assertThat(table.split(1)._2.rows()).isZero();
        assertThat(table.without("c").tensor().shape()).isEqualTo(Shape.of(10, 1));
    }

    @Test
    void mistakesAreNamed() throws IOException {
        Path ragged = file("a,b\n1,2\n3\n");
        assertThatThrownBy(() -> Table.read(ragged)).isInstanceOf(FluxionException.class)
                .hasMessage("read: t.csv, record 3: there must be 2 values, as in the first; got 1");
        Path quotes = directory.resolve("quotes.csv");
        Files.writeString(quotes, "a\n\"never ends\n1\n");
        assertThatThrownBy(() -> Table.read(quotes)).isInstanceOf(FluxionException.class)
                .hasMessageStartingWith("read: quotes.csv");
        Path twice = directory.resolve("twice.csv");
        Files.writeString(twice, "a,a\n1,2\n");
        assertThatThrownBy(() -> Table.read(twice)).isInstanceOf(FluxionException.class).hasMessageContaining("distinct");
        assertThatThrownBy(() -> Table.read(directory.resolve("none.csv"))).isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("there must be a file");
        Table table = Table.of(Column.of("x", 1, 2), Column.of("c", Array.of("a", "b")));
        assertThatThrownBy(() -> table.column("y")).isInstanceOf(FluxionException.class)
                .hasMessage("column: there must be a column y; there are x, c");
        assertThatThrownBy(() -> table.tensor("x", "c")).isInstanceOf(DTypeException.class)
                .hasMessage("tensor: c must hold numbers; got categories a, b. Use values() for their places, or oneHot(F64)");
        assertThatThrownBy(() -> Table.of(Column.of("x", 1), Column.of("y", 1, 2))).isInstanceOf(ShapeException.class);
        assertThat(Table.read(file("a,b\n")).rows()).isZero();
        assertThat(Table.read(file("")).columns()).isEmpty();
    }
}
