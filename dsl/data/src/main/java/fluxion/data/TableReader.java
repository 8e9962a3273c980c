package fluxion.data;

import fluxion.core.FluxionException;
import fluxion.core.Tensor;
import io.vavr.collection.Array;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** CSV into columns: lines by Commons CSV, then of each column the narrowest of numbers, truth values and categories. */
final class TableReader {
    /** What some programs write first to say that a file is UTF-8. */
    private static final char MARK = '\ufeff';
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,19}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,4})?"
            + "|[+-]?(inf|Infinity)");

    private TableReader() {}

    static Table read(Path file, CsvOptions options) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.getFileName().toString(), in, options);
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException("read: there must be a file " + file.toAbsolutePath(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("read: " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** What a stream holds, under a name for messages; the stream is closed. */
    static Table read(String name, InputStream stream, CsvOptions options) {
        CSVFormat format = CSVFormat.DEFAULT.builder().setDelimiter(options.separator()).setIgnoreEmptyLines(true)
                .setTrim(true).get();
        try (Reader in = unmarked(new BufferedReader(new InputStreamReader(stream, options.charset().newDecoder())));
                CSVParser parser = CSVParser.parse(in, format)) {
            return read(name, parser.iterator(), options);
        } catch (IOException e) {
            throw unreadable(name, options, e);
        } catch (UncheckedIOException e) {
            throw unreadable(name, options, e.getCause());
        }
    }

    private static RuntimeException unreadable(String name, CsvOptions options, IOException e) {
        return switch (e) {
            case CSVException csv -> new FluxionException("read: " + name + ": " + csv.getMessage(), csv);
            case CharacterCodingException text -> new FluxionException("read: " + name + " must be text in "
                    + options.charset(), text);
            default -> new UncheckedIOException("read: " + name + " cannot be read: " + e.getMessage(), e);
        };
    }

    private static Reader unmarked(BufferedReader in) throws IOException {
        in.mark(1);
        if (in.read() != MARK) {
            in.reset();
        }
        return in;
    }

    private static Table read(String file, Iterator<CSVRecord> lines, CsvOptions options) {
        Array<String> names = Array.empty();
        List<List<String>> columns = new ArrayList<>();
        while (lines.hasNext()) {
            CSVRecord line = lines.next();
            if (names.isEmpty()) {
                names = options.header() ? Array.ofAll(line) : Array.range(0, line.size()).map(i -> "c" + i);
                names.forEach(_ -> columns.add(new ArrayList<>()));
                if (options.header()) {
                    continue;
                }
            }
            if (line.size() != names.size()) {
                throw new FluxionException("read: " + file + ", record " + line.getRecordNumber() + ": there must be "
                        + names.size() + " values, as in the first; got " + line.size());
            }
            for (int i = 0; i < line.size(); i++) {
                String text = line.get(i);
                columns.get(i).add(options.missing().contains(text) ? "" : text);
            }
        }
        return new Table(names.zipWithIndex((name, i) -> column(name, columns.get(i))));
    }

    private static Column column(String name, List<String> texts) {
        boolean complete = texts.stream().noneMatch(String::isEmpty);
        if (complete && !texts.isEmpty() && texts.stream().allMatch(TableReader::isInteger)) {
            return new Column.Numbers(name, Tensor.of(texts.stream().mapToLong(Long::parseLong).toArray()));
        }
        if (texts.stream().allMatch(t -> t.isEmpty() || NUMBER.matcher(t).matches())) {
            return new Column.Numbers(name, Tensor.of(texts.stream().mapToDouble(TableReader::number).toArray()));
        }
        if (complete && texts.stream().allMatch(t -> t.equalsIgnoreCase("true") || t.equalsIgnoreCase("false"))) {
            boolean[] truths = new boolean[texts.size()];
            for (int i = 0; i < truths.length; i++) {
                truths[i] = texts.get(i).toLowerCase(Locale.ROOT).equals("true");
            }
            return new Column.Truths(name, Tensor.of(truths));
        }
        return Column.of(name, Array.ofAll(texts));
    }

    private static boolean isInteger(String text) {
        return INTEGER.matcher(text).matches() && new BigInteger(text).bitLength() < Long.SIZE;
    }

    private static double number(String text) {
        return text.isEmpty() ? Double.NaN : Double.parseDouble(text.replace("inf", "Infinity"));
    }
}
