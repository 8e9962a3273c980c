package fluxion.cli;

/** An option of commands. */
enum Choice {
    AT("--at", "VALUES", "where to evaluate: '2', 'x = 2, y = [1, pi]', 'A = @matrix.npy'"),
    TYPE("--type", "TYPES", "types of parameters: 'x: f64[3], n: i64'; without it that of the value, or f64"),
    WRT("--wrt", "NAMES", "with respect to which parameters, x,y; without it all that can move"),
    ORDER("--order", "N", "which derivative; without it the first"),
    OF("--of", "WHAT", "what of the formula: function, derivative, grad, jacobian, hessian"),
    CLASS("--class", "NAME", "the name of the class; without it Formula"),
    METHOD("--method", "NAME", "the name of its method; without it value"),
    DETAIL("--detail", "LEVEL", "how much is told: every rewrite (every), the rules of calculus (rules), two lines (summary)"),
    LATEX("--latex", "", "in LaTeX, for amsmath"),
    FROM("--from", "X", "where it begins; without it at -5"),
    TO("--to", "X", "where it ends; without it at 5"),
    DERIVATIVES("--derivatives", "N", "how many derivatives are drawn with it"),
    TITLE("--title", "TEXT", "a title above it"),
    OUT("--out", "FILE", "the file to write; without it, to the output"),
    JSON("--json", "", "the answer as JSON, and errors too"),
    HELP("--help", "", "this help");

    private final String flag;
    private final String value;
    private final String says;

    Choice(String flag, String value, String says) {
        this.flag = flag;
        this.value = value;
        this.says = says;
    }

    /** {@code --at}. */
    String flag() {
        return flag;
    }

    /** Whether a value follows. */
    boolean takesValue() {
        return !value.isEmpty();
    }

    /** {@code --at VALUES}. */
    String shown() {
        return takesValue() ? flag + " " + value : flag;
    }

    /** What it is for. */
    String says() {
        return says;
    }

    /** {@code -t} for {@code --type}; for the most common ones. */
    String brief() {
        return switch (this) {
            case TYPE -> "-t";
            case ORDER -> "-n";
            case DERIVATIVES -> "-d";
            case OUT -> "-o";
            case HELP -> "-h";
            case AT, WRT, OF, CLASS, METHOD, DETAIL, LATEX, FROM, TO, TITLE, JSON -> "";
        };
    }
}
