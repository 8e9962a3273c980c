package fluxion.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Comparator;

/**
 * Our times beside those of other libraries, for one number of threads.
 *
 * @param threads all computed with so many
 * @param peers the other libraries; first calls are compared with the first of them
 * @param rows a case each
 */
record Ratios(int threads, Seq<String> peers, Seq<Row> rows) {
    private static final double SLOWER_THAN_ONE_THREAD = 1.03;

    /**
     * Times of one call, in microseconds.
     *
     * @param steady the median once everything is warm
     * @param first the first call with all that precedes it
     */
    record Times(double steady, double first) {
        static Option<Times> of(JsonNode result) {
            return Option.when(ResultFile.succeeded(result),
                    () -> new Times(result.at("/steady_us/median").asDouble(), 1e6 * result.get("first_call_s").asDouble()));
        }
    }

    /**
     * One case.
     *
     * @param name the case's
     * @param ours none where it failed
     * @param spread how far the medians of our JVMs are apart
     * @param theirs in the order of the peers; none where a peer has no result
     * @param oneThread our own steady time with one thread, where that is known and this is with more
     * @param differences which peers' numbers are not ours, and where
     */
    record Row(String name, Option<Times> ours, double spread, Seq<Option<Times>> theirs, Option<Double> oneThread,
            Seq<String> differences) {
        /** Our steady time by that of the best peer: below 1 we are ahead. */
        Option<Double> steady() {
            Seq<Double> times = theirs.flatMap(t -> t).map(Times::steady);
            return ours.flatMap(our -> times.min().map(best -> our.steady() / best));
        }

        /** Our first call by that of the first peer. */
        Option<Double> first() {
            return ours.flatMap(our -> theirs.headOption().flatMap(t -> t).map(their -> our.first() / their.first()));
        }

        /** Our steady time by that with one thread. */
        Option<Double> gain() {
            return ours.flatMap(our -> oneThread.map(alone -> our.steady() / alone));
        }
    }

    /** Joins result files by case, a table for each number of threads of ours; peers in the order of the files. */
    static Seq<Ratios> of(Seq<ResultFile> files) {
        Seq<ResultFile> ours = files.filter(file -> file.peer().equals(ResultFile.OURS))
                .sorted(Comparator.comparing(ResultFile::threads));
        Option<ResultFile> alone = ours.find(file -> file.threads() == 1);
        return ours.map(our -> of(our, files.filter(f -> !f.peer().equals(ResultFile.OURS) && f.threads() == our.threads()),
                alone.filter(one -> one != our)));
    }

    private static Ratios of(ResultFile ours, Seq<ResultFile> theirs, Option<ResultFile> alone) {
        return new Ratios(ours.threads(), theirs.map(ResultFile::peer), ours.results().map(result -> {
            String name = result.get("case").asText();
            return new Row(name, Times.of(result), result.path("spread").asDouble(),
                    theirs.map(file -> file.result(name).flatMap(Times::of)),
                    alone.flatMap(file -> file.result(name)).flatMap(Times::of).map(Times::steady),
                    theirs.flatMap(file -> difference(result, file)));
        }));
    }

    private static Option<String> difference(JsonNode ours, ResultFile theirs) {
        return theirs.result(ours.get("case").asText()).filter(r -> ResultFile.succeeded(ours) && ResultFile.succeeded(r))
                .flatMap(r -> Agreement.difference(ours, r, Math.max(tolerance(ours), tolerance(r))))
                .map(where -> "differs from " + theirs.peer() + ": " + where);
    }

    private static double tolerance(JsonNode result) {
        return result.get("tolerance").asDouble();
    }

    static Option<Double> geometricMean(Seq<Double> ratios) {
        return Option.when(!ratios.isEmpty(), () -> Math.exp(ratios.map(Math::log).average().get()));
    }

    /** The table: a star marks what is slower than the best peer, the first peer's first call or one thread. */
    String table() {
        boolean gains = rows.exists(row -> row.gain().isDefined());
        Seq<String> steady = peers.prepend("ours").append("ratio");
        Seq<String> head = Array.of(threads == 1 ? "1 thread" : threads + " threads", "spread").appendAll(steady)
                .appendAll(gains ? Array.of("/ 1 thread") : Array.empty()).appendAll(steady.map(s -> "first " + s));
        Seq<Seq<String>> lines = rows.map(row -> cells(row, gains)).prepend(head);
        Seq<Integer> widths = Array.range(0, head.size()).map(i -> lines.map(line -> line.get(i).length()).max().get());
        StringBuilder text = new StringBuilder();
        lines.zipWithIndex().forEach(line -> {
            Seq<String> notes = line._2 == 0 ? Array.empty() : rows.get(line._2 - 1).differences();
            text.append(line._1.zip(widths).zipWithIndex().map(cell -> pad(cell._1._1, cell._1._2, cell._2 == 0))
                    .appendAll(notes).mkString("  ").stripTrailing()).append('\n');
        });
        return text.append(summary("best peer", rows.flatMap(Row::steady))).append(peers.headOption()
                .map(peer -> summary(peer + "'s first call", rows.flatMap(Row::first))).getOrElse("")).toString();
    }

    private Seq<String> cells(Row row, boolean gains) {
        Seq<Option<Times>> all = row.theirs().prepend(row.ours());
        return Array.of(row.name(), row.ours().map(_ -> "%.0f %%".formatted(100 * row.spread())).getOrElse("–"))
                .appendAll(all.map(t -> duration(t.map(Times::steady)))).append(ratio(row.steady(), 1))
                .appendAll(gains ? Array.of(ratio(row.gain(), SLOWER_THAN_ONE_THREAD)) : Array.empty())
                .appendAll(all.map(t -> duration(t.map(Times::first)))).append(ratio(row.first(), 1));
    }

    private static String summary(String against, Seq<Double> ratios) {
        return geometricMean(ratios).map(mean -> "%d cases, geometric mean of ours / %s %.2f, above 1: %d\n"
                .formatted(ratios.size(), against, mean, ratios.count(ratio -> ratio > 1))).getOrElse("");
    }

    private static String pad(String text, int width, boolean left) {
        String space = " ".repeat(width - text.length());
        return left ? text + space : space + text;
    }

    /** With a star or room for one. */
    private static String ratio(Option<Double> ratio, double limit) {
        return ratio.map(r -> "%.2f %s".formatted(r, r > limit ? "*" : " ")).getOrElse("–  ");
    }

    private static String duration(Option<Double> microseconds) {
        return microseconds.map(t -> t >= 1e6 ? "%.3g s".formatted(t / 1e6) : t >= 1e3 ? "%.3g ms".formatted(t / 1e3)
                : "%.3g µs".formatted(t)).getOrElse("–");
    }
}
