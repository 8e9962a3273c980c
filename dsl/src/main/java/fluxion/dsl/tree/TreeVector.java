package fluxion.dsl.tree;

import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.TensorType;
import fluxion.core.op.Concatenate;
import io.vavr.collection.Array;
import java.util.ArrayList;
import java.util.List;

/**
 * A tree of floating-point tensors as one tensor: itself where it is one, otherwise all elements in a row.
 *
 * @param operation what messages begin with
 * @param structure the tree's
 * @param types of its leaves
 * @param <S> the type of the tree
 */
public record TreeVector<S>(String operation, Structure structure, Array<TensorType> types) {
    /** That of a tree. */
    public static <S> TreeVector<S> of(String operation, S state) {
        Trees.Flat flat = Trees.flatten(state);
        if (flat.leaves().isEmpty() || flat.leaves().exists(leaf -> !leaf.dtype().isFloat())) {
            throw new DTypeException(operation + ": requires one or more floating-point tensors; got "
                    + flat.structure().describe(flat.types()) + ". Use cast(F64)");
        }
        return new TreeVector<>(operation, flat.structure(), flat.types());
    }

    /** The widest of the leaves'. */
    public DType dtype() {
        return types.exists(type -> type.dtype() == DType.F64) ? DType.F64 : types.get(0).dtype();
    }

    /** What must be like the tree, as one tensor. */
    public Expr flat(String requirement, S tree) {
        Trees.Flat flat = Trees.flatten(tree);
        if (!flat.structure().equals(structure) || !flat.types().equals(types)) {
            throw new ShapeException(operation + ": " + requirement + ", " + structure.describe(types) + "; got "
                    + flat.structure().describe(flat.types()));
        }
        return types.size() == 1 ? flat.leaves().get(0)
                : Expr.apply(new Concatenate(0), flat.leaves().map(x -> x.flatten().cast(dtype())).toJavaArray(Expr[]::new));
    }

    /** The tree of a tensor. */
    public S tree(Expr flat) {
        return types.size() == 1 ? Trees.unflatten(structure, Array.of(flat))
                : Trees.unflatten(structure, parts(types, flat, new Shape(Ints.empty())));
    }

    /** The tree of tensors one after another along axis 0. */
    public S stacked(Expr flat) {
        return types.size() == 1 ? Trees.unflatten(structure, Array.of(flat))
                : Trees.unflatten(structure, parts(types, flat, new Shape(flat.shape().dims().take(1))));
    }

    /** What lies in a row along the last axis, cut into tensors of these types behind the leading axes. */
    public static Array<Expr> parts(Array<TensorType> types, Expr flat, Shape leading) {
        List<Expr> leaves = new ArrayList<>();
        int from = 0;
        for (TensorType type : types) {
            int to = from + (int) type.shape().size();
            leaves.add(flat.slice(leading.rank(), from, to).reshape(new Shape(leading.dims().concat(type.shape().dims())))
                    .cast(type.dtype()));
            from = to;
        }
        return Array.ofAll(leaves);
    }
}
