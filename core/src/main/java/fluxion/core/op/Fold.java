package fluxion.core.op;

import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * Adds windows back where {@link Windows} read them: the transpose of Windows. [..., o₁…o_k, size₁…size_k] to
 * [..., n₁…n_k].
 *
 * @param to the lengths n of the last k axes of the result
 * @param windows the windows that are added back
 */
public record Fold(Ints to, Windows windows) implements GatherScatter {
    @Override
    public TensorType infer(Seq<TensorType> operands) {
        TensorType x = OperandChecks.only(this, operands);
        int k = windows.size().size();
        OperandChecks.dtype(this, x.dtype().isNumeric(), "requires a numeric operand", x);
        OperandChecks.shape(this, windows.isPossible() && to.size() == k && to.forAll(n -> n >= 0),
                "requires size, stride and dilation ≥ 1 and a length ≥ 0 for each windowed axis",
                () -> "size " + windows.size() + ", stride " + windows.stride() + ", dilation " + windows.dilation()
                        + " and lengths " + to + " for " + x);
        Ints expected = Ints.tabulate(k, i -> windows.count(i, to.get(i))).concat(windows.size());
        OperandChecks.shape(this, x.rank() >= 2 * k && x.shape().dims().drop(x.rank() - 2 * k).equals(expected),
                "the last axes must be the windows " + expected + " of lengths " + to, x);
        return x.withShape(new Shape(x.shape().dims().take(x.rank() - 2 * k).concat(to)));
    }
}
