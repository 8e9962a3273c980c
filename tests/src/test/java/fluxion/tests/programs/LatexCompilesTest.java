package fluxion.tests.programs;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.explain.Explanation;
import fluxion.core.explain.Explanation.Detail;
import fluxion.core.print.Latex;
import fluxion.transforms.Grad;
import fluxion.transforms.Simplify;
import fluxion.transforms.reading.Reading;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is printed as LaTeX is set by pdflatex and by KaTeX without complaint, where they are installed: formulas of the tables,
 * random programs and their gradients, and derivations at each level. {@code -Dfluxion.latex.count=N} takes more programs,
 * {@code -Dfluxion.latex.keep=FILE} keeps the document.
 */
class LatexCompilesTest {
    private static final int COUNT = Integer.getInteger("fluxion.latex.count", 4);
    private static final int TIMEOUT_SECONDS = 120;

    @TempDir
    private Path directory;

    private static Seq<String> texts() throws IOException {
        List<String> texts = new ArrayList<>();
        for (long seed = 1; seed <= COUNT; seed++) {
            Program program = RandomPrograms.of(seed);
            texts.add(Latex.of(program.function()));
            Fn gradient = Simplify.of(Grad.of(program.loss(program.function()), Ints.range(0, program.inputs().size())));
            texts.add(Latex.of(gradient));
            texts.add(Latex.of(Reading.of(gradient)));
        }
        try (InputStream in = LatexCompilesTest.class.getResourceAsStream("/equivalence/pairs.txt")) {
            Array.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")).filter(line -> line.matches("[^:]* ;; [a-z, ]* ;; [^:]*")).take(10 * COUNT)
                    .map(line -> line.split(" ;; ")[2]).forEach(formula -> texts.add(Latex.of(parse(formula))));
        }
        Seq<Explanation> explanations = Array.of(
                explain(grad(fn(x -> x.times(sin(x)).div(log(x).plus(1))))), explain(grad(fn((Expr x, Expr y) -> hypot(x, y).times(y)).named("x₁", "Δy")).wrt(0, 1), f64(), f64()),
                explain(hessian(fn((Expr x) -> exp(norm(x).square().div(-2)))), f64(3)), explain(jacobian(fn((Expr x, Expr w) -> softmax(w.matmul(x)))), f64(3), f64(2, 3)),
                explain(grad(fn((Expr x) -> logAbsDet(x).plus(trace(inv(x))))), f64(3, 3)), explain(grad(fn((Expr x) -> prod(x).plus(max(x)).plus(sort(x).get(0)))), f64(3)),
                explain(grad(fn((Expr x) -> fori(0, 3, x, (i, z) -> z.sin().plus(z)))), f64()), explain(vmap(fn((Expr v, Expr m) -> m.matmul(v))), f64(4, 3), f64(4, 2, 3)),
                explain(grad(fn((Expr x) -> sum(fluxion.dsl.nn.Activations.gelu(x)).plus(sum(besselJ(0, x))))), f64(3)));
        explanations.forEach(e -> Array.of(Detail.values()).forEach(detail -> texts.add(e.latex(detail))));
        return Array.ofAll(texts);
    }

    @Test
    void pdflatexSetsThem() throws IOException, InterruptedException {
        assumeTrue(found("pdflatex"), "no pdflatex is installed");
        Seq<String> texts = texts();
        StringBuilder document = new StringBuilder("\\documentclass{article}\n\\usepackage[paperwidth=60cm,paperheight=40cm,margin=1cm]{geometry}\n\\usepackage{amsmath,amssymb}\n\\begin{document}\n");
        List<Integer> starts = new ArrayList<>();
        for (String text : texts) {
            starts.add((int) document.chars().filter(c -> c == '\n').count() + 1);
            document.append("$\\displaystyle ").append(text).append("$\n\n\\bigskip\n");
        }
        Path file = Files.writeString(directory.resolve("all.tex"), document.append("\\end{document}\n"));
        if (System.getProperty("fluxion.latex.keep") != null) {
            Files.writeString(Path.of(System.getProperty("fluxion.latex.keep")), document);
        }
        String log = run("pdflatex", "-interaction=nonstopmode", "-file-line-error", file.getFileName().toString());
        Seq<String> errors = Array.of(log.split("\n")).filter(line -> line.matches("\\./all\\.tex:\\d+: .*")).take(5).map(line -> {
            int at = Integer.parseInt(line.split(":")[1]);
            int text = (int) starts.stream().filter(start -> start <= at).count() - 1;
            return line + ": " + (text < 0 ? "" : texts.get(text).lines().skip(Math.max(0, at - starts.get(text))).findFirst().orElse(""));
        });
        assertThat(errors).as("what pdflatex does not set").isEmpty();
        assertThat(directory.resolve("all.pdf")).exists();
    }

    @Test
    void katexSetsThem() throws IOException, InterruptedException {
        assumeTrue(found("node"), "no node is installed");
        assumeTrue(run("node", "-e", "require('katex'); console.log('here')").contains("here"), "no KaTeX is installed where NODE_PATH looks");
        Seq<String> texts = texts();
        String json = texts.map(fluxion.dsl.json.JsonText::quoted).mkString("[", ",\n", "]");
        Files.writeString(directory.resolve("all.json"), json);
        Files.writeString(directory.resolve("all.js"), """
                const katex = require('katex');
                for (const text of JSON.parse(require('fs').readFileSync('all.json', 'utf8'))) {
                  try { katex.renderToString(text, {displayMode: true, strict: 'error', maxExpand: 1e6}); } catch (e) { console.log('✘ ' + e.message + '\\n' + text); }
                }
                console.log('done');
                """);
        String out = run("node", "all.js");
        assertThat(out).as("what KaTeX does not set").contains("done").doesNotContain("✘");
    }

    private static boolean found(String program) {
        return Array.of(System.getenv("PATH").split(File.pathSeparator)).exists(p -> Files.isExecutable(Path.of(p, program)));
    }

    private String run(String... command) throws IOException, InterruptedException {
        Path out = directory.resolve("out.txt");
        Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).redirectOutput(out.toFile()).start();
        process.getOutputStream().close();
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + " took longer than " + TIMEOUT_SECONDS + " seconds");
        }
        return Files.readString(out);
    }
}
