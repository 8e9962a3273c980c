package fluxion.core.print;

import fluxion.core.Ints;
import fluxion.core.print.Notation.Constant;
import fluxion.core.print.Notation.Indices;
import fluxion.core.print.Notation.Product;
import fluxion.core.print.Notation.Sum;
import fluxion.core.print.Notation.Term;
import io.vavr.collection.Array;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.control.Option;

/** Sums of tensors by their elements under one pair of parentheses: {@code (xᵢ·δⱼₖ + xⱼ·δᵢₖ)ᵢⱼₖ}. */
final class IndexSums {
    private IndexSums() {}

    /** A sum of tensors, which is one of elements where all terms have the same free indices and none sums over others. */
    static Notation of(Notation sum) {
        if (!(sum instanceof Sum(var terms)) || terms.size() < 2) {
            return sum;
        }
        Seq<Option<Seq<Term>>> elements = terms.map(IndexSums::elements);
        Seq<String> free = terms.flatMap(t -> indices(t.of()).map(Indices::free)).distinct();
        if (elements.exists(Option::isEmpty) || free.size() != 1) {
            return sum;
        }
        Seq<Term> all = elements.flatMap(Option::get);
        Set<Character> told = told(all.flatMap(t -> pairs((Indices) t.of(), false)),
                all.flatMap(t -> pairs((Indices) t.of(), true)));
        Seq<Term> named = all.map(t -> new Term(t.minus(), deltas((Indices) t.of(), told)));
        return new Indices(free.head(), "", Array.of(new Sum(named)), Array.of(""));
    }

    /** Whether it is one sum of elements, which needs no parentheses of its own. */
    static boolean isSum(Indices n) {
        return !n.free().isEmpty() && n.summed().isEmpty() && n.factors().size() == 1 && n.factors().head() instanceof Sum;
    }

    /** A sum of elements with its axes in another order, which is one with other letters: those of the result stay in order. */
    static Option<Notation> permuted(Notation n, Ints axes) {
        if (!(n instanceof Indices(String free, _, var factors, _)) || !isSum((Indices) n) || free.length() != axes.size()) {
            return Option.none();
        }
        Seq<Term> terms = ((Sum) factors.head()).terms().map(t -> {
            Indices product = (Indices) t.of();
            return new Term(t.minus(), new Indices("", "", product.factors(),
                    product.indices().map(at -> renamed(at, free, axes))));
        });
        return Option.of(new Indices(free, "", Array.of(new Sum(terms)), Array.of("")));
    }

    /** Axis k of the result is axis {@code axes[k]} of what it was, whose letter becomes the k-th. */
    private static String renamed(String letters, String free, Ints axes) {
        StringBuilder out = new StringBuilder();
        for (char letter : letters.toCharArray()) {
            out.append(free.charAt(axes.indexOf(free.indexOf(letter))));
        }
        return out.toString();
    }

    /** A tensor by its elements, maybe with a number before it. */
    private static Option<Indices> indices(Notation term) {
        return switch (term) {
            case Indices n when !n.free().isEmpty() -> Option.of(n);
            case Product(var factors) when factors.size() == 2 && ArithmeticForms.isNumber(factors.head().of()) ->
                    indices(factors.last().of()).filter(n -> !isSum(n));
            case Notation _ -> Option.none();
        };
    }

    private static Option<Seq<Term>> elements(Term term) {
        return indices(term.of()).filter(n -> n.summed().isEmpty()).map(n -> {
            if (isSum(n)) {
                return ((Sum) n.factors().head()).terms().map(t -> new Term(t.minus() != term.minus(), t.of()));
            }
            boolean scaled = term.of() instanceof Product;
            Seq<Notation> before = term.of() instanceof Product(var factors) ? Array.of(factors.head().of()) : Array.empty();
            return Array.of(new Term(term.minus(), new Indices("", "", n.factors().prependAll(before),
                    scaled ? n.indices().prepend("") : n.indices())));
        });
    }

    private static Seq<String> pairs(Indices n, boolean identities) {
        return n.factors().zip(n.indices()).filter(f -> isIdentity(f._1) == identities).map(f -> f._2);
    }

    private static boolean isIdentity(Notation n) {
        return n instanceof Constant(var kind, _) && (kind == Constant.Kind.IDENTITY || kind == Constant.Kind.DELTA);
    }

    /** The indices of which tensors tell the length, and those that identities join to them. */
    private static Set<Character> told(Seq<String> tensors, Seq<String> identities) {
        Set<Character> told = HashSet.ofAll(tensors.flatMap(s -> Array.ofAll(s.toCharArray())));
        for (int i = 0; i < identities.size(); i++) {
            for (String pair : identities) {
                if (told.contains(pair.charAt(0)) || told.contains(pair.charAt(1))) {
                    told = told.add(pair.charAt(0)).add(pair.charAt(1));
                }
            }
        }
        return told;
    }

    private static Indices deltas(Indices n, Set<Character> told) {
        return new Indices(n.free(), n.summed(), n.factors().zipWith(n.indices(), (f, at) -> isIdentity(f)
                && told.contains(at.charAt(0)) ? new Constant(Constant.Kind.DELTA, ((Constant) f).dims()) : f), n.indices());
    }
}
