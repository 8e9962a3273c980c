package fluxion.dsl.function;

import fluxion.core.Expr;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.dsl.tree.Structure;
import fluxion.dsl.tree.Trees;
import io.vavr.collection.Array;
import io.vavr.collection.Iterator;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.List;

/**
 * What a function is traced for: its arguments but for their values.
 *
 * @param structure of the arguments, a tuple
 * @param types of the leaves, in order
 */
public record CallSignature(Structure structure, Array<TensorType> types) {
    /** The letters that arguments without names of their own get, in turn. */
    private static final Array<String> LETTERS = Array.of("x", "y", "z", "u", "v", "w");

    /** The signature of some arguments, in which a type may stand for a tensor. */
    static CallSignature of(Object... arguments) {
        List<TensorType> types = new ArrayList<>();
        Structure structure = Structure.tuple(Array.of(arguments).map(argument -> {
            Trees.Flat flat = Trees.flatten(argument);
            Iterator<Expr> leaves = flat.leaves().iterator();
            return typed(flat.structure(), leaves, types);
        }));
        return new CallSignature(structure, Array.ofAll(types));
    }

    private static Structure typed(Structure structure, Iterator<Expr> leaves, List<TensorType> types) {
        return switch (structure) {
            case Structure.Leaf leaf -> {
                types.add(leaves.next().tensorType());
                yield leaf;
            }
            case Structure.Carried(TensorType type) -> {
                types.add(type);
                yield Structure.LEAF;
            }
            case Structure.Carried carried -> carried;
            case Structure.Node node -> Structure.node(node.container(),
                    node.children().map(child -> typed(child, leaves, types)));
        };
    }

    static CallSignature scalars(int arity, TensorType type) {
        return new CallSignature(Structure.tuple(Array.fill(arity, () -> Structure.LEAF)), Array.fill(arity, () -> type));
    }

    int arity() {
        return structure.parts().size();
    }

    /** One variable for each leaf, named after its place. */
    Array<Var> variables() {
        return names().zipWith(types, Var::new);
    }

    /** One variable for each leaf, named after its place in the argument of that name. */
    Array<Var> variables(Array<String> names) {
        return structure.parts().zip(names).flatMap(pair -> pair._1.paths().map(path -> Structure.join(pair._2, path)))
                .zipWith(types, Var::new);
    }

    private Array<String> names() {
        Iterator<String> letters = LETTERS.iterator();
        return structure.parts().flatMap(argument -> {
            boolean named = argument instanceof Structure.Node node
                    && node.paths().forAll(p -> !p.startsWith("[") && !p.startsWith("_"));
            String letter = named || argument.leafCount() == 0 || letters.isEmpty() ? "" : letters.next();
            return argument.paths().map(path -> Structure.join(letter, path));
        });
    }

    /** Which leaves the argument at a position has: from and to, exclusive. */
    Array<Integer> leavesOf(int position) {
        int from = structure.parts().take(position).map(Structure::leafCount).sum().intValue();
        return Array.range(from, from + structure.parts().get(position).leafCount());
    }

    /** {@code argument 2}, {@code argument 1 (w1)}: where a leaf is, counted from 1 as people do. */
    String place(int leaf) {
        for (int argument = 0; ; argument++) {
            Array<Integer> leaves = leavesOf(argument);
            if (leaves.contains(leaf)) {
                String path = structure.parts().get(argument).paths().get(leaf - leaves.get(0));
                return "argument " + (argument + 1) + (path.isEmpty() ? "" : " (" + path + ")");
            }
        }
    }

    /** The argument at a position as a message shows it. */
    String describe(int position) {
        Array<Integer> leaves = leavesOf(position);
        return structure.parts().get(position).describe(types.drop(leaves.isEmpty() ? 0 : leaves.get(0)));
    }

    /** The same structure with other types. */
    CallSignature withTypes(Seq<TensorType> others) {
        return new CallSignature(structure, Array.ofAll(others));
    }

    /** The arguments followed by more. */
    CallSignature and(CallSignature more) {
        return new CallSignature(Structure.tuple(structure.parts().appendAll(more.structure.parts())),
                types.appendAll(more.types));
    }

    /** Some of the arguments. */
    CallSignature slice(int from, int to) {
        Array<Structure> parts = structure.parts();
        int first = parts.take(from).map(Structure::leafCount).sum().intValue();
        int last = parts.take(to).map(Structure::leafCount).sum().intValue();
        return new CallSignature(Structure.tuple(parts.slice(from, to)), types.slice(first, last));
    }

    /** {@code (Mlp(w1: f64[3,4], b1: f64[4]), f64[8,3])}. */
    @Override
    public String toString() {
        return structure.describe(types);
    }
}
