package fluxion.dsl.file;

import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Given;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TreeException;
import fluxion.dsl.function.Tracing;
import fluxion.dsl.tree.DeclaredTree;
import fluxion.dsl.tree.Structure;
import fluxion.dsl.tree.Trees;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Trees in files: a tensor for each leaf, called by its place in the tree, {@code layers.0.bias}. Values that are carried along,
 * such as numbers and strings, are part of a tree's structure and not of the file.
 */
public final class TreeFiles {
    private TreeFiles() {}

    // ---- saving -----------------------------------------------------------------------------------------------------

    /** Saves a tree as safetensors, {@code .npz} or {@code .npy}, by the file's name. */
    public static void save(Object tree, Path file) {
        Given.arguments("save", tree, file);
        String name = String.valueOf(file.getFileName());
        Trees.Flat flat = Trees.flatten(tree);
        Array<String> names = TensorNames.of("save", flat.structure());
        if (names.isEmpty()) {
            throw new TreeException("save: there must be a tensor to save; got " + flat.structure());
        }
        Array<Tuple2<String, Tensor>> tensors = names.zip(Tracing.values("save", flat.leaves()));
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        TensorWriter.Body body = switch (ending) {
            case "safetensors" -> out -> Safetensors.write(tensors, out);
            case "npz" -> out -> Npz.write(tensors, out);
            case "npy" -> {
                if (!(tree instanceof Expr)) {
                    throw new TreeException("save: an .npy file holds one array; got " + flat.structure()
                            + ". Save it as .npz or .safetensors");
                }
                yield out -> Npy.write(tensors.head()._2, out);
            }
            default -> throw new FluxionException("save: the file's name must end in .safetensors, .npz or .npy; got " + name);
        };
        try {
            TensorWriter.replace(file, body);
        } catch (IOException e) {
            Path folder = file.toAbsolutePath().getParent();
            throw new UncheckedIOException(Files.isDirectory(folder) ? "save: " + file + " cannot be written: " + e.getMessage()
                    : "save: there must be a directory " + folder, e);
        }
    }

    // ---- loading ----------------------------------------------------------------------------------------------------

    /**
     * Loads a tree like another from a file that holds the same names with the same shapes and dtypes, and no others.
     *
     * @param like of the tree's structure; its values do not count
     * @throws TreeException where the names differ
     * @throws ShapeException where a leaf's shape differs
     * @throws DTypeException where a leaf's dtype differs, and the word is not said or would not do
     */
    public static <T> T load(T like, Path file, Widening widening) {
        Given.arguments("load", like, file, widening);
        Trees.Flat flat = Trees.flatten(like);
        Array<String> names = TensorNames.of("load", flat.structure());
        try (TensorFile open = TensorFile.open(file)) {
            Array<StoredTensor> stored = stored(open, flat.structure(), names);
            for (int i = 0; i < names.size(); i++) {
                requireLike(open, stored.get(i), flat.leaves().get(i), widening);
            }
            return Trees.unflatten(flat.structure(), stored.zipWith(flat.leaves(), (s, leaf) -> open.read(s, leaf.dtype())));
        }
    }

    /**
     * Loads a record of a class from a file that holds the names which the class says, and no others; shapes, dtypes and the
     * lengths of sequences are the file's.
     *
     * @throws TreeException where the names differ, or the class holds anything but expressions, records and containers of them
     */
    public static <T> T load(Class<T> type, Path file, Widening widening) {
        Given.arguments("load", type, file, widening);
        try (TensorFile open = TensorFile.open(file)) {
            Structure structure = DeclaredTree.structure("load", type, open.names());
            Array<StoredTensor> stored = stored(open, structure, TensorNames.of("load", structure));
            return Trees.unflatten(structure, stored.map(s -> open.read(s.name(), widening)));
        }
    }

    /** What a file holds under the names of a tree. */
    private static Array<StoredTensor> stored(TensorFile file, Structure structure, Array<String> names) {
        // a single expression is the single tensor, whatever its name
        if (structure == Structure.LEAF && file.names().size() == 1) {
            return Array.of(file.find(file.names().get(0)).get());
        }
        Array<String> missing = names.filter(name -> file.find(name).isEmpty());
        Array<String> more = Array.ofAll(file.names()).removeAll(names);
        if (missing.isEmpty() && more.isEmpty()) {
            return names.map(name -> file.find(name).get());
        }
        throw new TreeException("load: " + file.label() + " must hold the leaves of " + structure + "; "
                + Array.of(Option.when(!missing.isEmpty(), () -> "it lacks " + few(missing)),
                        Option.when(!more.isEmpty(), () -> "the tree lacks " + few(more))).flatMap(o -> o).mkString(", and ")
                + ". It holds " + file.inventory() + ". TensorFile reads some of them");
    }

    private static String few(Array<String> names) {
        return names.take(5).map(TensorNames::shortened).mkString(", ")
                + (names.size() > 5 ? " … " + names.size() + " in all" : "");
    }

    private static void requireLike(TensorFile file, StoredTensor stored, Expr leaf, Widening widening) {
        Array<Long> wanted = Array.ofAll(leaf.shape().dims()).map(Integer::longValue);
        String what = "load: " + file.place(stored.name()) + " must be " + leaf.type() + ", as in the tree; got " + stored.text();
        if (!stored.dims().equals(wanted)) {
            throw new ShapeException(what + (stored.dims().equals(wanted.reverse()) ? ". The lengths are reversed: it may be "
                    + "transposed, as the weights of PyTorch's linear layers are" : ""));
        }
        if (stored.format().is(leaf.dtype())) {
            return;
        }
        if (!stored.format().fits(leaf.dtype())) {
            throw new DTypeException(what + ". Not every " + stored.format() + " is one of " + leaf.dtype()
                    + "; read it with TensorFile and cast it");
        }
        if (widening == Widening.EXACT) {
            throw new DTypeException(what + ". With WIDEN it is read as " + leaf.dtype());
        }
    }
}
