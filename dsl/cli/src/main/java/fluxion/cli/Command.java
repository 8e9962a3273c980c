package fluxion.cli;

import io.vavr.collection.Array;

/** What {@code fluxion} can be asked for. */
enum Command {
    VALUE("value", "the formula as it is read, and its value", "fluxion value 'x^2 + y' --at 'x = 3, y = 1'"),
    DERIVATIVE("derivative", "a derivative with respect to one number, of any order",
            "fluxion derivative 'sin(x)·x' --order 2 --at 1", Choice.WRT, Choice.ORDER),
    GRAD("grad", "the gradient of a formula that is a number", "fluxion grad 'x^2*y + sin(y)' --at 'x = 2, y = 0.5'", Choice.WRT),
    JACOBIAN("jacobian", "the Jacobian of a formula that is any tensor",
            "fluxion jacobian 'A@x' --type 'A: f64[2,3], x: f64[3]' --wrt x", Choice.WRT),
    HESSIAN("hessian", "the Hessian of a formula that is a number", "fluxion hessian 'norm(x)^2' --at 'x = [1, 2]' --json",
            Choice.WRT),
    STEPS("steps", "how the gradient comes about, rule by rule", "fluxion steps 'exp(sin(x))'", Choice.WRT, Choice.DETAIL,
            Choice.LATEX),
    TEXT("text", "the formula, or a derivative, as Unicode text", "fluxion text 'x/(1 + x)' --of derivative", Choice.WRT,
            Choice.OF, Choice.ORDER, Choice.OUT),
    LATEX("latex", "the formula, or a derivative, in LaTeX", "fluxion latex 'x/(1 + x)' --of derivative", Choice.WRT, Choice.OF,
            Choice.ORDER, Choice.OUT),
    MATHML("mathml", "the formula, or a derivative, in MathML", "fluxion mathml 'x/(1 + x)'", Choice.WRT, Choice.OF, Choice.ORDER,
            Choice.OUT),
    JAVA("java", "the formula, or a derivative, as a Java class that depends on nothing",
            "fluxion java 'x^2*y' --of grad --class Slope --out Slope.java", Choice.WRT, Choice.OF, Choice.ORDER, Choice.CLASS,
            Choice.METHOD, Choice.OUT),
    ONNX("onnx", "the formula, or a derivative, as an ONNX model",
            "fluxion onnx 'tanh(W@x)' --type 'W: f64[2,3], x: f64[3]' --out layer.onnx", Choice.WRT, Choice.OF, Choice.ORDER,
            Choice.OUT),
    PLOT("plot", "a formula of one number and its derivatives as a picture, .svg or .png",
            "fluxion plot 'sin(x)·x' --from -6 --to 6 --derivatives 2 --out f.svg", Choice.FROM, Choice.TO, Choice.DERIVATIVES,
            Choice.TITLE, Choice.OUT);

    private final String word;
    private final String says;
    private final String example;
    private final Array<Choice> choices;

    Command(String word, String says, String example, Choice... choices) {
        this.word = word;
        this.says = says;
        this.example = example;
        boolean evaluated = choices.length == 0 || choices[choices.length - 1] != Choice.OUT;
        this.choices = (evaluated && !word.equals("steps") ? Array.of(Choice.AT, Choice.TYPE) : Array.of(Choice.TYPE))
                .appendAll(Array.of(choices)).append(Choice.JSON).append(Choice.HELP);
    }

    /** What is typed. */
    String word() {
        return word;
    }

    /** What it gives. */
    String says() {
        return says;
    }

    String example() {
        return example;
    }

    /** The options it has. */
    Array<Choice> choices() {
        return choices;
    }
}
