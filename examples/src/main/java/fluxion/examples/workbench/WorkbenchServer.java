package fluxion.examples.workbench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import fluxion.core.FluxionException;
import fluxion.core.parse.SyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Serves the workbench to this machine alone: on the loopback address, to pages that know a secret drawn at the start, within
 * limits of size and time, each of which answers with a word. It reads formulas, never Java, and writes nothing.
 */
public final class WorkbenchServer implements AutoCloseable {
    private static final int LARGEST = 64 * 1024;
    private static final long SECONDS = 10;
    private static final int AT_ONCE = 3;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final byte[] token;
    private final ExecutorService work = new ThreadPoolExecutor(0, AT_ONCE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("workbench-", 0).factory());

    private WorkbenchServer(HttpServer server, byte[] token) {
        this.server = server;
        this.token = token.clone();
    }

    /**
     * Starts it.
     *
     * @param port that it listens at; any free one for 0
     * @throws IOException where it cannot listen there
     */
    public static WorkbenchServer start(int port) throws IOException {
        byte[] token = new byte[16];
        new SecureRandom().nextBytes(token);
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var started = new WorkbenchServer(HttpServer.create(address, 0), token);
        started.server.setExecutor(Executors.newFixedThreadPool(AT_ONCE + 2, Thread.ofPlatform().daemon().factory()));
        started.server.createContext("/", started::serve);
        started.server.start();
        return started;
    }

    /** Where the page is, with the secret in it. */
    public URI page() {
        return URI.create("http://" + host() + "/?token=" + HexFormat.of().formatHex(token));
    }

    private String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        work.shutdownNow();
    }

    /** What is sent back. */
    private record Reply(int status, String type, byte[] body) {
        static Reply json(int status, Object value) {
            try {
                return new Reply(status, "application/json", JSON.writeValueAsBytes(value));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }

        static Reply refused(int status, String why) {
            return json(status, Map.of("error", why));
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = reply(exchange);
            var headers = exchange.getResponseHeaders();
            headers.set("Content-Type", reply.type() + "; charset=utf-8");
            headers.set("Cache-Control", "no-store");
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Referrer-Policy", "no-referrer");
            headers.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
                    + "img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
            exchange.sendResponseHeaders(reply.status(), reply.body().length);
            exchange.getResponseBody().write(reply.body());
        }
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        String host = exchange.getRequestHeaders().getFirst("Host");
        if (host == null || !host.equals(host()) && !host.equals(host().replace("127.0.0.1", "localhost"))) {
            return Reply.refused(403, "the workbench answers to its own address alone");
        }
        String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        return switch (call) {
            case "GET /" -> isKnown(String.valueOf(exchange.getRequestURI().getQuery()).replaceAll("^.*token=", "")) ? html()
                    : Reply.refused(403, "the workbench's page has the address that was printed when it was started");
            case "POST /inspect" -> asked(exchange, node -> Inspection.of(question(node)));
            case "POST /guess" -> asked(exchange, node -> Inspection.guess(question(node), node.path("parameter").asText(),
                    node.path("guess").asText()));
            case "POST /exercise" -> asked(exchange, node -> Exercises.of(node.path("set").asText(), node.path("level").asInt(),
                    node.path("seed").asLong()));
            default -> Reply.refused(404, "the workbench has no " + call);
        };
    }

    private boolean isKnown(String given) {
        return given != null && MessageDigest.isEqual(HexFormat.of().formatHex(token).getBytes(StandardCharsets.US_ASCII),
                given.getBytes(StandardCharsets.UTF_8));
    }

    private static Reply html() throws IOException {
        try (InputStream in = WorkbenchServer.class.getResourceAsStream("workbench.html")) {
            return new Reply(200, "text/html", in.readAllBytes());
        }
    }

    /** What a request asks of a question. */
    private interface Asked {
        Object of(JsonNode question);
    }

    private Reply asked(HttpExchange exchange, Asked asked) throws IOException {
        if (!isKnown(exchange.getRequestHeaders().getFirst("X-Fluxion-Token"))) {
            return Reply.refused(403, "the request does not come from the workbench's page");
        }
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            return Reply.refused(413, "a question must have at most " + LARGEST + " bytes");
        }
        Future<Object> answer;
        try {
            JsonNode question = JSON.readTree(body);
            answer = work.submit(() -> asked.of(question));
        } catch (JsonProcessingException e) {
            return Reply.refused(400, "the question is no JSON: " + e.getOriginalMessage());
        } catch (RejectedExecutionException e) {
            return Reply.refused(503, "the workbench is still busy with earlier questions");
        }
        try {
            return Reply.json(200, answer.get(SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return Reply.refused(503, "this took more than " + SECONDS + " seconds; a smaller function may do");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.refused(503, "the workbench is being ended");
        } catch (ExecutionException e) {
            return failed(e.getCause());
        }
    }

    private static Reply failed(Throwable cause) {
        return switch (cause) {
            case SyntaxException wrong -> Reply.json(422, Map.of("error", wrong.getMessage(), "position", wrong.position()));
            case FluxionException wrong -> Reply.refused(422, wrong.getMessage());
            case StackOverflowError _ -> Reply.refused(422, "the formula is nested too deeply");
            case OutOfMemoryError _ -> Reply.refused(422, "there is no memory for tensors of this size");
            default -> Reply.refused(500, "this should not have happened: " + cause);
        };
    }

    private static Question question(JsonNode node) {
        Map<String, String> at = new HashMap<>();
        node.path("at").properties().forEach(e -> at.put(e.getKey(), e.getValue().asText()));
        return new Question(node.path("formula").asText(), at, node.path("from").asDouble(-3), node.path("to").asDouble(3),
                node.path("order").asInt(1));
    }
}
