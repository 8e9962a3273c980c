package fluxion.dsl.file;

import fluxion.core.FluxionException;
import fluxion.core.TreeException;
import fluxion.dsl.tree.Structure;
import io.vavr.collection.Array;

/**
 * What leaves of a tree are called in files: components, keys and places from the root on, with dots in between, as in
 * {@code layers.0.bias}; {@code _1} for the first of a tuple, {@code value} for a tree that is a single expression.
 */
final class TensorNames {
    /** Of the only leaf of a single expression. */
    private static final String ALONE = "value";
    private static final int LONGEST = 1000;

    private TensorNames() {}

    /** The names of a tree's leaves, in order. */
    static Array<String> of(String operation, Structure structure) {
        Array<String> names = names(structure).map(name -> name.isEmpty() ? ALONE : name);
        names.forEach(TensorNames::require);
        if (names.distinct().size() < names.size()) {
            throw new TreeException(operation + ": the names of leaves must be distinct; got "
                    + names.groupBy(name -> name).find(same -> same._2.size() > 1).get()._1 + " twice in " + structure);
        }
        return names;
    }

    private static Array<String> names(Structure structure) {
        return switch (structure) {
            case Structure.Leaf _ -> Array.of("");
            case Structure.Carried _ -> Array.empty();
            case Structure.Node node -> Array.range(0, node.children().size()).flatMap(i ->
                    names(node.children().get(i)).map(rest -> join(part(node, i), rest)));
        };
    }

    private static String part(Structure.Node node, int i) {
        String part = node.container().part(i);
        return part.startsWith("[") ? part.substring(1, part.length() - 1) : part;
    }

    static String join(String path, String rest) {
        return path.isEmpty() || rest.isEmpty() ? path + rest : path + "." + rest;
    }

    /**
     * Refuses names that a file system could take for a place elsewhere, or that nobody could read: archives of tensors are
     * unpacked by other programs.
     */
    static void require(String name) {
        boolean escapes = name.startsWith("/") || name.contains("\\") || name.matches("[A-Za-z]:.*")
                || Array.of(name.split("/", -1)).contains("..");
        if (name.isEmpty() || name.length() > LONGEST || escapes || name.chars().anyMatch(Character::isISOControl)) {
            throw new FluxionException("a tensor's name must have from 1 to " + LONGEST + " characters, none a control character "
                    + "or backslash, and must not lead out of a directory; got \"" + shortened(name) + '"');
        }
    }

    /** At most some forty characters, none of them a control character. */
    static String shortened(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "�");
        return printable.length() <= 40 ? printable : printable.substring(0, 40) + "…";
    }
}
