package fluxion.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fluxion.core.Tensor;
import fluxion.dsl.Fluxion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each command prints, in words and as JSON, and how each mistake is answered. */
class CommandLineTest {
    private record Ran(int code, String out, String err) {
        JsonNode json() {
            try {
                return new ObjectMapper().readTree(out);
            } catch (IOException e) {
                throw new UncheckedIOException(out, e);
            }
        }
    }

    @TempDir
    private Path folder;

    private static Ran run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8), words);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static void prints(String expected, String... words) {
        assertThat(run(words)).isEqualTo(new Ran(0, expected, ""));
    }

    // ---- derivatives ------------------------------------------------------------------------------------------------

    @Test
    void derivativesOfNumbers() {
        prints("x ↦ sin(x) + x·cos(x)\nat x = 2.0:\n0.0770037537313969\n", "grad", "sin(x)·x", "--at", "2");
        prints("x ↦ sin(x) + x·cos(x)\n", "grad", "sin(x)*x");
        prints("x ↦ 2·cos(x) − x·sin(x)\n", "derivative", "sin(x)·x", "--order", "2");
        prints("x ↦ 2·x\nat x = 3.0:\n6.0\n", "derivative", "x^2", "--at=x = 3");
        prints("t ↦ −2·t\n", "grad", "-t^2");
        prints("∂/∂x: (x, y) ↦ 2·x·y\n∂/∂y: (x, y) ↦ x² + cos(y)\nat x = 2.0, y = 0.5:\n∂/∂x = 2.0\n∂/∂y = 4.877582561890373\n",
                "grad", "x^2*y + sin(y)", "--at", "y = 0.5, x = 2");
        prints("(x, y) ↦ x² + cos(y)\n", "grad", "x^2*y + sin(y)", "--wrt", "y");
        prints("x ↦ 2·x\nat x = 3.0:\n6.0\n", "value", "d/dx (x^2)", "--at", "3");
        prints("x ↦ 6·x\n", "grad", "d/dx(x³)");
        prints("x ↦ cos(x)\n", "text", "sin'(x)");
        prints("∂²/∂x²: (x, y) ↦ 2·y\n∂²/∂x∂y: (x, y) ↦ 2·x\n∂²/∂y∂x: (x, y) ↦ 2·x\n∂²/∂y²: (x, y) ↦ 0\n", "hessian", "x²·y");
    }

    @Test
    void typesAreChosenOrInferred() {
        prints("x ↦ 2·I₂\nat x = [1.0, 2.0]:\n[[2.0, 0.0],\n [0.0, 2.0]]\n", "hessian", "norm(x)^2", "--at", "x = [1, 2]");
        prints("(A, x) ↦ A\n", "jacobian", "A@x", "--type", "A: f64[2,3], x: f64[3]", "--wrt", "x");
        prints("x ↦ 2·x\n", "grad", "x: f64[3] -> norm(x)^2");
        prints("x ↦ 2·x\nat x = [1.0]:\n[2.0]\n", "grad", "x -> norm(x)^2", "-t", "x: f32[1]", "--at", "x = [1]");
        prints("() ↦ π²\n9.869604401089358\n", "value", "pi^2");
        prints("(n, x) ↦ n·x\nat n = 3, x = 0.5:\n1.5\n", "value", "n*x", "-t", "n: i64", "--at", "3; 0.5");
    }

    @Test
    void valuesComeFromFiles() {
        Path file = folder.resolve("w.npy");
        Fluxion.save(Tensor.of(new double[][] {{1, 2}, {3, 4}}), file);
        prints("W ↦ Σ W\nat W = [[1.0, 2.0],\n [3.0, 4.0]]:\n10.0\n", "value", "sum(W)", "--at", "W = @" + file);
        assertThat(run("value", "sum(W)", "--at", "W = @" + folder.resolve("none.npy")).code()).isEqualTo(Main.FILE);
    }

    @Test
    void jsonIsForPrograms() {
        JsonNode answer = run("grad", "x²·ln(y)", "--at", "x = 3, y = 0", "--json").json();
        assertThat(answer.at("/parameters/1/name").asText()).isEqualTo("y");
        assertThat(answer.at("/parameters/1/type").asText()).isEqualTo("f64[]");
        assertThat(answer.at("/results/0/name").asText()).isEqualTo("∂/∂x");
        assertThat(answer.at("/results/0/text").asText()).isEqualTo("(x, y) ↦ 2·ln(y)·x");
        assertThat(answer.at("/results/0/value").asText()).isEqualTo("-Infinity");
        assertThat(answer.at("/results/1/latex").asText()).contains("\\frac");
        JsonNode hessian = run("hessian", "norm(x)^2", "--at", "x = [1, 2]", "--json").json();
        assertThat(hessian.at("/results/0/value").toString()).isEqualTo("[[2.0,0.0],[0.0,2.0]]");
        JsonNode steps = run("steps", "exp(sin(x))", "--json").json();
        assertThat(steps.at("/steps/0/rule").asText()).isEqualTo("chain rule, exp");
        assertThat(run("latex", "x/2", "--json").json().at("/latex").asText()).contains("\\frac");
    }

    // ---- other forms ------------------------------------------------------------------------------------------------

    @Test
    void otherForms() throws IOException {
        assertThat(run("steps", "exp(sin(x))").out()).contains("1. chain rule, exp: d(exp(u)) = exp(u)·du")
                .contains("= cos(x)·exp(sin(x))");
        assertThat(run("steps", "exp(sin(x))", "--detail", "summary").out()).doesNotContain("3.");
        assertThat(run("latex", "x/(1 + x)", "--of", "derivative").out()).contains("\\frac{1}");
        assertThat(run("mathml", "x²").out()).contains("<msup>");
        assertThat(run("text", "x²", "--of", "GRAD").out()).isEqualTo("x ↦ 2·x\n");
        Path java = folder.resolve("Slope.java");
        prints("", "java", "x^2*y", "--of", "grad", "--class", "Slope", "--out", java.toString());
        assertThat(Files.readString(java)).contains("class Slope");
        Path onnx = folder.resolve("f.onnx");
        prints("", "onnx", "tanh(W@x)", "-t", "W: f64[2,3], x: f64[3]", "-o", onnx.toString());
        assertThat(Files.size(onnx)).isGreaterThan(100);
        assertThat(run("onnx", "x", "--json").code()).isEqualTo(Main.USAGE);
    }

    @Test
    void pictures() throws IOException {
        Path svg = folder.resolve("f.svg");
        prints("", "plot", "sin(t)·t", "--from", "-6", "--to", "6", "-d", "1", "--title", "Waves", "-o", svg.toString());
        assertThat(Files.readString(svg)).startsWith("<?xml").contains("<svg");
        Path png = folder.resolve("f.png");
        prints("{\"plot\": \"" + png + "\"}\n", "plot", "sin(t)", "--out", png.toString(), "--json");
        assertThat(Files.readAllBytes(png)).startsWith(0x89, 'P', 'N', 'G');
        assertThat(run("plot", "x·y").err()).contains("the formula must be of one number; got one of (x: f64[], y: f64[])");
        assertThat(run("plot", "x", "--out", "f.gif").code()).isEqualTo(Main.FORMULA);
    }

    // ---- mistakes ---------------------------------------------------------------------------------------------------

    @Test
    void mistakesInFormulasArePointedAt() {
        Ran ran = run("grad", "x + sinn(x)");
        assertThat(ran.code()).isEqualTo(Main.FORMULA);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).isEqualTo("""
                parse: line 1, column 5: there is no function "sinn". Did you mean sin?
                  x + sinn(x)
                      ^
                """);
        assertThat(run("value", "x", "--at", "x = 2 +").err()).contains("  2 +\n     ^");
        JsonNode error = run("grad", "x + sinn(x)", "--json").json();
        assertThat(error.at("/error/kind").asText()).isEqualTo("syntax");
        assertThat(error.at("/error/position").asInt()).isEqualTo(4);
        assertThat(run("grad", "x", "--type", "x: f64[2]").err()).startsWith("grad: ").contains("scalar");
        assertThat(run("grad", "(x, y)").err()).isEqualTo("grad: the formula must have one result; got 2\n");
        assertThat(run("steps", "(x, y)").code()).isEqualTo(Main.FORMULA);
        assertThat(run("derivative", "x·y").err()).contains("Use --wrt, or grad");
        assertThat(run("grad", "x", "--wrt", "y").err()).contains("the parameters x; got y");
        assertThat(run("value", "x + y", "--at", "1").err()).contains("one value for each of x, y; got 1 value");
        assertThat(run("value", "x", "--at", "y = 1").err()).contains("got a value for y");
        assertThat(run("value", "x", "--at", "[1, 2]").err()).contains("Name it, as in --at 'x = …'");
        assertThat(run("grad", "n", "-t", "n: i64").err()).contains("floating-point");
        assertThat(run("derivative", "x", "-n", "99").err()).contains("from 1 to 30");
    }

    @Test
    void mistakesInOptionsAreAnswered() {
        assertThat(run("grd", "x")).isEqualTo(new Ran(Main.USAGE, "", "there is no command grd. Did you mean grad?\n"
                + "Try fluxion --help\n"));
        assertThat(run("grad", "x", "--wtr", "x")).isEqualTo(new Ran(Main.USAGE, "",
                "there is no option --wtr. Did you mean --wrt?\nTry fluxion grad --help\n"));
        assertThat(run("grad").err()).startsWith("the formula is missing");
        assertThat(run("grad", "x", "+", "y").err()).startsWith("there must be one formula; got 'x' '+' 'y'");
        assertThat(run("grad", "x", "--at").err()).startsWith("--at VALUES: the value is missing");
        assertThat(run("plot", "x", "--from", "a").err()).startsWith("--from: the value must be a number; got \"a\"");
        assertThat(run("latex", "x", "--of", "slope").err()).contains("derivative, grad, jacobian, hessian; got \"slope\"");
        assertThat(run("grad", "x", "--json=yes").err()).startsWith("--json takes no value");
        assertThat(run("grad", "--", "-x").out()).isEqualTo("x ↦ −1\n");
        assertThat(run("latex", "x", "--out", folder.resolve("no/such/folder").toString()).code()).isEqualTo(Main.FILE);
    }

    @Test
    void helpTells() {
        for (String[] words : new String[][] {{}, {"--help"}, {"-h"}, {"help"}}) {
            Ran ran = run(words);
            assertThat(ran.code()).isZero();
            assertThat(ran.out()).contains("Usage: fluxion COMMAND FORMULA").contains("fluxion hessian");
        }
        assertThat(run("help", "plot").out()).isEqualTo(run("plot", "--help").out()).contains("--derivatives N");
        assertThat(run("--version").out()).startsWith("fluxion ");
    }

    /** The example in the help of each command runs. */
    @ParameterizedTest
    @EnumSource(Command.class)
    void examplesRun(Command command) {
        String[] words = split(command.example().substring("fluxion ".length()));
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].replaceAll("^(f\\.svg|Slope\\.java|layer\\.onnx)$", folder + "/$1");
        }
        Ran ran = run(words);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
    }

    private static String[] split(String line) {
        return Pattern.compile("'([^']*)'|(\\S+)").matcher(line).results()
                .map(m -> m.group(1) == null ? m.group(2) : m.group(1)).toArray(String[]::new);
    }

    /** The README's commands print what it says. */
    @Test
    void theReadmeIsTrue() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path root = Stream.iterate(here, Path::getParent).filter(p -> Files.exists(p.resolve("LICENSE"))).findFirst()
                .orElseThrow();
        String block = Files.readString(root.resolve("README.md")).split("```console\n")[1].split("```")[0];
        String[] commands = block.split("(^|\n)\\$ fluxion ");
        assertThat(commands).hasSizeGreaterThan(5);
        for (String command : commands) {
            if (!command.isBlank()) {
                String[] words = split(command.lines().findFirst().orElseThrow());
                if (words[words.length - 2].equals("--out")) {
                    words[words.length - 1] = folder + "/" + words[words.length - 1];
                }
                Ran ran = run(words);
                assertThat((ran.out() + ran.err()).strip()).as(command)
                        .isEqualTo(command.lines().skip(1).collect(Collectors.joining("\n")).strip());
            }
        }
    }

    @Test
    void valuesAreTheDerivatives() {
        double value = run("grad", "exp(sin(x))·x", "--at", "0.7", "--json").json().at("/results/0/value").asDouble();
        double h = 1e-6;
        double difference = (f(0.7 + h) - f(0.7 - h)) / (2 * h);
        assertThat(value).isCloseTo(difference, within(1e-8));
    }

    private static double f(double x) {
        return Math.exp(Math.sin(x)) * x;
    }
}
