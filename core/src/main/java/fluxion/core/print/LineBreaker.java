package fluxion.core.print;

import fluxion.core.print.Notation.Big;
import fluxion.core.print.Notation.Cases;
import fluxion.core.print.Notation.Component;
import fluxion.core.print.Notation.Constant;
import fluxion.core.print.Notation.Factor;
import fluxion.core.print.Notation.Fence;
import fluxion.core.print.Notation.Function;
import fluxion.core.print.Notation.Indexed;
import fluxion.core.print.Notation.Indices;
import fluxion.core.print.Notation.Infix;
import fluxion.core.print.Notation.Lambda;
import fluxion.core.print.Notation.Level;
import fluxion.core.print.Notation.Not;
import fluxion.core.print.Notation.Number;
import fluxion.core.print.Notation.Power;
import fluxion.core.print.Notation.Product;
import fluxion.core.print.Notation.Quotient;
import fluxion.core.print.Notation.Range;
import fluxion.core.print.Notation.Reference;
import fluxion.core.print.Notation.Root;
import fluxion.core.print.Notation.Sign;
import fluxion.core.print.Notation.Sum;
import fluxion.core.print.Notation.Symbol;
import fluxion.core.print.Notation.Transposed;
import fluxion.core.print.Notation.Word;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/**
 * Breaks notations into lines of a given width. What fits stands on one line; else the operators that hold it together least
 * break first, those inside only where a part is too long for a line of its own. Operators lead the lines they begin, commas
 * end the lines they close, and each level of nesting is indented further. Widths are those of the Unicode text, whatever the
 * script.
 */
final class LineBreaker {
    static final int STEP = 2;

    private final NotationWriter script;
    private final TextRenderer measure;
    private final int width;
    private final int margin;
    private final StringBuilder out = new StringBuilder();
    private int column;
    private int count = 1;

    /**
     * @param margin where continued lines begin, before their own indentation
     * @param column where the first line begins
     */
    LineBreaker(NotationWriter script, TextRenderer measure, int width, int margin, int column) {
        this.script = script;
        this.measure = measure;
        this.width = width;
        this.margin = margin;
        this.column = column;
    }

    /** A part of a row: the sign before it, and the sign that ends it. */
    private record Piece(String lead, Notation of, Level least, String close) {
        Piece(Notation of) {
            this("", of, Level.OR, "");
        }
    }

    /** One notation. */
    String of(Notation notation) {
        put(notation, Level.OR, 0, 0);
        return out.toString();
    }

    /** Several results in parentheses. */
    String tuple(Seq<Notation> results) {
        put(new Fence(Fence.Kind.ROUND, results), Level.OR, 0, 0);
        return out.toString();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private void emit(String text, int length) {
        out.append(text);
        column += length;
    }

    private void sign(String sign) {
        if (!sign.isEmpty()) {
            emit(script.sign(sign), length(sign));
        }
    }

    private void newline(int depth) {
        out.append(script.newline(margin, depth));
        column = margin + STEP * depth;
        count++;
    }

    /** Writes a notation before which nothing breaks, leaving room for what trails. */
    private void put(Notation notation, Level least, int depth, int trailing) {
        int length = length(measure.flat(notation, least));
        if (column + length + trailing <= width || notation.parts().isEmpty()) {
            emit(script.flat(notation, least), length);
        } else if (notation.level().compareTo(least) < 0) {
            enclosed("(", Array.of(new Piece(notation)), ")", depth, trailing);
        } else {
            broken(notation, depth, trailing);
        }
    }

    private void broken(Notation notation, int depth, int trailing) {
        switch (notation) {
            case Sum(var terms) -> row(terms.zipWithIndex((t, i) -> new Piece(t.minus() ? "−" : i > 0 ? "+" : "", t.of(),
                    t.minus() || i > 0 ? Level.MODULO : Level.SUM, "")), depth, trailing, false);
            case Product(var factors) when factors.last().of() instanceof Quotient(var n, var d, int rank)
                    && !factors.last().matrix() -> broken(
                    new Quotient(new Product(factors.init().append(new Factor(n, factors.last().rank(), false))), d, rank), depth,
                    trailing);
            case Product product -> row(product.factors().zipWithIndex((f, i) -> new Piece(
                    i == 0 ? "" : product.sign(i) == Sign.ELEMENTWISE ? "⊙" : "·", f.of(), product.least(i), "")), depth,
                    trailing, false);
            case Quotient(var n, var d, _) ->
                    row(Array.of(new Piece("", n, Level.PRODUCT, ""), new Piece("/", d, Level.ROOT, "")), depth, trailing, false);
            case Infix infix -> row(operands(infix, infix.kind())
                    .zipWithIndex((x, i) -> new Piece(i == 0 ? "" : infix.kind().sign(), x, infix.kind().operand(), "")),
                    depth, trailing, false);
            case Cases(var branches, var otherwise) -> enclosed("{",
                    branches.flatMap(b -> Array.of(new Piece(b.value()), new Piece("if", b.condition(), Level.OR, ";")))
                    .append(new Piece("", otherwise, Level.OR, " otherwise")), "}", depth, trailing);
            case Function(var name, var arguments, var tail) -> {
                emit(script.function(name), length(name));
                list("(", arguments, tail, ")", depth, trailing);
            }
            case Fence(var kind, var of) -> list(kind.open(), of, "", kind.close(), depth, trailing);
            case Notation.Rows(var rows) -> enclosed("[", rows.zipWithIndex().flatMap(r -> r._1.zipWithIndex((x, i) ->
                    new Piece("", x, Level.OR, i < r._1.size() - 1 ? "," : r._2 < rows.size() - 1 ? ";" : ""))), "]", depth,
                    trailing);
            case Indexed(var of, var positions) -> {
                put(of, Level.POSTFIX, depth, 1);
                list("[", positions, "", "]", depth, trailing);
            }
            case Big(var kind, var axes, boolean all, var of) -> {
                if (all) {
                    emit(script.sign(kind == Big.Kind.SUM ? "Σ" : "Π"), 2);
                    put(of, Level.BIG, depth, trailing);
                } else {
                    broken(new Function(kind == Big.Kind.SUM ? "sum" : "prod", Array.of(of), Reader.axes(axes)), depth, trailing);
                }
            }
            case Power(var base, var exponent) -> raised(notation, base, measure.exponent(exponent), depth, trailing);
            case Transposed(var of) -> raised(notation, of, "ᵀ", depth, trailing);
            case Component(var of, int index) -> raised(notation, of, "." + index, depth, trailing);
            case Root(int degree, var of) -> {
                sign(degree == 2 ? "√" : "∛");
                put(of, Level.POSTFIX, depth, trailing);
            }
            case Not(var of) -> {
                sign("¬");
                put(of, Level.ROOT, depth, trailing);
            }
            case Indices _, Symbol _, Reference _, Number _, Word _, Range _, Constant _, Lambda _,
                    Notation.Rest _ -> emit(script.flat(notation, Level.OR), length(measure.flat(notation, Level.OR)));
        }
    }

    private void raised(Notation notation, Notation base, String raised, int depth, int trailing) {
        int length = length(raised);
        put(base, Level.POSTFIX, depth, trailing + length);
        emit(script.after(notation), length);
    }

    private static Seq<Notation> operands(Notation x, Infix.Kind kind) {
        return x instanceof Infix(var k, var l, var r) && k == kind && (kind.isAssociative())
                ? operands(l, kind).appendAll(operands(r, kind))
                : x instanceof Infix(var k, var l, var r) && k == kind ? Array.of(l, r) : Array.of(x);
    }

    /** Behind the arguments stand static parameters, which break at their commas, too. */
    private void list(String open, Seq<Notation> parts, String tail, String close, int depth, int trailing) {
        Seq<Notation> words = tail.isEmpty() ? Array.empty()
                : Array.of(tail.substring(2).split(", (?![^\\[]*\\])")).map(Word::new);
        String before = tail.isEmpty() ? "" : tail.substring(0, 1);
        Seq<Notation> all = parts.appendAll(words);
        enclosed(open,
                all.zipWithIndex((p, i) -> new Piece("", p, Level.OR, i == all.size() - 1 ? "" : i == parts.size() - 1 ? before
                : ",")), close, depth, trailing);
    }

    /** Between two signs; on a line of their own what would else break right behind the first. */
    private void enclosed(String open, Seq<Piece> pieces, String close, int depth, int trailing) {
        sign(open);
        int first = pieces.isEmpty() ? 0 : length(measure.flat(pieces.get(0).of(), pieces.get(0).least())) + 1;
        if (column + first > width && margin + STEP * (depth + 1) + first <= width) {
            newline(depth + 1);
        }
        row(pieces, depth, trailing + length(close), open.equals("{"));
        sign(close);
    }

    /** Pieces from left to right, each where there is room for all of it; behind one of several lines, on a new one. */
    private void row(Seq<Piece> pieces, int depth, int trailing, boolean cases) {
        boolean tall = false;
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            int after = length(piece.close()) + (i == pieces.size() - 1 ? trailing : 0);
            if (i == 0) {
                sign(piece.lead());
            } else if (tall || cases && piece.lead().isEmpty()
                    || column + length(TextRenderer.spaced(piece.lead())) + length(measure.flat(piece.of(), piece.least()))
                    + after > width) {
                newline(depth + 1);
                emit(script.leading(piece.lead()), length(piece.lead()) + 1);
            } else {
                emit(script.between(piece.lead()), length(TextRenderer.spaced(piece.lead())));
            }
            int before = count;
            put(piece.of(), piece.least(), depth + 1, after);
            if (!piece.close().isEmpty()) {
                emit(script.closing(piece.close()), length(piece.close()));
            }
            tall = count > before;
        }
    }
}
