package fluxion.site;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Colours programs: comments, text, numbers, keywords and names of types, by their spelling alone. */
final class SourceHighlighter {
    private static final String LITERALS = "(?<number>\\b\\d[\\w.]*(?:(?<=[eE])[+-]?\\d+)?)";
    private static final String TYPES = "(?<type>\\b[A-Z]\\w*[a-z]\\w*)";
    private static final Map<String, Pattern> LANGUAGES = Map.of(
            "java", Pattern.compile("(?<comment>//[^\\n]*|/\\*.*?\\*/)"
                    + "|(?<text>\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\])+')"
                    + "|(?<keyword>(?<![.\\w])(?:abstract|boolean|break|case|catch|class|continue|default|do|double"
                    + "|else|enum|extends|false|final|float|for|if|implements|import|int|interface|long|module|new"
                    + "|null|opens|package|permits|private|public|record|requires|return|sealed|static|switch"
                    + "|this|throw|throws|true|try|var|void|when|while|yield)\\b(?!\\())"
                    + "|" + TYPES + "|" + LITERALS,
                    Pattern.DOTALL),
            "python", Pattern.compile("(?<comment>#[^\\n]*)"
                    + "|(?<text>\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])*')"
                    + "|(?<keyword>(?<![.\\w])(?:and|as|def|else|False|for|from|if|import|in|is|lambda|None"
                    + "|not|or|return|True|while|with)\\b)|" + TYPES + "|" + LITERALS),
            "xml", Pattern.compile("(?<comment><!--.*?-->)|(?<text>\"[^\"]*\")"
                    + "|(?<keyword></?[\\w.:-]+|/?>)|(?<type>(?!))|(?<number>(?!))",
                    Pattern.DOTALL));

    private SourceHighlighter() {}

    /** The program as HTML. */
    static String html(String language, String program) {
        Pattern pattern = LANGUAGES.get(language);
        if (pattern == null) {
            return escape(program);
        }
        StringBuilder html = new StringBuilder();
        Matcher next = pattern.matcher(program);
        int done = 0;
        while (next.find()) {
            html.append(escape(program.substring(done, next.start()))).append("<span class=\"").append(kind(next)).append("\">")
                    .append(escape(next.group())).append("</span>");
            done = next.end();
        }
        return html.append(escape(program.substring(done))).toString();
    }

    private static String kind(Matcher found) {
        return found.group("comment") != null ? "c" : found.group("text") != null ? "s" : found.group("keyword") != null ? "k"
                : found.group("type") != null ? "t" : "n";
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
