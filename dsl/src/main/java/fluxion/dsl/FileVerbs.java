package fluxion.dsl;

import fluxion.core.Given;
import fluxion.core.Tensor;
import fluxion.core.TreeException;
import fluxion.dsl.file.TensorFile;
import fluxion.dsl.file.TreeFiles;
import fluxion.dsl.file.Widening;
import io.vavr.collection.LinkedHashMap;
import java.nio.file.Path;

/** Trees of tensors saved and loaded. */
final class FileVerbs {
    private FileVerbs() {}

    /**
     * Saves a tree of tensors: a model, the state of an optimiser, a map of anything. The file's name says how, by its ending:
     * {@code .safetensors}, {@code .npz} (NumPy's archive), or {@code .npy} for a single tensor. Each leaf is called by its
     * place, {@code layers.0.bias}; numbers, strings and other values that are no tensors are not saved.
     *
     * <pre>{@code
     * save(net, Path.of("net.safetensors"));
     * save(state, Path.of("training.npz"));          // of an optimiser
     * }</pre>
     *
     * <p>The file is written beside the one that is there, and then takes its place. The same tensors make the same bytes.
     *
     * @throws fluxion.core.FluxionException where a leaf depends on a variable, two have one name, or the ending is another
     * @throws java.io.UncheckedIOException where the file cannot be written
     */
    public static void save(Object tree, Path file) { Given.arguments("save", tree, file); TreeFiles.save(tree, file); }

    /**
     * Loads a tree like another, whose values do not count: {@code load(net, Path.of("net.safetensors"))}. The file, safetensors,
     * {@code .npz} or {@code .npy}, must hold the tree's names with its shapes and dtypes, and no others; this is checked before
     * anything is read.
     *
     * @throws fluxion.core.FluxionException where the file differs from the tree, naming the leaf, or is malformed
     * @throws java.io.UncheckedIOException where the file cannot be read
     */
    public static <T> T load(T like, Path file) { return load(like, file, Widening.EXACT); }

    /** As {@link #load(Object, Path)}, with {@code WIDEN} also from narrower formats, such as f16 as f32. */
    public static <T> T load(T like, Path file, Widening widening) {
        Given.arguments("load", like, file, widening);
        return TreeFiles.load(like, file, widening);
    }

    /**
     * Loads a record of a class that holds expressions, records and containers of them, in the shapes that the file says:
     * {@code Net net = load(Net.class, Path.of("net.safetensors"))}.
     *
     * @throws fluxion.core.FluxionException where the file's names are not the class's, or it is malformed
     * @throws java.io.UncheckedIOException where the file cannot be read
     */
    public static <T> T load(Class<T> type, Path file) { return load(type, file, Widening.EXACT); }

    /** As {@link #load(Class, Path)}, with {@code WIDEN} also formats that are no dtype's, such as f16 as f32 and u8 as i32. */
    public static <T> T load(Class<T> type, Path file, Widening widening) {
        Given.arguments("load", type, file, widening);
        return TreeFiles.load(type, file, widening);
    }

    /** All tensors of a file by name, see {@link TensorFile}, which also reads them one by one. */
    public static LinkedHashMap<String, Tensor> loadTensors(Path file) { return loadTensors(file, Widening.EXACT); }

    /** As {@link #loadTensors(Path)}, with {@code WIDEN} also formats that are no dtype's, such as f16 as f32 and u8 as i32. */
    public static LinkedHashMap<String, Tensor> loadTensors(Path file, Widening widening) {
        Given.arguments("loadTensors", file, widening);
        try (TensorFile open = TensorFile.open(file)) {
            return open.readAll(widening);
        }
    }

    /** The only tensor of a file, such as the array of an {@code .npy}. */
    public static Tensor loadTensor(Path file) { return loadTensor(file, Widening.EXACT); }

    /** As {@link #loadTensor(Path)}, with {@code WIDEN} also of a format that is no dtype's, such as f16 as f32 and u8 as i32. */
    public static Tensor loadTensor(Path file, Widening widening) {
        Given.arguments("loadTensor", file, widening);
        try (TensorFile open = TensorFile.open(file)) {
            if (open.names().size() != 1) {
                throw new TreeException("loadTensor: the file must hold one tensor; got " + open.names().size() + " in "
                        + file.getFileName() + ". Use loadTensors");
            }
            return open.read(open.names().head(), widening);
        }
    }
}
