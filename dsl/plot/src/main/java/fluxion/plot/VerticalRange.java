package fluxion.plot;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** From where to where a figure goes that says nothing about it. */
final class VerticalRange {
    /** How many times as far as nearly all values the others may lie to be shown. */
    private static final double FAR = 4;

    private VerticalRange() {}

    /** All values with some room, but for the few that lie far away, such as those near poles. */
    static Figure.Range of(Figure figure) {
        boolean logarithmic = figure.y().logarithmic();
        double[] all = figure.layers().toJavaStream().flatMapToDouble(layer -> switch (layer) {
            case Layer.Line line -> Arrays.stream(line.y().doubles());
            case Layer.Points points -> Arrays.stream(points.y().doubles());
            case Layer.Band band -> DoubleStream.concat(Arrays.stream(band.low().doubles()), Arrays.stream(band.high()
                    .doubles()));
            case Layer.Cells _ -> DoubleStream.empty();
        }).filter(y -> Double.isFinite(y) && (!logarithmic || y > 0)).map(y -> logarithmic ? Math.log10(y) : y).sorted()
                .toArray();
        if (all.length == 0) {
            return logarithmic ? new Figure.Range(0.1, 10) : new Figure.Range(-1, 1);
        }
        double low = all[0];
        double high = all[all.length - 1];
        double inner = all[all.length - 1 - all.length / 20] - all[all.length / 20];
        if (inner > 0 && high - low > FAR * inner) {
            low = Math.max(low, all[all.length / 20] - inner / 2);
            high = Math.min(high, all[all.length - 1 - all.length / 20] + inner / 2);
        }
        double room = high - low > 1e-12 * Math.max(Math.abs(high), Math.abs(low)) ? 0.05 * (high - low)
                : Math.max(1e-3, Math.abs(high) / 2);
        double from = Math.max(low - room, -Double.MAX_VALUE / 4);
        double to = Math.min(high + room, Double.MAX_VALUE / 4);
        return logarithmic ? new Figure.Range(Math.pow(10, from), Math.pow(10, to)) : new Figure.Range(from, to);
    }
}
