package fluxion.dsl.json;

import fluxion.core.FluxionException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON (RFC 8259) as Java values: maps, lists, strings, numbers by their digits, booleans. It refuses what is nested too deep,
 * too long, or not quite JSON, saying where.
 */
public final class JsonText {
    private static final int LONGEST = 200_000_000;
    private static final int DEPTH = 200;

    /** A number as it was written. */
    public record Number(String digits) {}

    private final String text;
    private int at;
    private int depth;

    private JsonText(String text) {
        this.text = text;
    }

    public static Object read(String text) {
        if (text.length() > LONGEST) {
            throw new FluxionException("json: the text must have at most " + LONGEST + " characters; got " + text.length());
        }
        JsonText reader = new JsonText(text);
        Object value = reader.value();
        reader.space();
        if (reader.at < text.length()) {
            throw reader.error("the end");
        }
        return value;
    }

    private FluxionException error(String expected) {
        int line = 1;
        for (int i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) {
            line++;
        }
        return new FluxionException("json: line " + line + ", character " + at + ": expected " + expected + "; found "
                + (at < text.length() ? "'" + text.charAt(at) + "'" : "the end"));
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        space();
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private void expect(char c) {
        if (peek() != c) {
            throw error("'" + c + "'");
        }
        at++;
    }

    private Object value() {
        if (++depth > DEPTH) {
            throw new FluxionException("json: values may be nested " + DEPTH + " deep, not deeper");
        }
        try {
            return switch (peek()) {
                case '{' -> object();
                case '[' -> list();
                case '"' -> string();
                case 't' -> word("true", true);
                case 'f' -> word("false", false);
                case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
                default -> throw error("a value");
            };
        } finally {
            depth--;
        }
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw error(word);
        }
        at += word.length();
        return value;
    }

    private Map<String, Object> object() {
        Map<String, Object> map = new LinkedHashMap<>();
        expect('{');
        if (peek() != '}') {
            do {
                if (peek() != '"') {
                    throw error("a name in quotes");
                }
                String name = string();
                expect(':');
                if (map.put(name, value()) != null) {
                    throw new FluxionException("json: names in an object must be distinct; got \"" + name + "\" again");
                }
            } while (comma());
        }
        expect('}');
        return map;
    }

    private boolean comma() {
        if (peek() == ',') {
            at++;
            return true;
        }
        return false;
    }

    private List<Object> list() {
        List<Object> list = new ArrayList<>();
        expect('[');
        if (peek() != ']') {
            do {
                list.add(value());
            } while (comma());
        }
        expect(']');
        return list;
    }

    private Number number() {
        int from = at;
        at += text.charAt(at) == '-' ? 1 : 0;
        boolean zero = at < text.length() && text.charAt(at) == '0';
        int digits = digits();
        if (digits == 0 || zero && digits > 1) {
            throw error("a number");
        }
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            if (digits() == 0) {
                throw error("a digit");
            }
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            at += at < text.length() && "+-".indexOf(text.charAt(at)) >= 0 ? 1 : 0;
            if (digits() == 0) {
                throw error("a digit");
            }
        }
        return new Number(text.substring(from, at));
    }

    private int digits() {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - from;
    }

    private String string() {
        StringBuilder out = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c < ' ') {
                at--;
                throw error("no control character in a string");
            }
            if (c != '\\') {
                out.append(c);
                continue;
            }
            char escape = at < text.length() ? text.charAt(at++) : '\0';
            switch (escape) {
                case '"', '\\', '/' -> out.append(escape);
                case 'n' -> out.append('\n');
                case 't' -> out.append('\t');
                case 'r' -> out.append('\r');
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'u' -> {
                    if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
                        throw error("four hexadecimal digits");
                    }
                    out.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                    at += 4;
                }
                default -> throw error("an escape");
            }
        }
        if (at >= text.length()) {
            throw error("'\"'");
        }
        at++;
        return out.toString();
    }

    // ---- writing ----------------------------------------------------------------------------------------------------

    public static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                default -> {
                    if (c < ' ' || c == 0x2028 || c == 0x2029) {
                        out.append("\\u%04x".formatted(c));
                    } else {
                        out.append((char) c);
                    }
                }
            }
        });
        return out.append('"').toString();
    }
}
