package fluxion.cli;

import java.io.OutputStream;
import java.io.PrintStream;

/** Runs what the command is for, so that an archive of its classes can be made. */
final class WarmUp {
    private static final String[][] LINES = {{"grad", "sin(x)·x + exp(x)/(1 + x^2)", "--at", "x = 2"},
        {"grad", "x²·y + ln(y)·√x − cos(x)^3", "--at", "x = 2, y = 0.5", "--json"},
        {"derivative", "tanh(x)*x", "-n", "2", "--at", "1"}, {"value", "x + y", "--at", "1, 2"},
        {"hessian", "norm(x)^2 + sum(exp(x))", "--at", "x = [1, 2]"},
        {"hessian", "x²·y", "--at", "x = 1, y = 2"}, {"jacobian", "A@x", "--type", "A: f64[2,3], x: f64[3]", "--wrt", "x"},
        {"steps", "exp(sin(x))"}, {"steps", "‖A·x − b‖²", "--type", "A: f64[2,3], x: f64[3], b: f64[2]", "--wrt", "x"},
        {"latex", "x/(1 + x)", "--of", "derivative"}, {"mathml", "x²"}, {"text", "x²", "--of", "grad"}, {"java", "x²·y"},
        {"plot", "sin(x)·x", "--derivatives", "1"}, {"--help"}, {"grad", "--help"}, {"grad", "sinn(x)"}, {"grd", "x"}};

    private WarmUp() {}

    /** Runs each line twice. */
    public static void main(String... arguments) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        for (int i = 0; i < 2 * LINES.length; i++) {
            Main.run(nowhere, nowhere, LINES[i / 2]);
        }
    }
}
