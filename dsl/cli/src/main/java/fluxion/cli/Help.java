package fluxion.cli;

import io.vavr.collection.Array;

/** What {@code --help} says. */
final class Help {
    private Help() {}

    /** Of the whole. */
    static String overview() {
        return """
                Derivatives of formulas: exact, simplified, explained.

                Usage: fluxion COMMAND FORMULA [OPTIONS]

                """ + Array.of(Command.values()).map(c -> "  %-11s %s%n".formatted(c.word(), c.says())).mkString() + """
                  help        about a command: fluxion help grad

                Formulas are Unicode or ASCII: sin(x)·x or sin(x)*x, x² or x^2, ‖A·x − b‖² or norm(A@x - b)^2. Names are
                numbers unless said otherwise: '(A: f64[2,3], x: f64[3]) -> A@x', --type 'x: f64[3]', or by their values,
                --at 'x = [1, 2, 3]'.

                """ + Array.of(Command.values()).map(c -> "  " + c.example() + "\n").mkString() + """

                Exit codes: 0 done; 1 the formula cannot be read, or has no such derivative; 2 usage; 3 a file.
                """;
    }

    /** Of a command. */
    static String of(Command command) {
        return "Usage: fluxion " + command.word() + " FORMULA [OPTIONS]\n\nGives " + command.says() + ".\n\n"
                + command.choices().map(c -> "  %-4s %-16s %s%n".formatted(c.brief().isEmpty() ? "" : c.brief() + ",", c.shown(),
                        c.says())).mkString() + "\n  " + command.example() + "\n";
    }
}
