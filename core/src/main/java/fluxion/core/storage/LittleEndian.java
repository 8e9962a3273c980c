package fluxion.core.storage;

import fluxion.core.DType;
import fluxion.core.FluxionException;
import fluxion.core.TensorType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Elements as bytes, the least significant first, piece by piece, so that a big tensor need not be there twice. */
public final class LittleEndian {
    /** Bytes of a piece; of every dtype a whole number of elements. */
    private static final int PIECE = 1 << 13;
    /** Elements for which room is made before any has come, whatever a stream says of how many there will be. */
    private static final int BELIEVED = 1 << 16;

    private LittleEndian() {}

    /** Writes the elements of a view in row-major order: no more than these, however much its storage holds. */
    public static void write(DataOutput out, View view) throws IOException {
        View elements = view.contiguous();
        Object array = elements.storage().flat();
        int n = Memory.require("tensor", view.type());
        int bytes = view.type().dtype().bytes();
        ByteBuffer piece = piece();
        for (int done = 0, m; done < n; done += m) {
            m = Math.min(PIECE / bytes, n - done);
            put(array, elements.offset() + done, m, piece);
            out.write(piece.array(), 0, m * bytes);
        }
    }

    /**
     * Reads as many elements as a type has. Memory is taken as elements come, so that a stream cannot ask for more than it
     * brings.
     *
     * @throws FluxionException where the heap cannot hold them, or one is no element of the dtype
     */
    public static Storage read(DataInput in, TensorType type) throws IOException {
        int n = Memory.require("tensor", type);
        int bytes = type.dtype().bytes();
        Object array = Memory.array("tensor", TensorType.of(type.dtype(), Math.min(n, BELIEVED)));
        ByteBuffer piece = piece();
        for (int done = 0, m; done < n; done += m) {
            m = Math.min(PIECE / bytes, n - done);
            in.readFully(piece.array(), 0, m * bytes);
            if (done + m > Memory.length(array)) {
                array = longer(array, (int) Math.min(n, 2L * Memory.length(array)));
            }
            get(piece, array, done, m);
        }
        return Storage.of(array);
    }

    private static ByteBuffer piece() {
        return ByteBuffer.allocate(PIECE).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Puts {@code m} elements of a tensor's array at the beginning of a buffer, in its order of bytes; the buffer's position is 0
     * and stays so. A bool is a byte.
     */
    public static void put(Object array, int from, int m, ByteBuffer piece) {
        switch (array) {
            case double[] a -> piece.asDoubleBuffer().put(a, from, m);
            case float[] a -> piece.asFloatBuffer().put(a, from, m);
            case long[] a -> piece.asLongBuffer().put(a, from, m);
            case int[] a -> piece.asIntBuffer().put(a, from, m);
            case boolean[] a -> {
                for (int i = 0; i < m; i++) {
                    piece.put(i, (byte) (a[from + i] ? 1 : 0));
                }
            }
            default -> throw new IllegalArgumentException("no tensor array: " + array.getClass());
        }
    }

    private static void get(ByteBuffer piece, Object array, int to, int m) {
        switch (array) {
            case double[] a -> piece.asDoubleBuffer().get(a, to, m);
            case float[] a -> piece.asFloatBuffer().get(a, to, m);
            case long[] a -> piece.asLongBuffer().get(a, to, m);
            case int[] a -> piece.asIntBuffer().get(a, to, m);
            case boolean[] a -> {
                for (int i = 0; i < m; i++) {
                    byte value = piece.get(i);
                    if (value != 0 && value != 1) {
                        throw new FluxionException("tensor: a " + DType.BOOL + " must be 0 or 1; got " + value);
                    }
                    a[to + i] = value == 1;
                }
            }
            default -> throw new IllegalArgumentException("no tensor array: " + array.getClass());
        }
    }

    private static Object longer(Object array, int length) {
        return switch (array) {
            case double[] a -> Arrays.copyOf(a, length);
            case float[] a -> Arrays.copyOf(a, length);
            case long[] a -> Arrays.copyOf(a, length);
            case int[] a -> Arrays.copyOf(a, length);
            case boolean[] a -> Arrays.copyOf(a, length);
            default -> throw new IllegalArgumentException("no tensor array: " + array.getClass());
        };
    }
}
