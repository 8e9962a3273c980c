package fluxion.tests.explain;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fluxion.core.Expr;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page: self-contained, and in a browser it steps forwards and back. */
class PageTest {
    private static final String WALK = """
            <script>
            const seen = [], note = () => seen.push(document.getElementById('place').textContent + ':' + document.querySelectorAll('.step.now').length);
            const press = id => { document.getElementById(id).click(); note(); };
            note(); press('forward'); press('forward'); press('back'); press('last'); press('forward'); press('first');
            dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight' })); note();
            const detail = document.getElementById('detail'); detail.value = 'summary'; detail.onchange(); note();
            document.title = 'walk ' + seen.join(' | ') + ' wide ' + (document.documentElement.scrollWidth <= innerWidth);
            </script></body>""";

    @TempDir
    private Path directory;

    private static String html() {
        return page(explain(grad(fn(x -> x.times(sin(x))))), -3, 3);
    }

    @Test
    void itNeedsNothingElse() {
        String html = html();
        assertThat(html).doesNotContain("{{").doesNotContainPattern("(src|href)=\"(?!data:)").contains("default-src 'none'", "class=\"marked\"", "data:image/svg+xml", "prefers-color-scheme: dark");
        assertThat(html.replace("http://www.w3.org/1998/Math/MathML", "").replace("http://www.w3.org/2000/svg", "")).doesNotContain("http:", "https:");
    }

    @Test
    void namesAreText() {
        var x = variable("<img src=x>", f64());
        String html = fluxion.dsl.page.ExplanationPage.of(fluxion.transforms.explain.Explain.gradient(fluxion.core.Fn.of(io.vavr.collection.Array.of(x),
                io.vavr.collection.Array.of(((Expr) x).sin())), fluxion.core.Ints.of(0)));
        assertThat(html).doesNotContain("<img src=x");
    }

    @Test
    void rangesAreChecked() {
        assertThatThrownBy(() -> page(explain(grad(fn(x -> sin(x)))), 3, 3)).hasMessageContaining("page: the range must go from a number to a larger one");
    }

    @Test
    void functionsOfTensorsHaveAPageToo() {
        String html = page(explain(grad(fn((Expr v, Expr a) -> sum(a.matmul(v).square()))), f64(3), f64(2, 3)), -1, 1);
        assertThat(html).contains("read off the gradient", "over every element from −1 to 1");
    }

    @Test
    void aBrowserStepsForwardsAndBack() throws IOException, InterruptedException {
        List<String> browsers = Stream.of("chromium", "chromium-browser", "google-chrome").flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(p -> p + "/" + name))
                .filter(p -> Files.isExecutable(Path.of(p))).toList();
        assumeTrue(!browsers.isEmpty(), "no Chromium is installed");
        Path file = Files.writeString(directory.resolve("page.html"), html().replace("</body>", WALK));
        Process browser = new ProcessBuilder(browsers.get(0), "--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=500,900", "--user-data-dir=" + directory.resolve("profile"),
                "--dump-dom", file.toUri().toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String dom = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(browser.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(dom).contains("<title>walk step 1 of 3:1 | step 2 of 3:1 | step 3 of 3:1 | step 2 of 3:1 | step 3 of 3:1 | step 3 of 3:1 | step 1 of 3:1 | step 2 of 3:1 | step 1 of 1:1 wide true</title>");
    }
}
