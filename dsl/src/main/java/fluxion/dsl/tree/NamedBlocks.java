package fluxion.dsl.tree;

import fluxion.core.Expr;
import fluxion.core.TreeException;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;

/**
 * Parts by name: stands for a record whose components are declared to hold expressions where each must hold a tree, as the
 * blocks of a Hessian with respect to a record do.
 *
 * <pre>{@code
 * Blocks h = hessian(loss).apply(net, xs, ys);
 * h.at("w1", "b1");   // the block ∂²/∂w1∂b1
 * }</pre>
 *
 * @param of the name of what it stands for
 * @param parts by name: expressions, blocks, or any other container
 */
public record NamedBlocks(String of, Map<String, Object> parts) implements java.io.Serializable {

    /** The part with a name. */
    public Object get(String name) {
        return parts.get(name).getOrElseThrow(() ->
                new TreeException("get: the name must be one of " + parts.keySet().mkString(", ") + "; got " + name));
    }

    /** The expression on a path of names, through blocks, records and other containers. */
    public Expr at(String... path) {
        Object here = this;
        for (String name : path) {
            here = here instanceof NamedBlocks blocks ? blocks.get(name) : part(here, name);
        }
        if (here instanceof Expr leaf) {
            return leaf;
        }
        throw new TreeException("at: the path must lead to a tensor; got " + Array.of(path).mkString(".") + ", which is "
                + Trees.structure(here));
    }

    private static Object part(Object tree, String name) {
        Container container = Container.of(tree)
                .getOrElseThrow(() -> new TreeException("at: there is nothing named " + name + " in " + Trees.structure(tree)));
        Object[] parts = container.parts(tree);
        return Array.range(0, parts.length)
                .find(i -> container.part(i).equals(name) || container.part(i).equals("[" + name + "]"))
                .map(i -> parts[i])
                .getOrElseThrow(() -> new TreeException("at: there is nothing named " + name + " in " + Trees.structure(tree)));
    }

    /** A tree of the structure with trees in its leaves; blocks stand for containers that cannot hold them. */
    public static Object build(Structure structure, Seq<?> leaves) {
        return switch (structure) {
            case Structure.Leaf _ -> leaves.get(0);
            case Structure.Carried(Object value) -> value;
            case Structure.Node node -> {
                Object[] parts = new Object[node.children().size()];
                int from = 0;
                for (int i = 0; i < parts.length; i++) {
                    Structure child = node.children().get(i);
                    parts[i] = build(child, leaves.subSequence(from, from + child.leafCount()));
                    from += child.leafCount();
                }
                yield node.container().holds(parts) ? node.container().build(parts) : new NamedBlocks(node.container().toString(),
                        LinkedHashMap.ofEntries(Array.range(0, parts.length)
                                .map(i -> Tuple.of(name(node.container().part(i)), parts[i]))));
            }
        };
    }

    private static String name(String part) {
        return part.startsWith("[") ? part.substring(1, part.length() - 1) : part;
    }

    @Override
    public String toString() {
        return parts.map(e -> e._1 + "=" + e._2).mkString(of + "{", ", ", "}");
    }
}
