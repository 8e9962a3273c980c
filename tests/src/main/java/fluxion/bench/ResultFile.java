package fluxion.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The results of one library for a number of threads, as a file of the schema {@code function-transform-bench/1} holds them.
 *
 * @param peer the library's name
 * @param versions of the library and what runs it
 * @param threads to compute with
 * @param cpu the processor's name
 * @param results an object for each case
 */
record ResultFile(String peer, JsonNode versions, int threads, String cpu, Seq<JsonNode> results) {
    static final String OURS = "fluxion";
    private static final String SCHEMA = "function-transform-bench/1";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Our own results, from this JVM on this machine. */
    static ResultFile ours(int threads, Seq<JsonNode> results) {
        JsonNode versions = JSON.valueToTree(Map.of(OURS, "0.1.0", "jdk", System.getProperty("java.version")));
        return new ResultFile(OURS, versions, threads, processor(), results);
    }

    static ResultFile read(Path file) {
        JsonNode json = json(file);
        if (!json.path("schema").asText().equals(SCHEMA)) {
            throw new IllegalArgumentException(file + " is not of the schema " + SCHEMA);
        }
        return new ResultFile(json.get("peer").asText(), json.path("versions"), json.path("threads").asInt(),
                json.path("cpu").asText(), Array.ofAll(json.get("results")));
    }

    static JsonNode json(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("cannot read " + file, unreadable);
        }
    }

    static ObjectNode tree(Object value) {
        return JSON.valueToTree(value);
    }

    static void write(Path file, JsonNode value) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(value) + "\n");
    }

    void write(Path file) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.put("schema", SCHEMA);
        json.put("peer", peer);
        json.set("versions", versions);
        json.put("threads", threads);
        json.put("cpu", cpu);
        json.putArray("results").addAll(results.asJava());
        write(file, json);
    }

    /** The result of a case. */
    Option<JsonNode> result(String name) {
        return results.find(result -> result.get("case").asText().equals(name));
    }

    static boolean succeeded(JsonNode result) {
        return result.path("status").asText().equals("ok");
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream().filter(l -> l.startsWith("model name")).findFirst()
                    .map(l -> l.substring(l.indexOf(':') + 1).strip()).orElse(System.getProperty("os.arch"));
        } catch (IOException unknown) {
            return System.getProperty("os.arch");
        }
    }
}
