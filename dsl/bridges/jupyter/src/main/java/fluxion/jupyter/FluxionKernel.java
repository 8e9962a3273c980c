package fluxion.jupyter;

import io.vavr.control.Option;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.magic.MagicParser;
import org.dflib.jjava.jupyter.kernel.magic.MagicTranspiler;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;

/**
 * A Jupyter kernel. Its cells are Java as JShell takes it, evaluated in this JVM, with {@code java.base} and the library
 * imported; the value of the last expression is shown as {@link Display} says.
 */
public class FluxionKernel extends BaseKernel {
    private final Cells cells;

    /**
     * A kernel whose compiler finds the library on a path of modules.
     *
     * @param modulePath directories and jars, as {@code --module-path} takes them
     */
    public FluxionKernel(String modulePath) {
        super("Fluxion", "0.1", language(), List.of(), null, new JupyterIO(StandardCharsets.UTF_8),
                new CommManager(), new Renderer(), new MagicParser("%", "%%", new MagicTranspiler()),
                new MagicsRegistry(), false, new StringStyler.Builder().build());
        cells = new Cells(modulePath);
    }

    /** The kernel whose cells run in this JVM. */
    static Option<BaseKernel> running() {
        return Option.of(notebookKernel);
    }

    private static LanguageInfo language() {
        return new LanguageInfo.Builder("Java").version(Runtime.version().toString()).mimetype("text/x-java-source")
                .fileExtension(".jshell").pygments("java").codemirror("text/x-java").build();
    }

    /** Serves the connection whose file is named, until Jupyter ends it. */
    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        if (arguments.length != 1) {
            System.err.println("fluxion.jupyter: expects Jupyter's connection file as its one argument; got "
                    + String.join(" ", arguments));
            System.exit(2);
        }
        FluxionKernel kernel = new FluxionKernel(System.getProperty("jdk.module.path", ""));
        JupyterConnection connection =
                new JupyterConnection(KernelConnectionProperties.parse(Files.readString(Path.of(arguments[0]))));
        kernel.becomeHandlerForConnection(connection);
        kernel.onStartup();
        connection.connect();
        connection.waitUntilClose();
        System.exit(0);
    }

    @Override
    public Object evalRaw(String cell) {
        return cells.run(cell).getOrNull();
    }

    @Override
    public DisplayData eval(String cell) {
        return cells.run(cell).map(Display::of).getOrNull();
    }

    @Override
    public DisplayData inspect(String cell, int at, boolean extra) {
        return cells.signatures(cell, at).isEmpty() ? null : new DisplayData(cells.signatures(cell, at).mkString("\n"));
    }

    @Override
    public ReplacementOptions complete(String cell, int at) {
        Cells.Completions found = cells.completions(cell, at);
        return new ReplacementOptions(found.all().asJava(), found.begin(), at);
    }

    /** Whether a console is to run a cell, or wait for more of it, in which case it is how far that is to be indented. */
    @Override
    public String isComplete(String cell) {
        return switch (cells.completeness(cell)) {
            case COMPLETE, COMPLETE_WITH_SEMI, CONSIDERED_INCOMPLETE, EMPTY -> IS_COMPLETE_YES;
            case DEFINITELY_INCOMPLETE -> "    ";
            case UNKNOWN -> IS_COMPLETE_BAD;
        };
    }

    @Override
    public List<String> formatError(Throwable error) {
        return error instanceof CellException e ? e.lines().asJava() : super.formatError(error);
    }

    @Override
    public void interrupt() {
        cells.stop();
    }

    @Override
    public void onShutdown(boolean restarts) {
        super.onShutdown(restarts);
        cells.close();
    }
}
