package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.TransformException;
import fluxion.core.Var;
import fluxion.transforms.Simplify;
import io.vavr.collection.Array;
import java.util.BitSet;

/**
 * Where a Jacobian may be other than zero, for every value of the arguments: a row for each element of the result, a column
 * for each element of the argument.
 *
 * @param rows how many elements the result has
 * @param columns how many elements the argument has
 * @param entries of each row, the columns that may be other than zero, ascending
 */
public record Sparsity(int rows, int columns, Array<Ints> entries) {
    private static final int DRAWN = 64;

    /** The pattern of the derivative of a function's only result with respect to a parameter. */
    public static Sparsity of(Fn fn, int wrt) {
        if (fn.results().size() != 1 || wrt < 0 || wrt >= fn.params().size()) {
            throw new TransformException("sparsity: the function must return one tensor and have the parameter; got "
                    + fn.results().size() + " results and parameter " + wrt
                    + " of " + fn.params().size());
        }
        Var variable = fn.params().get(wrt);
        Expr result = Simplify.of(fn).results().get(0);
        BitSet[] bits = Dependence.of(result, variable);
        return new Sparsity(bits.length, (int) variable.shape().size(), Array.of(bits).map(b -> Ints.of(b.stream().toArray())));
    }

    /** How many elements may be other than zero. */
    public int size() {
        return entries.map(Ints::size).sum().intValue();
    }

    /** Whether the element may be other than zero. */
    public boolean contains(int row, int column) {
        return entries.get(row).contains(column);
    }

    /**
     * Columns by colour: columns of one colour have no row in common, so that one directional derivative finds all of them
     * (Curtis, Powell and Reid, 1974). Greedily, the fullest column first.
     */
    public Ints colours() {
        BitSet[] rowsOf = new BitSet[columns];
        for (int j = 0; j < columns; j++) {
            rowsOf[j] = new BitSet();
        }
        for (int i = 0; i < rows; i++) {
            for (int j : entries.get(i)) {
                rowsOf[j].set(i);
            }
        }
        int[] colour = new int[columns];
        java.util.List<BitSet> taken = new java.util.ArrayList<>();
        for (int j : Array.range(0, columns).sortBy(j -> -rowsOf[j].cardinality())) {
            int c = 0;
            while (c < taken.size() && taken.get(c).intersects(rowsOf[j])) {
                c++;
            }
            if (c == taken.size()) {
                taken.add(new BitSet());
            }
            taken.get(c).or(rowsOf[j]);
            colour[j] = c;
        }
        return Ints.of(colour);
    }

    /** A drawing of a small pattern, {@code ×} where elements may be other than zero; of a big one the count. */
    @Override
    public String toString() {
        if (rows > DRAWN || columns > DRAWN) {
            return "Sparsity[" + rows + " × " + columns + ", " + size() + " elements]";
        }
        return entries.map(row -> Array.range(0, columns).map(j -> row.contains(j) ? "×" : "·").mkString(" ")).mkString("\n");
    }
}
