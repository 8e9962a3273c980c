package fluxion.core.parse;

import fluxion.core.FluxionException;

/** A formula that cannot be read. The message shows the line and points at the place. */
public final class SyntaxException extends FluxionException {
    private static final long serialVersionUID = 1L;
    private static final int WIDTH = 100;

    /** Where in the text, from 0. */
    private final int position;

    SyntaxException(String text, int position, String problem, Throwable cause) {
        super(message(text, position, problem), cause);
        this.position = position;
    }

    /** Where in the text, from 0; its length where something is missing at the end. */
    public int position() {
        return position;
    }

    private static String message(String text, int position, String problem) {
        int start = text.lastIndexOf('\n', position - 1) + 1;
        int end = text.indexOf('\n', position);
        String line = text.substring(start, end < 0 ? text.length() : end);
        int column = position - start;
        int from = Math.max(0, Math.min(column - WIDTH / 2, line.length() - WIDTH));
        String shown = line.substring(from, Math.min(line.length(), from + WIDTH));
        int before = shown.codePointCount(0, Math.min(shown.length(), column - from));
        int number = 1;
        for (int i = text.indexOf('\n'); i >= 0 && i < position; i = text.indexOf('\n', i + 1)) {
            number++;
        }
        return "parse: line " + number + ", column " + (line.codePointCount(0, Math.min(line.length(), column)) + 1) + ": "
                + problem
                + "\n  " + shown + "\n  " + " ".repeat(before) + "^";
    }
}
