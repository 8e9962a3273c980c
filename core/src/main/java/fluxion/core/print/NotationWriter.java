package fluxion.core.print;

import fluxion.core.print.Notation.Level;

/**
 * A way of writing notations, as far as it breaks lines: {@link LineBreaker} asks it for what stands on one line and for
 * signs.
 */
interface NotationWriter {
    /** All on one line, in parentheses where it holds together less than is asked for. */
    String flat(Notation notation, Level least);

    /** A sign, given in Unicode, before what it belongs to, or one of a pair around several lines. */
    String sign(String sign);

    /** A sign, or nothing, between two parts on one line. */
    String between(String sign);

    /** A sign, or nothing, that begins a line. */
    String leading(String sign);

    /** What ends a part: a comma, a semicolon, words. */
    String closing(String sign);

    /** The name of a function. */
    String function(String name);

    /** What stands above or behind the base of a power, a transposed matrix or one of several results. */
    String after(Notation notation);

    /** What ends a line and begins the next, so many steps further in than the margin. */
    String newline(int margin, int depth);
}
