package fluxion.dsl.stream;

import fluxion.core.FluxionException;
import io.vavr.collection.Array;
import io.vavr.control.Option;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;

/**
 * Objects to bytes by {@link ObjectOutputStream}, and back from bytes that may be damaged or hostile: each of the reader's many
 * exceptions is one, memory is asked for only as far as there are bytes for it, and classes are those that a
 * {@link StreamFilter} lets through. Classes are those that the thread's context class loader finds, or that of whoever asks.
 */
public final class ObjectBytes {
    /** How much more than bytes the elements of all arrays may be: a container makes room for some that are not there. */
    private static final long ROOM = 4;

    private ObjectBytes() {}

    /**
     * An object as bytes.
     *
     * @throws FluxionException where a part of it cannot be written, saying which
     */
    public static byte[] write(Object object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        } catch (NotSerializableException e) {
            String why = String.valueOf(e.getMessage());
            throw new FluxionException("toBytes: " + (why.startsWith("fn: ") ? why.substring("fn: ".length())
                    : "all parts must be java.io.Serializable; got a " + why), e);
        } catch (IOException e) {
            throw new FluxionException("toBytes: the object cannot be written: " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw new FluxionException("toBytes: the object must not be nested so deeply that the thread's stack ends", e);
        }
        return bytes.toByteArray();
    }

    /**
     * The object that bytes hold.
     *
     * @throws FluxionException where they hold none, hold more, or hold what the filter refuses
     */
    public static <T> T read(byte[] bytes, Class<? super T> type, StreamFilter filter) {
        Watched watched = new Watched(filter, ROOM * bytes.length + 1_000);
        ByteArrayInputStream source = new ByteArrayInputStream(bytes);
        Object read;
        try (Reader in = new Reader(source)) {
            in.setObjectInputFilter(watched);
            read = in.readObject();
        } catch (EOFException e) {
            throw new FluxionException("fromBytes: the bytes end within an object", e);
        } catch (ClassNotFoundException e) {
            throw new FluxionException("fromBytes: the bytes hold a " + e.getMessage() + ", a class that is not there", e);
        } catch (IOException | RuntimeException | LinkageError e) {
            throw new FluxionException("fromBytes: the bytes hold no valid object: "
                    + (watched.refusal.isEmpty() ? e.getMessage() : watched.refusal), e);
        } catch (StackOverflowError e) {
            throw new FluxionException("fromBytes: the bytes hold objects nested so deeply that the thread's stack ends", e);
        }
        if (source.available() > 0) {
            throw new FluxionException("fromBytes: there must be one object and nothing after it; got " + source.available()
                    + " more bytes");
        }
        if (!type.isInstance(read)) {
            throw new FluxionException("fromBytes: there must be a " + type.getName() + "; got "
                    + (read == null ? "null" : "a " + read.getClass().getName()));
        }
        @SuppressWarnings("unchecked") // an instance of its raw class: of the type's own arguments nothing is known
        T known = (T) read;
        return known;
    }

    private static final class Reader extends ObjectInputStream {
        private final Array<ClassLoader> loaders;

        Reader(InputStream in) throws IOException {
            super(in);
            loaders = Option.of(Thread.currentThread().getContextClassLoader()).toArray().appendAll(callers());
        }

        /** The loader of the first class on the stack that is not the library's, as in {@link ObjectInputStream} itself. */
        private static Option<ClassLoader> callers() {
            return Option.ofOptional(StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).walk(frames -> frames
                    .map(StackWalker.StackFrame::getDeclaringClass)
                    .filter(type -> !type.getPackageName().startsWith("fluxion.dsl") && type.getClassLoader() != null)
                    .map(Class::getClassLoader).findFirst()));
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            for (ClassLoader loader : loaders) {
                try {
                    return Class.forName(description.getName(), false, loader);
                } catch (ClassNotFoundException e) {
                    // the next one may know it
                }
            }
            // primitive types, and what only the library's own loader knows
            return super.resolveClass(description);
        }
    }

    /** A filter for one stream, which says what it refused, and lets arrays be no longer in all than there are bytes for. */
    private static final class Watched implements ObjectInputFilter {
        private final StreamFilter filter;
        private long room;
        private String refusal = "";

        Watched(StreamFilter filter, long room) {
            this.filter = filter;
            this.room = room;
        }

        @Override
        public Status checkInput(FilterInfo info) {
            room -= Math.max(0, info.arrayLength());
            Status status = room < 0 ? Status.REJECTED : filter.checkInput(info);
            if (status == Status.REJECTED && refusal.isEmpty()) {
                refusal = room < 0 ? "arrays of more elements than there are bytes"
                        : info.depth() > StreamFilter.DEEPEST ? "objects nested more than " + StreamFilter.DEEPEST + " deep"
                        : info.references() > StreamFilter.MOST || info.arrayLength() > StreamFilter.MOST
                        ? "more than " + StreamFilter.MOST + " objects"
                        : "a " + info.serialClass().getName() + ", which the filter does not let through. Where the bytes come "
                                + "from someone whom you trust, name the class: fromBytes(bytes, type, \""
                                + info.serialClass().getName() + "\")";
            }
            return status;
        }
    }
}
