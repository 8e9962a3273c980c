package fluxion.data;

import fluxion.core.FluxionException;
import fluxion.core.Given;
import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * How a CSV file is written.
 *
 * @param separator what stands between values
 * @param header whether the first line names the columns
 * @param missing what stands for a value that is missing, besides nothing at all
 * @param charset how texts are bytes
 */
public record CsvOptions(char separator, boolean header, Set<String> missing, Charset charset) {
    /** Commas, a header, UTF-8; NA, N/A, NaN, null, NULL and None for what is missing. */
    public static final CsvOptions DEFAULT = new CsvOptions(',', true,
            HashSet.of("NA", "N/A", "NaN", "nan", "null", "NULL", "None"), StandardCharsets.UTF_8);

    public CsvOptions {
        Given.arguments("csv", missing, charset);
        if (separator == '"' || separator == '\n' || separator == '\r') {
            throw new FluxionException("csv: the separator must be no quote and no end of line");
        }
    }

    /** With another separator, such as {@code ';'} or {@code '\t'}. */
    public CsvOptions separator(char other) {
        return new CsvOptions(other, header, missing, charset);
    }

    /** Without a first line of names: columns are called {@code c0}, {@code c1}, … */
    public CsvOptions withoutHeader() {
        return new CsvOptions(separator, false, missing, charset);
    }

    /** With other texts for what is missing. */
    public CsvOptions missing(String... texts) {
        Given.arguments("missing", (Object) texts);
        return new CsvOptions(separator, header, HashSet.of(texts), charset);
    }

    /** With texts in another charset. */
    public CsvOptions charset(Charset other) {
        return new CsvOptions(separator, header, missing, other);
    }
}
