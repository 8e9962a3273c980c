package fluxion.jupyter;

import io.vavr.collection.Array;
import java.io.File;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** A kernel without Jupyter, that keeps what it is to display. */
final class RecordingKernel extends FluxionKernel implements AutoCloseable {
    private Array<DisplayData> displayed = Array.empty();

    RecordingKernel() {
        super(modulePath());
        onStartup();
    }

    /** The test's class path, but what is of tests alone: two of their jars have packages in common. */
    static String modulePath() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(path.split(File.pathSeparator)).filter(entry -> !entry.contains("test-classes")
                && !entry.matches(".*(junit|opentest4j|apiguardian|surefire|assertj|byte-buddy|jackson).*"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** What the cells before have displayed, in order; then nothing of it is left. */
    Array<DisplayData> displayed() {
        Array<DisplayData> all = displayed;
        displayed = Array.empty();
        return all;
    }

    @Override
    public void display(DisplayData data) {
        displayed = displayed.append(data);
    }

    @Override
    public void close() {
        onShutdown(false);
    }
}
