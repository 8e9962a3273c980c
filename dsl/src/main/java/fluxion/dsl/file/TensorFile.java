package fluxion.dsl.file;

import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.FluxionException;
import fluxion.core.Given;
import fluxion.core.Tensor;
import fluxion.core.TreeException;
import fluxion.dsl.element.ElementFormat;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An open file of tensors: safetensors, NumPy's {@code .npz} or {@code .npy}, told apart by their first bytes. Opening reads the
 * header alone, whatever the file's size; each tensor is read when it is asked for, out of the file mapped into memory.
 *
 * <pre>{@code
 * try (var file = TensorFile.open(Path.of("model.safetensors"))) {
 *     file.names();                             // layers.0.w, layers.0.b, …
 *     file.type("layers.0.w");                  // f16[768,768]
 *     file.read("layers.0.w", Widening.WIDEN);  // as f32
 * }
 * }</pre>
 *
 * <p>Can be read by several threads at once. A file that is malformed, or longer or shorter than it says, is refused with a
 * {@link FluxionException}, one that cannot be read at all with an {@link UncheckedIOException}.
 */
public final class TensorFile implements AutoCloseable {
    private final String label;
    private final Option<Arena> arena;
    private final LinkedHashMap<String, StoredTensor> tensors;
    private final Map<String, String> metadata;

    private TensorFile(String label, Option<Arena> arena, MemorySegment bytes) {
        this.label = label;
        this.arena = arena;
        Safetensors.Contents contents = contents(bytes);
        tensors = LinkedHashMap.ofEntries(contents.tensors().map(t -> io.vavr.Tuple.of(t.name(), t)));
        metadata = contents.metadata();
    }

    /** Opens a file. */
    public static TensorFile open(Path file) {
        Given.arguments("load", file);
        if (Files.isDirectory(file)) {
            throw new UncheckedIOException(new IOException("load: there must be a file; got the directory " + file));
        }
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new TensorFile(String.valueOf(file.getFileName()), Option.some(arena),
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
        } catch (NoSuchFileException e) {
            arena.close();
            throw new UncheckedIOException("load: there must be a file " + file.toAbsolutePath(), e);
        } catch (IOException e) {
            arena.close();
            throw new UncheckedIOException("load: " + file + " cannot be read: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /** The file that bytes are, such as those of a resource; they are not copied and must not change until it is closed. */
    public static TensorFile of(byte[] bytes) {
        Given.arguments("load", (Object) bytes);
        return new TensorFile("bytes", Option.none(), MemorySegment.ofArray(bytes).asReadOnly());
    }

    private Safetensors.Contents contents(MemorySegment bytes) {
        ByteBuffer head = bytes.asSlice(0, Math.min(Npy.LONGEST, bytes.byteSize())).asByteBuffer();
        try {
            if (Npy.is(head)) {
                Npy.Header header = Npy.read(head);
                return new Safetensors.Contents(Array.of(header.of("", bytes.byteSize() - header.length(),
                        new Stored.Plain(bytes.asSlice(header.length())))), LinkedHashMap.empty());
            }
            if (begins(head, 'P', 'K', 3, 4) || begins(head, 'P', 'K', 5, 6)) {
                return new Safetensors.Contents(Npz.read(bytes), LinkedHashMap.empty());
            }
            requireKnown(head);
            return Safetensors.read(bytes);
        } catch (FluxionException e) {
            throw new FluxionException("load: " + label + ": " + e.getMessage(), e);
        }
    }

    private static void requireKnown(ByteBuffer head) {
        if (begins(head, 0x1f, 0x8b)) {
            throw new FluxionException("the file must be safetensors, .npz or .npy; it is compressed by gzip");
        }
        if (begins(head, 0x80, 2) || begins(head, 0x80, 4) || begins(head, 0x80, 5)) {
            throw new FluxionException("the file must be safetensors, .npz or .npy; it is a pickle, which is a program and "
                    + "is not run. Save it as safetensors");
        }
        if (begins(head, 0x89, 'H', 'D', 'F')) {
            throw new FluxionException("the file must be safetensors, .npz or .npy; it is HDF5");
        }
        if (head.remaining() < 9 || head.get(8) != '{') {
            throw new FluxionException("the file must be safetensors, .npz or .npy; it begins like none of them");
        }
    }

    private static boolean begins(ByteBuffer head, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (head.remaining() <= i || (head.get(i) & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    // ---- what is in it ----------------------------------------------------------------------------------------------

    /** The names of its tensors, in the file's order; the empty text for the array of an {@code .npy}. */
    public Seq<String> names() {
        return Array.ofAll(tensors.keySet());
    }

    /** Format and lengths of a tensor as they are stored: {@code f32[3,4]}, {@code bf16[768]}. */
    public String type(String name) {
        Given.arguments("type", name);
        return stored(name).text();
    }

    /** What the header of safetensors says beside tensors; nothing for other files. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** The file's name, for messages. */
    String label() {
        return label;
    }

    Option<StoredTensor> find(String name) {
        return tensors.get(name);
    }

    private StoredTensor stored(String name) {
        return find(name).getOrElseThrow(() -> new TreeException("load: " + label + " must hold " + TensorNames.shortened(name)
                + "; it holds " + inventory()));
    }

    /** Its tensors with their types, or the first of them. */
    String inventory() {
        return tensors.isEmpty() ? "nothing" : tensors.values().take(8).map(t -> t.name() + ": " + t.text()).mkString(", ")
                + (tensors.size() > 8 ? " … " + tensors.size() + " in all" : "");
    }

    // ---- reading ----------------------------------------------------------------------------------------------------

    /**
     * Reads a tensor as it is stored.
     *
     * @throws DTypeException where no dtype is stored in that format, see {@link #read(String, Widening)}
     */
    public Tensor read(String name) {
        return read(name, Widening.EXACT);
    }

    /**
     * Reads a tensor; one of a format that is no dtype's, with {@link Widening#WIDEN}, as the narrowest dtype that holds all of
     * its values: {@code f16} and {@code bf16} as f32, {@code i8}, {@code u8}, {@code i16} and {@code u16} as i32, {@code u32}
     * and {@code u64} as i64.
     */
    public Tensor read(String name, Widening widening) {
        Given.arguments("load", name, widening);
        StoredTensor tensor = stored(name);
        return read(tensor, tensor.dtype(widening).getOrElseThrow(() -> new DTypeException("load: " + place(name)
                + " must be of f64, f32, i64, i32 or bool; got " + tensor.text() + ". With WIDEN it is read as "
                + tensor.format().dtype())));
    }

    /** All tensors by name, in the file's order, see {@link #read(String, Widening)}. */
    public LinkedHashMap<String, Tensor> readAll(Widening widening) {
        Given.arguments("load", widening);
        double needed = tensors.values().map(t -> (double) t.format().dtype().bytes() / t.format().bytes()
                * StoredTensor.bytes(t.dims(), t.format().bytes())).sum().doubleValue();
        if (needed > Runtime.getRuntime().maxMemory()) {
            throw new FluxionException(("load: the tensors of %s must fit into the heap; they need %.1f GiB, and the limit is "
                    + "%.1f GiB. Raise the limit with -Xmx, or read them one by one").formatted(label, needed / (1L << 30),
                    (double) Runtime.getRuntime().maxMemory() / (1L << 30)));
        }
        return tensors.map((name, _) -> io.vavr.Tuple.of(name, read(name, widening)));
    }

    /** Reads a tensor as a dtype that its format {@link ElementFormat#fits}. */
    Tensor read(StoredTensor tensor, DType dtype) {
        try {
            return tensor.read(dtype);
        } catch (FluxionException e) {
            throw new FluxionException("load: " + place(tensor.name()) + ": " + e.getMessage(), e);
        } catch (InternalError e) {
            // how the machine says that a mapped file ends before its mapping does
            throw new FluxionException("load: " + place(tensor.name()) + ": the file must not get shorter while it is read", e);
        } catch (IllegalStateException e) {
            throw new FluxionException("load: " + place(tensor.name()) + ": the file must be open; it has been closed", e);
        }
    }

    /** {@code w1 in model.npz}. */
    String place(String name) {
        return name.isEmpty() ? label : TensorNames.shortened(name) + " in " + label;
    }

    /** Unmaps the file; tensors that were read stay. */
    @Override
    public void close() {
        arena.filter(a -> a.scope().isAlive()).forEach(Arena::close);
    }
}
