package fluxion.dsl.onnx;

import io.vavr.collection.Map;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;

/** Elements that lie in files beside the model, each file mapped into memory once. Files elsewhere are not read. */
final class ExternalData implements AutoCloseable {
    private final Option<Path> folder;
    private final Arena arena = Arena.ofShared();
    private final java.util.Map<Path, MemorySegment> open = new HashMap<>();

    /** Of a model in that folder; none for one that is only bytes. */
    ExternalData(Option<Path> folder) {
        this.folder = folder;
    }

    /** The bytes that entries of a tensor tell: a location, and perhaps an offset and a length. */
    MemorySegment bytes(Map<String, String> entries, WireMessage tensor) {
        String location = entries.getOrElse("location", "");
        if (folder.isEmpty()) {
            throw tensor.damaged("the elements lie in the file \"" + shortened(location) + "\" beside the model. Read the model "
                    + "by its path, fromOnnx(Path.of(…)), to find them");
        }
        MemorySegment file = file(location, tensor);
        long offset = number(entries, "offset", 0, tensor);
        long length = number(entries, "length", Math.max(0, file.byteSize() - offset), tensor);
        if (offset > file.byteSize() || length > file.byteSize() - offset) {
            throw tensor.damaged("the elements must lie within the " + file.byteSize() + " bytes of \"" + shortened(location)
                    + "\"; got " + length + " from " + offset + " on");
        }
        return file.asSlice(offset, length);
    }

    private static long number(Map<String, String> entries, String key, long otherwise, WireMessage tensor) {
        return entries.get(key).map(text -> {
            if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw tensor.damaged("the " + key + " of external data must be an integer from 0 on; got \"" + shortened(text)
                        + "\"");
            }
            return Long.parseLong(text);
        }).getOrElse(otherwise);
    }

    private MemorySegment file(String location, WireMessage tensor) {
        try {
            Path root = folder.get().toRealPath();
            Path path = root.resolve(location).normalize();
            if (location.isEmpty() || Path.of(location).isAbsolute() || !path.startsWith(root) || path.equals(root)) {
                throw tensor.damaged("external data must lie in the model's folder; got \"" + shortened(location) + "\"");
            }
            if (!Files.isRegularFile(path)) {
                throw tensor.damaged("there must be a file \"" + shortened(location) + "\" beside the model");
            }
            if (!path.toRealPath().startsWith(root)) {
                throw tensor.damaged("external data must lie in the model's folder; got a link out of it, \""
                        + shortened(location) + "\"");
            }
            if (!open.containsKey(path)) {
                try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                    open.put(path, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
                }
            }
            return open.get(path);
        } catch (InvalidPathException e) {
            throw tensor.damaged("external data must have a location that is a path; got \"" + shortened(location) + "\"");
        } catch (IOException e) {
            throw new UncheckedIOException("fromOnnx: \"" + shortened(location) + "\" cannot be read: " + e.getMessage(), e);
        }
    }

    private static String shortened(String text) {
        String plain = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return plain.replaceAll("\\p{Cntrl}", "␣");
    }

    @Override
    public void close() {
        arena.close();
    }
}
