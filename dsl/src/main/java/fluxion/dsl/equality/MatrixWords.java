package fluxion.dsl.equality;

import fluxion.transforms.normal.RationalFunction;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Matrices as sums of products of letters that do not commute, with coefficients that do: transposes stand at letters, inverses
 * of letters cancel beside them, and the inverse of a sum S is a letter of which S·S⁻¹ = I is known. What is 1×1 within a product
 * is a coefficient.
 */
final class MatrixWords {
    /** How many products may be rewritten. */
    private static final int WORK = 4_000;

    /** A letter, or its transpose. */
    record Letter(int of, boolean transposed) {}

    /** A product of letters; none of them is the identity. */
    record Word(Seq<Letter> letters) {
        Word then(Word other) {
            return new Word(letters.appendAll(other.letters));
        }
    }

    /**
     * A sum of words of one shape.
     *
     * @param terms the words and their coefficients, none of them 0
     */
    record Sum(int rows, int columns, io.vavr.collection.Map<Word, RationalFunction> terms) {
        boolean isZero() {
            return terms.isEmpty();
        }
    }

    /** What a letter is: a name, or the inverse of a sum. */
    private record Meaning(String name, int rows, int columns, boolean symmetric, Option<Sum> inverseOf) {}

    /** How the names of letters begin whose elements are positive. */
    static final String EXP = "exp of ";
    private static final Word EMPTY = new Word(Array.empty());
    private final AtomTable atoms;
    private final SymbolicScalars scalars;
    private final Quotients in;
    private final List<Meaning> meanings = new ArrayList<>();
    private final Map<String, Integer> names = new HashMap<>();
    private int work;

    MatrixWords(AtomTable atoms, SymbolicScalars scalars) {
        this.atoms = atoms;
        this.scalars = scalars;
        this.in = scalars.arithmetic();
    }

    // ---- sums ----

    Sum zero(int rows, int columns) {
        return new Sum(rows, columns, LinkedHashMap.empty());
    }

    Sum identity(int n) {
        return new Sum(n, n, LinkedHashMap.of(EMPTY, RationalFunction.ONE));
    }

    /** A column, or a matrix, of a name. */
    Sum named(String name, int rows, int columns, boolean symmetric) {
        int letter = letter(new Meaning(name, rows, columns, symmetric, Option.none()));
        return new Sum(rows, columns, LinkedHashMap.of(new Word(Array.of(new Letter(letter, false))),
                RationalFunction.ONE));
    }

    Sum ones(int n) {
        return named("ones", n, 1, false);
    }

    private int letter(Meaning meaning) {
        String key = meaning.name + " " + meaning.rows + "×" + meaning.columns;
        return names.computeIfAbsent(key, _ -> {
            meanings.add(meaning);
            return meanings.size() - 1;
        });
    }

    Sum plus(Sum a, Sum b) {
        return new Sum(a.rows, a.columns, b.terms.foldLeft(a.terms, (sum, term) -> added(sum, term._1, term._2)));
    }

    private io.vavr.collection.Map<Word, RationalFunction> added(io.vavr.collection.Map<Word, RationalFunction> sum, Word word,
            RationalFunction coefficient) {
        RationalFunction total = sum.get(word).map(c -> in.plus(c, coefficient)).getOrElse(coefficient);
        return total.isZero() ? sum.remove(word) : sum.put(word, total);
    }

    Sum times(RationalFunction factor, Sum a) {
        return factor.isZero() ? zero(a.rows, a.columns)
                : new Sum(a.rows, a.columns, a.terms.mapValues(c -> in.times(c, factor)));
    }

    Sum minus(Sum a, Sum b) {
        return plus(a, times(Quotients.number(-1), b));
    }

    Sum transposed(Sum a) {
        return a.terms.foldLeft(zero(a.columns, a.rows), (sum, term) -> new Sum(a.columns, a.rows,
                added(sum.terms, transposed(term._1), term._2)));
    }

    private Word transposed(Word word) {
        return new Word(word.letters.reverse().map(this::transposed));
    }

    private Letter transposed(Letter letter) {
        return meanings.get(letter.of).symmetric ? letter : new Letter(letter.of, !letter.transposed);
    }

    Sum product(Sum a, Sum b) {
        Sum sum = zero(a.rows, b.columns);
        for (var x : a.terms) {
            for (var y : b.terms) {
                sum = plus(sum, times(in.times(x._2, y._2), reduced(x._1.then(y._1), a.rows, b.columns)));
            }
        }
        return sum;
    }

    // ---- words ----

    private int rows(Letter letter) {
        return letter.transposed ? meanings.get(letter.of).columns : meanings.get(letter.of).rows;
    }

    private int columns(Letter letter) {
        return rows(new Letter(letter.of, !letter.transposed));
    }

    private Sum single(Word word, int rows, int columns) {
        return new Sum(rows, columns, LinkedHashMap.of(word, RationalFunction.ONE));
    }

    /** With inverses cancelled, and what is 1×1 inside among the coefficients. */
    private Sum reduced(Word word, int rows, int columns) {
        if (work++ > WORK) {
            throw new BeyondReach("so many products of matrices");
        }
        Seq<Letter> letters = word.letters;
        for (int i = 0; i < letters.size(); i++) {
            Meaning meaning = meanings.get(letters.get(i).of);
            if (meaning.inverseOf.isDefined()) {
                Sum base = letters.get(i).transposed ? transposed(meaning.inverseOf.get()) : meaning.inverseOf.get();
                Word lead = lead(base);
                int n = lead.letters.size();
                if (i >= n && letters.slice(i - n, i).equals(lead.letters)) {
                    return replaced(letters.take(i - n), base, lead, letters.get(i), true, letters.drop(i + 1), rows, columns);
                }
                if (letters.slice(i + 1, i + 1 + n).equals(lead.letters) && n > 0) {
                    return replaced(letters.take(i), base, lead, letters.get(i), false, letters.drop(i + 1 + n), rows, columns);
                }
            }
        }
        return scalarsOut(word, rows, columns);
    }

    /** w·S⁻¹ = (I − Σ the other terms·S⁻¹)/c where S = c·w + the others; and from the other side. */
    private Sum replaced(Seq<Letter> before, Sum base, Word lead, Letter inverse, boolean left, Seq<Letter> after, int rows,
            int columns) {
        atoms.used("S·S⁻¹ = I");
        RationalFunction scale = in.over(RationalFunction.ONE, base.terms.get(lead).get());
        Sum sum = times(scale, reduced(new Word(before.appendAll(after)), rows, columns));
        for (var term : base.terms) {
            if (!term._1.equals(lead)) {
                Seq<Letter> middle = left ? term._1.letters.append(inverse) : term._1.letters.prepend(inverse);
                sum = minus(sum, times(in.times(scale, term._2),
                        reduced(new Word(before.appendAll(middle).appendAll(after)), rows, columns)));
            }
        }
        return sum;
    }

    /** The longest word, the last of them in the order of letters. */
    private Word lead(Sum sum) {
        return sum.terms.keySet().maxBy((a, b) -> a.letters.size() != b.letters.size()
                ? Integer.compare(a.letters.size(), b.letters.size()) : text(a).compareTo(text(b))).get();
    }

    private Sum scalarsOut(Word word, int rows, int columns) {
        Seq<Letter> letters = word.letters;
        int first = -1;
        int last = -1;
        for (int i = 0; i + 1 < letters.size(); i++) {
            if (columns(letters.get(i)) == 1) {
                first = first < 0 ? i + 1 : first;
                last = i + 1;
            }
        }
        boolean outer = rows == 1 && columns == 1 && letters.size() > 0;
        int from = outer || rows == 1 && first >= 0 ? 0 : first;
        int to = outer || columns == 1 && first >= 0 ? letters.size() : last;
        if (from < 0 || from >= to) {
            return single(word, rows, columns);
        }
        RationalFunction coefficient = RationalFunction.ONE;
        List<Letter> part = new ArrayList<>();
        for (int i = from; i < to; i++) {
            part.add(letters.get(i));
            if (columns(letters.get(i)) == 1) {
                coefficient = in.times(coefficient, traceOf(new Word(Array.ofAll(part))));
                part.clear();
            }
        }
        return times(coefficient, single(new Word(letters.take(from).appendAll(letters.drop(to))), rows, columns));
    }

    /** A word as text, which names letters by what they are. */
    private String text(Word word) {
        return word.letters.map(l -> l.of + (l.transposed ? "'" : "")).mkString("·");
    }

    String text(Sum sum) {
        return sum.terms.map(t -> t._2 + "*" + text(t._1)).toArray().sorted().mkString("+");
    }

    // ---- traces and scalars ----

    /** The number in a 1×1 matrix. */
    RationalFunction scalar(Sum a) {
        return trace(a);
    }

    RationalFunction trace(Sum a) {
        RationalFunction sum = RationalFunction.ZERO;
        for (var term : a.terms) {
            sum = in.plus(sum, in.times(term._2, term._1.letters.isEmpty() ? Quotients.number(a.rows) : traceOf(term._1)));
        }
        return sum;
    }

    private RationalFunction traceOf(Word word) {
        Seq<Letter> letters = word.letters;
        if (letters.forAll(l -> meanings.get(l.of).name.equals("ones")) && letters.size() == 2) {
            return Quotients.number(Math.max(rows(letters.get(0)), columns(letters.get(0))));
        }
        // shorter from another place of the circle
        for (int i = 1; i < letters.size(); i++) {
            Word turned = new Word(letters.drop(i).appendAll(letters.take(i)));
            int n = rows(turned.letters.get(0));
            if (n > 1 && hasInverse(turned)) {
                Sum reduced = reduced(turned, n, n);
                if (!reduced.terms.keySet().forAll(w -> w.letters.size() >= letters.size())) {
                    atoms.used("tr A·B = tr B·A");
                    return trace(reduced);
                }
            }
        }
        List<String> all = new ArrayList<>();
        for (Word way : Array.of(word, transposed(word))) {
            for (int i = 0; i < letters.size(); i++) {
                all.add(text(new Word(way.letters.drop(i).appendAll(way.letters.take(i)))));
            }
        }
        if (letters.size() > 1) {
            atoms.used("tr A·B = tr B·A");
        }
        RationalFunction trace = atoms.variable(new Atom.Opaque("tr " + Array.ofAll(all).min().get(), Array.empty()));
        if (letters.forAll(l -> meanings.get(l.of).name.equals("ones") || meanings.get(l.of).name.startsWith(EXP))) {
            atoms.positive(trace.numerator());
        }
        return trace;
    }

    private boolean hasInverse(Word word) {
        return word.letters.exists(l -> meanings.get(l.of).inverseOf.isDefined());
    }

    // ---- inverses ----

    Sum inverse(Sum a) {
        if (a.isZero()) {
            throw new BeyondReach("the inverse of zero");
        }
        if (a.terms.size() == 1) {
            Word word = a.terms.head()._1;
            if (word.letters.forAll(l -> rows(l) == columns(l))) {
                if (word.letters.size() > 1) {
                    atoms.used("(A·B)⁻¹ = B⁻¹·A⁻¹");
                }
                Sum product = times(in.over(RationalFunction.ONE, a.terms.head()._2), identity(a.rows));
                for (Letter letter : word.letters.reverse()) {
                    product = product(product, inverse(letter));
                }
                return product;
            }
        }
        return letterOfInverse(a);
    }

    private Sum inverse(Letter letter) {
        Meaning meaning = meanings.get(letter.of);
        Sum base = meaning.inverseOf.getOrElse(() -> inverseOfName(letter.of));
        return letter.transposed ? transposed(base) : base;
    }

    private Sum inverseOfName(int letter) {
        int n = meanings.get(letter).rows;
        return letterOfInverse(single(new Word(Array.of(new Letter(letter, false))), n, n));
    }

    /** A letter for the inverse of a sum whose leading coefficient is 1, or of its transpose. */
    private Sum letterOfInverse(Sum a) {
        RationalFunction scale = a.terms.get(lead(a)).get();
        Sum base = times(in.over(RationalFunction.ONE, scale), a);
        Sum other = transposed(base);
        String own = text(base);
        String turned = text(other);
        boolean turn = turned.compareTo(own) < 0 && lead(other).letters.size() > 1
                && other.terms.get(lead(other)).get().equals(RationalFunction.ONE);
        int letter = letter(new Meaning("inverse of " + (turn ? turned : own), a.rows, a.rows, own.equals(turned),
                Option.of(turn ? other : base)));
        return times(in.over(RationalFunction.ONE, scale),
                single(new Word(Array.of(new Letter(letter, turn && !own.equals(turned)))), a.rows, a.rows));
    }

    // ---- determinants ----

    RationalFunction determinant(Sum a) {
        if (a.isZero()) {
            return RationalFunction.ZERO;
        }
        if (a.rows == 1) {
            return scalar(a);
        }
        Option<Word> square = a.terms.keySet().toArray().sortBy(w -> Tuple.of(w.letters.size(), text(w)))
                .find(w -> w.letters.forAll(l -> rows(l) == columns(l)));
        if (square.isEmpty()) {
            return atom(a);
        }
        RationalFunction scale = a.terms.get(square.get()).get();
        RationalFunction outer = in.power(scale, a.rows);
        for (Letter letter : square.get().letters) {
            outer = in.times(outer, determinant(letter));
        }
        if (square.get().letters.size() > 1) {
            atoms.used("det A·B = det A·det B");
        }
        if (a.terms.size() == 1) {
            return outer;
        }
        Sum rest = new Sum(a.rows, a.rows, a.terms.remove(square.get()));
        Sum inside = product(inverse(single(square.get(), a.rows, a.rows)), times(in.over(RationalFunction.ONE, scale), rest));
        return in.times(outer, besideIdentity(inside));
    }

    private RationalFunction determinant(Letter letter) {
        Meaning meaning = meanings.get(letter.of);
        return meaning.inverseOf.isDefined() ? in.over(RationalFunction.ONE, determinant(meaning.inverseOf.get()))
                : atoms.variable(new Atom.Opaque("det " + letter.of, Array.empty()));
    }

    /** det(I + P·Q) = det(I + Q·P), the smaller of them. */
    private RationalFunction besideIdentity(Sum a) {
        if (a.terms.size() != 1) {
            return atom(plus(identity(a.rows), a));
        }
        Seq<Letter> letters = a.terms.head()._1.letters;
        RationalFunction coefficient = a.terms.head()._2;
        int at = Array.range(0, letters.size()).minBy(i -> {
            Word turned = new Word(letters.drop(i).appendAll(letters.take(i)));
            return Tuple.of(rows(letters.get(i)), text(turned));
        }).get();
        atoms.used("det(I + P·Q) = det(I + Q·P)");
        int n = rows(letters.get(at));
        Sum turned = times(coefficient, reduced(new Word(letters.drop(at).appendAll(letters.take(at))), n, n));
        return n == 1 ? in.plus(RationalFunction.ONE, scalar(turned)) : atom(plus(identity(n), turned));
    }

    private RationalFunction atom(Sum a) {
        String own = text(a);
        String turned = text(transposed(a));
        return atoms.variable(new Atom.Opaque("det " + (own.compareTo(turned) < 0 ? own : turned), Array.empty()));
    }

    // ---- whether a sum is zero ----

    /** Whether a sum is 0, or becomes 0 when it is multiplied with what has an inverse. */
    boolean isZero(Sum a, int depth) {
        if (a.isZero()) {
            return true;
        }
        if (a.rows == 1 && a.columns == 1) {
            return scalar(a).isZero();
        }
        if (depth == 0) {
            return false;
        }
        java.util.Set<Letter> inverses = new java.util.LinkedHashSet<>();
        a.terms.keySet().forEach(w -> w.letters.filter(l -> meanings.get(l.of).inverseOf.isDefined()).forEach(inverses::add));
        for (Letter inverse : inverses) {
            Sum base = meanings.get(inverse.of).inverseOf.get();
            Sum by = inverse.transposed ? transposed(base) : base;
            boolean found = by.columns == a.rows && a.terms.keySet().exists(w -> w.letters.headOption().contains(inverse))
                    && isZero(product(by, a), depth - 1)
                    || a.columns == by.rows && a.terms.keySet().exists(w -> w.letters.lastOption().contains(inverse))
                    && isZero(product(a, by), depth - 1);
            if (found) {
                atoms.used("multiplied with what has an inverse");
                return true;
            }
        }
        return false;
    }
}
