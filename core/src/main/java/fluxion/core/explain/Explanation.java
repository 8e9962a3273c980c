package fluxion.core.explain;

import fluxion.core.Fn;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.Set;

/**
 * How a derived function came about, line by line, from the function to the derivative in its simplest form. What a line
 * ends with, the next one begins with.
 *
 * @param function what was differentiated, or otherwise transformed
 * @param derivative what became of it
 * @param lines every rule that was used, in order
 */
public record Explanation(Fn function, Fn derivative, Seq<Line> lines) {
    private static final Set<String> TIDYING = Set.of("mul/one", "mul/zero", "add/zero", "sub/zero", "div/one", "pow/one",
            "neg/neg", "mul/minus-one", "and/self", "or/self", "dot/eye", "dot/outer-scalar", "dot/scalar", "dot/permute",
            "dot/reordered", "diag/ones", "move/nothing", "permute/permute", "reshape/reshape", "broadcast/broadcast",
            "permute/broadcast", "broadcast/reshape", "elementwise/broadcast", "mul/broadcasts", "elementwise/permutes",
            "reduce/permute", "reduce/reshape", "concatenate/nested");

    /** How much is told. */
    public enum Detail {
        /** Every rewrite. */
        EVERY,
        /** The rules of calculus, each with the simplifications that follow it, and the simplification at the end. */
        RULES,
        /** Two lines at most: all of calculus, all of algebra. */
        SUMMARY
    }

    /** The lines at a level of detail. */
    public Seq<Line> lines(Detail detail) {
        return switch (detail) {
            case EVERY -> lines;
            case RULES -> rules();
            case SUMMARY -> summary();
        };
    }

    /**
     * Whether a rule of algebra takes away factors 1 and summands 0 only, works out numbers, or changes the arrangement of
     * elements that no notation shows: nobody writes a line for it.
     */
    public static boolean isTidying(String rule) {
        return TIDYING.contains(rule) || rule.startsWith("constant/");
    }

    /** Each rule of calculus, with what only tidies up after it; further algebra is a line of its own, that says so. */
    private Seq<Line> rules() {
        Seq<Line> told = Array.empty();
        Seq<Line> first = lines.takeWhile(line -> line.kind() == Line.Kind.ALGEBRA);
        if (first.nonEmpty()) {
            told = told.append(together("simplify", first));
        }
        for (int i = first.size(); i < lines.size(); ) {
            Line line = lines.get(i);
            Seq<Line> tidying = lines.drop(i + 1).takeWhile(l -> l.kind() == Line.Kind.ALGEBRA);
            Seq<Line> absorbed = tidying.takeWhile(l -> isTidying(l.rule()));
            Seq<Line> apart = tidying.drop(absorbed.size());
            told = told.append(absorbed.isEmpty() ? line : line.until(absorbed.last().after()));
            if (apart.nonEmpty()) {
                told = told.append(apart.size() == 1 ? apart.get(0) : together("simplify", apart));
            }
            i += 1 + tidying.size();
        }
        return told;
    }

    private Seq<Line> summary() {
        int last = lines.lastIndexWhere(line -> line.kind() == Line.Kind.CALCULUS);
        Seq<Line> calculus = lines.take(last + 1);
        Seq<Line> algebra = lines.drop(last + 1);
        return (calculus.isEmpty() ? Array.<Line>empty() : Array.of(together("differentiate", calculus).from(calculus)))
                .appendAll(algebra.isEmpty() ? Array.empty() : Array.of(together("simplify", algebra)));
    }

    /** Several lines as one; its statement tells which rules they used, and how often. */
    private static Line together(String name, Seq<Line> lines) {
        boolean calculus = lines.exists(line -> line.kind() == Line.Kind.CALCULUS);
        Seq<Line> counted = calculus ? lines.filter(line -> line.kind() == Line.Kind.CALCULUS) : lines;
        String names = counted.map(Line::words).distinct().filter(word -> !word.equals("simplify") && !word.equals("rearrange"))
                .map(rule -> {
                    int times = counted.count(line -> line.words().equals(rule));
                    return rule + (times == 1 ? "" : " ×" + times);
                }).mkString(", ");
        Seq<String> conditions = counted.map(Line::condition).filter(c -> c.startsWith("where ")).distinct()
                .map(c -> c.substring("where ".length()));
        return new Line(calculus ? Line.Kind.CALCULUS : Line.Kind.ALGEBRA, name,
                names.isEmpty() ? "the same value, as one writes it" : names,
                conditions.nonEmpty() ? conditions.mkString("where ", ", ", "")
                        : counted.forAll(l -> l.condition().equals("exact")) ? "exact" : "real",
                "", lines.head().before(), Array.empty(), lines.last().after(), Array.empty());
    }

    /** As Unicode text at a level of detail. */
    public String text(Detail detail) {
        return DerivationText.of(this, detail);
    }

    /** In LaTeX at a level of detail, for mathematics mode with amsmath. */
    public String latex(Detail detail) {
        return DerivationText.latex(this, detail);
    }

    /** As Unicode text, told by the rules of calculus. */
    @Override
    public String toString() {
        return text(Detail.RULES);
    }
}
