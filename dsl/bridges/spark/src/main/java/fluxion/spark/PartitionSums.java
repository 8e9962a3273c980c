package fluxion.spark;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.dsl.Fluxion;
import fluxion.dsl.function.Fun2;
import io.vavr.Function2;
import io.vavr.Tuple2;
import io.vavr.Tuple;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;

/**
 * Sums whose order is fixed by the partitions: of each partition the elements from first to last, then the sums of partitions
 * along the binary tree over their numbers, 0 with 1, 2 with 3, 0–1 with 2–3 and so on. Which executor had which partition,
 * which came first and how often one was tried again leaves no trace in the bits. Where partitions are many, executors add up
 * whole subtrees before anything reaches the driver; that is the same tree.
 */
final class PartitionSums {
    /** How many partitions one task adds up: a power of two, so that its tree is one of the whole one's. */
    private static final int WIDTH = 32;
    /** How many sums the driver takes at most. */
    private static final int MOST = 128;

    /** Traced once for each kind of tree: leaf by leaf it would take longer than many functions do. */
    private static final Fun2<Object, Object, Object> PLUS =
            Fun2.of((Function2<Object, Object, Object>) (one, other) -> Fluxion.zip(one, other, Expr::plus));

    private PartitionSums() {}

    @SuppressWarnings("unchecked") // of two trees of one structure
    private static <R> R plus(R one, R other) {
        return (R) PLUS.apply(one, other);
    }

    /**
     * The sum of what a function gives for each element.
     *
     * @throws FluxionException where there are no elements
     */
    static <T, R> R of(String verb, JavaRDD<T> data, Function<T, R> f) {
        return of(verb, data, f, WIDTH, MOST).getOrElseThrow(() ->
                new FluxionException(verb + ": there must be at least one element; got none"));
    }

    /** The sum; none where there are no elements. */
    static <T, R> Option<R> any(String verb, JavaRDD<T> data, Function<T, R> f) {
        return of(verb, data, f, WIDTH, MOST);
    }

    static <T, R> Option<R> of(String verb, JavaRDD<T> data, Function<T, R> f, int width, int most) {
        JavaRDD<Tuple2<Integer, byte[]>> sums = data.mapPartitionsWithIndex((partition, elements) ->
                elements.hasNext() ? List.of(Tuple.of(partition, SparkBytes.ofTree(verb, sum(elements, f)))).iterator()
                        : java.util.Collections.emptyIterator(), true);
        int partitions = data.getNumPartitions();
        for (; partitions > most; partitions = (partitions + width - 1) / width) {
            sums = subtrees(verb, sums, width, partitions);
        }
        return Subtree.add(sums.collect()).map(SparkBytes::<R>readTree);
    }

    private static <T, R> R sum(Iterator<T> elements, Function<T, R> f) throws Exception {
        R total = Fluxion.eval(f.call(elements.next()));
        while (elements.hasNext()) {
            total = plus(total, f.call(elements.next()));
        }
        return total;
    }

    /** One sum for so many partitions each, numbered anew. */
    private static JavaRDD<Tuple2<Integer, byte[]>> subtrees(String verb, JavaRDD<Tuple2<Integer, byte[]>> sums, int width,
            int partitions) {
        JavaPairRDD<Integer, scala.Tuple2<Integer, byte[]>> byGroup = sums.mapToPair(sum ->
                new scala.Tuple2<>(sum._1 / width, new scala.Tuple2<>(sum._1 % width, sum._2)));
        return byGroup.groupByKey((partitions + width - 1) / width).map(group -> {
            List<Tuple2<Integer, byte[]>> members = new ArrayList<>();
            group._2.forEach(member -> members.add(Tuple.of(member._1, member._2)));
            return Tuple.of(group._1, Subtree.add(members).get());
        });
    }

    /** The sum along the tree, of numbered trees as bytes. */
    private static final class Subtree {
        private Subtree() {}

        static Option<byte[]> add(List<Tuple2<Integer, byte[]>> numbered) {
            if (numbered.isEmpty()) {
                return Option.none();
            }
            List<Tuple2<Integer, byte[]>> sorted = new ArrayList<>(numbered);
            sorted.sort(Comparator.comparing(Tuple2::_1));
            int last = sorted.getLast()._1;
            int size = Math.max(1, Integer.highestOneBit(last) << 1);
            return Option.some(sorted.size() == 1 ? sorted.get(0)._2 : SparkBytes.ofTree("sum", add(sorted, 0, size)));
        }

        /** Of those numbered from {@code first} on, {@code size} of them at most, of which there is one at least. */
        private static Object add(List<Tuple2<Integer, byte[]>> sorted, int first, int size) {
            if (sorted.size() == 1) {
                return SparkBytes.readTree(sorted.get(0)._2);
            }
            int half = size / 2;
            int middle = first + half;
            int low = (int) sorted.stream().filter(each -> each._1 < middle).count();
            if (low == 0) {
                return add(sorted, middle, half);
            }
            if (low == sorted.size()) {
                return add(sorted, first, half);
            }
            Object left = add(sorted.subList(0, low), first, half);
            return plus(left, add(sorted.subList(low, sorted.size()), middle, half));
        }
    }
}
