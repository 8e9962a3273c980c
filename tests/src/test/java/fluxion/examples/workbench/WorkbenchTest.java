package fluxion.examples.workbench;

import static fluxion.dsl.Fluxion.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What the page is told about functions, and who is told anything. */
class WorkbenchTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static WorkbenchServer server;

    @BeforeAll
    static void start() throws IOException {
        server = WorkbenchServer.start(0);
    }

    @AfterAll
    static void end() {
        server.close();
        CLIENT.close();
    }

    private static String token() {
        return server.page().getQuery().replace("token=", "");
    }

    private static HttpResponse<String> post(String path, String body, String token) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(server.page().resolve(path)).header("X-Fluxion-Token", token)
                .POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private static JsonNode asked(String path, Map<String, ?> question, int status) throws Exception {
        HttpResponse<String> got = post(path, JSON.writeValueAsString(question), token());
        assertThat(got.statusCode()).as(got.body()).isEqualTo(status);
        return JSON.readTree(got.body());
    }

    private static JsonNode inspected(String formula) throws Exception {
        return asked("/inspect", Map.of("formula", formula, "at", Map.of("x", "0.7", "y", "1.3"), "order", 4), 200);
    }

    private static double number(JsonNode node) {
        return Double.parseDouble(node.asText().replace('−', '-'));
    }

    @Test
    void derivativesAreThoseOfDifferences() throws Exception {
        Map<String, DoubleBinaryOperator> functions = Map.of(
                "x·sin(y)^2 + y/x", (x, y) -> x * Math.pow(Math.sin(y), 2) + y / x,
                "exp(x·y) − ln(x + y)", (x, y) -> Math.exp(x * y) - Math.log(x + y),
                "√(x² + y²)", Math::hypot);
        for (var each : functions.entrySet()) {
            JsonNode answer = inspected(each.getKey());
            DoubleBinaryOperator f = each.getValue();
            double x = 0.7, y = 1.3, h = 1e-5;
            assertThat(number(answer.at("/function/value"))).isCloseTo(f.applyAsDouble(x, y), within(1e-6));
            List<JsonNode> named = StreamSupport.stream(answer.path("derivatives").spliterator(), false).toList();
            // f may name its parameters in either order
            for (JsonNode d : named.subList(0, 2)) {
                double along = d.path("name").asText().endsWith("x")
                        ? (f.applyAsDouble(x + h, y) - f.applyAsDouble(x - h, y)) / (2 * h)
                        : (f.applyAsDouble(x, y + h) - f.applyAsDouble(x, y - h)) / (2 * h);
                assertThat(number(d.path("value"))).as("%s of %s", d.path("name"), each.getKey()).isCloseTo(along, within(1e-5));
            }
            assertThat(named).hasSize(6);
            assertThat(answer.path("steps")).hasSizeGreaterThan(2);
            assertThat(answer.at("/surface/0/gradients")).hasSize(169);
        }
    }

    /** A change of an operation's value by ε changes the result by ε times its adjoint. */
    @Test
    void tracesAreTables() throws Exception {
        JsonNode rows = inspected("sin(x·y)·x").at("/trace/0/rows");
        double p = 0.7 * 1.3;
        Map<String, double[]> known = Map.of("x", new double[] {0.7, 1, Math.cos(p) * p + Math.sin(p)},
                "y", new double[] {1.3, 0, 0.49 * Math.cos(p)}, "v₁", new double[] {p, 1.3, 0.7 * Math.cos(p)},
                "v₂", new double[] {Math.sin(p), 1.3 * Math.cos(p), 0.7},
                "v₃", new double[] {0.7 * Math.sin(p), Math.sin(p) + p * Math.cos(p), 1});
        assertThat(rows).hasSize(5);
        for (JsonNode row : rows) {
            double[] want = known.get(row.path("name").asText());
            assertThat(number(row.path("value"))).as("%s", row).isCloseTo(want[0], within(1e-6));
            assertThat(number(row.path("tangent"))).as("%s", row).isCloseTo(want[1], within(1e-6));
            assertThat(number(row.path("adjoint"))).as("%s", row).isCloseTo(want[2], within(1e-6));
        }
        // an operation that stands in two places is one row
        assertThat(inspected("(x² + y)/(x² − y)").at("/trace/0/rows")).hasSize(6);
        assertThat(rows.get(2).path("says").asText()).isEqualTo("x·y");
        assertThat(rows.get(3).path("says").asText()).isEqualTo("sin(v₁)");
    }

    @Test
    void curvesHaveTheirTaylorPolynomialAndNewtonsSteps() throws Exception {
        JsonNode curve = asked("/inspect", Map.of("formula", "x² − 2", "at", Map.of("x", "1"), "order", 3), 200).at("/curve/0");
        assertThat(JSON.convertValue(curve.path("taylor"), double[].class)).containsExactly(-1, 2, 1, 0);
        assertThat(curve.at("/newton/1").asDouble()).isEqualTo(1.5);
        assertThat(curve.at("/newton/5").asDouble()).isCloseTo(Math.sqrt(2), within(1e-15));
        assertThat(curve.at("/first/0").asDouble()).isEqualTo(-6);
        assertThat(curve.path("second")).hasSize(401);
    }

    @Test
    void functionsOfTensorsAndOfNothing() throws Exception {
        JsonNode answer = asked("/inspect", Map.of("formula", "(x: f64[3], A: f64[3,3]) ↦ xᵀ·A·x"), 200);
        assertThat(answer.at("/derivatives/0/text").asText()).contains("(A + Aᵀ)·x");
        assertThat(answer.path("curve")).isEmpty();
        assertThat(answer.at("/effort/1/what").asText()).endsWith("along 12 directions");
        assertThat(answer.at("/effort/2/work").asDouble()).isBetween(1.0, answer.at("/effort/1/work").asDouble());
        assertThat(asked("/inspect", Map.of("formula", "2 + 3"), 200).at("/function/value").asText()).isEqualTo("5");
        assertThat(asked("/inspect", Map.of("formula", "(x: f64[2]) ↦ x²"), 200).at("/derivatives/0/name").asText()).isEqualTo("J");
    }

    @Test
    void guessesAreJudged() throws Exception {
        Map<String, String> words = Map.of("sin x + x cos x", "right", "cos(x)", "wrong", "x·(cos(x) + sin(x)/x)", "right");
        for (var each : words.entrySet()) {
            assertThat(asked("/guess", Map.of("formula", "x·sin(x)", "parameter", "x", "guess", each.getKey()), 200)
                    .path("verdict").asText()).as(each.getKey()).isEqualTo(each.getValue());
        }
        assertThat(asked("/guess", Map.of("formula", "x", "parameter", "q", "guess", "1"), 422).path("error").asText())
                .contains("parameters x; got q");
    }

    @Test
    void mistakesAreNamed() throws Exception {
        String[][] mistakes = {{"sin(3·x + 1)", "cos(3·x + 1)", "inner derivative"}, {"x²·sin(x)", "2·x·cos(x)", "product of derivatives"},
            {"sin(x)/(x² + 1)", "cos(x)/(2·x)", "quotient of derivatives"}, {"(2·x + 1)/(x + 3)", "-5/(x + 3)²", "wrong order|but the sign"},
            {"(2·x + 1)/(x + 3)", "5/(x + 3)", "not squared"}, {"(4·x + 1)³", "12·(4·x + 1)³", "not lowered"},
            {"(4·x + 1)³", "4·(4·x + 1)²", "missing as a factor"}, {"cos(x)·x", "cos(x) + x·sin(x)", "sign of a cosine"},
            {"e^(2·x)·x", "e^(2·x)·x", "function itself"}, {"x³ + 5", "6·x", "second derivative"}};
        for (String[] each : mistakes) {
            JsonNode answer = asked("/guess", Map.of("formula", each[0], "parameter", "x", "guess", each[1]), 200);
            assertThat(answer.path("verdict").asText()).isEqualTo("wrong");
            assertThat(answer.path("why").asText()).as("%s: %s", each[0], each[1]).containsPattern(each[2]);
        }
    }

    /** Every exercise has a derivative that can be told from its function, and the same seed makes the same one. */
    @Test
    void exercisesCanBeSolved() throws Exception {
        for (Exercises.Set set : Exercises.Set.values()) {
            for (int level = 1; level <= 3; level++) {
                var formulas = new HashSet<String>();
                for (int seed = 1; seed <= 6; seed++) {
                    Exercises.Exercise exercise = Exercises.of(set.name(), level, seed);
                    assertThat(Exercises.of(set.name(), level, seed)).isEqualTo(exercise);
                    formulas.add(exercise.formula());
                    assertThat(parse(exercise.formula()).params().map(p -> p.name())).contains(exercise.parameter());
                }
                assertThat(formulas).as("%s %d", set, level).hasSizeGreaterThan(2);
            }
        }
        assertThat(asked("/exercise", Map.of("set", "integrals", "level", 1, "seed", 1), 422).path("error").asText())
                .contains("chain, product, quotient, partial; got integrals");
        assertThat(asked("/exercise", Map.of("set", "chain", "level", 4, "seed", 1), 422).path("error").asText()).contains("1 to 3");
    }

    @Test
    void whatCannotBeAnsweredIsSaid() throws Exception {
        JsonNode wrong = asked("/inspect", Map.of("formula", "x + sin(x"), 422);
        assertThat(wrong.path("position").asInt()).isEqualTo(9);
        assertThat(wrong.path("error").asText()).contains("expected \")\"");
        assertThat(asked("/inspect", Map.of("formula", "x", "from", 2, "to", 2), 422).path("error").asText()).contains("a larger one");
        assertThat(asked("/inspect", Map.of("formula", "x", "order", 99), 422).path("error").asText()).contains("0 to 12");
        assertThat(asked("/inspect", Map.of("formula", "1 + ".repeat(2_000) + "1"), 422).path("error").asText()).contains("4000");
        assertThat(asked("/inspect", Map.of("formula", "(x: f64[2]) ↦ x.sum()", "at", Map.of("x", "[1, 2, 3]")), 422)
                .path("error").asText()).isNotEmpty();
        assertThat(post("/inspect", "{", token()).statusCode()).isEqualTo(400);
        assertThat(post("/inspect", " ".repeat(70_000), token()).statusCode()).isEqualTo(413);
        assertThat(post("/elsewhere", "{}", token()).statusCode()).isEqualTo(404);
    }

    @Test
    void othersAreNotTold() throws Exception {
        assertThat(server.page().getHost()).isEqualTo("127.0.0.1");
        assertThat(post("/inspect", "{\"formula\": \"x\"}", "0".repeat(32)).statusCode()).isEqualTo(403);
        URI without = URI.create(server.page().toString().replaceAll("\\?.*", ""));
        assertThat(CLIENT.send(HttpRequest.newBuilder(without).build(), BodyHandlers.ofString()).statusCode()).isEqualTo(403);
        HttpResponse<String> page = CLIENT.send(HttpRequest.newBuilder(server.page()).build(), BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<title>Fluxion workbench</title>").doesNotContain("http://", "https://", token());
        assertThat(page.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(policy ->
                assertThat(policy).contains("default-src 'none'"));
        // a page elsewhere, whose name leads here
        try (Socket socket = new Socket(server.page().getHost(), server.page().getPort())) {
            socket.getOutputStream().write(("GET /?token=" + token() + " HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 403");
        }
    }

    /** With {@code -Dfluxion.browser=chromium}, which must be there. */
    @Test
    @EnabledIfSystemProperty(named = "fluxion.browser", matches = ".+")
    void browsersShowIt() throws Exception {
        String asked = "{\"formula\":\"x·sin(x)\",\"at\":{\"x\":\"2\"},\"from\":-3,\"to\":3,\"order\":1}";
        String state = URLEncoder.encode(asked, StandardCharsets.UTF_8)
                .replace("+", "%20");
        Process browser = new ProcessBuilder(System.getProperty("fluxion.browser"), "--headless", "--no-sandbox", "--disable-gpu",
                "--virtual-time-budget=6000", "--dump-dom", server.page() + "#" + state)
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String shown = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(browser.waitFor()).isZero();
        assertThat(shown).contains("f′: f64", "Copy LaTeX", "1.818595", "product rule").contains("role=\"alert\"></p>");
    }
}
