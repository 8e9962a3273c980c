package fluxion.examples;

import fluxion.examples.workbench.WorkbenchServer;
import java.awt.Desktop;
import java.awt.GraphicsEnvironment;
import java.io.IOException;

/**
 * Opens the workbench in the browser: a page where one types a function and sees its derivatives, how they come about, the
 * graph with values and derivatives flowing through it, and its plot.
 *
 * <pre>{@code mvn -q compile exec:exec -Dexec.mainClass=fluxion.examples.Workbench}</pre>
 *
 * The argument is the port, any free one without it. The page is served to this machine alone, until the program is ended.
 */
public final class Workbench {
    private Workbench() {}

    public static void main(String[] args) throws IOException {
        WorkbenchServer server = WorkbenchServer.start(args.length == 0 ? 0 : port(args[0]));
        System.out.println("The workbench: " + server.page() + "\nCtrl+C ends it.");
        if (!GraphicsEnvironment.isHeadless() && Desktop.isDesktopSupported()
                && Desktop.getDesktop().isSupported(Desktop.Action.BROWSE)) {
            Desktop.getDesktop().browse(server.page());
        }
    }

    private static int port(String text) {
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("the port must be a number from 0 to 65535; got " + text);
        }
        return port;
    }
}
