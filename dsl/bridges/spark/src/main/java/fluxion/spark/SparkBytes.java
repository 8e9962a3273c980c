package fluxion.spark;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.dsl.tree.StructureFormat;
import fluxion.dsl.tree.Trees;
import io.vavr.collection.Array;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.util.ArrayList;
import java.util.List;

/**
 * Functions and trees as bytes, so that neither the serialiser that a session has chosen nor whether a record is
 * {@link java.io.Serializable} matters. Read between JVMs of one session, which trust each other.
 */
final class SparkBytes {
    private SparkBytes() {}

    /** An object, by {@link ObjectOutputStream}. */
    static byte[] of(String verb, Object object) {
        return write(verb, out -> out.writeObject(object));
    }

    /** What {@link #of} wrote. */
    static Object read(byte[] bytes) {
        return read(bytes, ObjectInputStream::readObject);
    }

    /** A tree: its structure, then its tensors. */
    static byte[] ofTree(String verb, Object tree) {
        Trees.Flat flat = Trees.flatten(tree);
        return write(verb, out -> {
            StructureFormat.write(flat.structure(), out);
            for (Expr leaf : flat.leaves()) {
                out.writeObject(leaf);
            }
        });
    }

    /** What {@link #ofTree} wrote. */
    static <T> T readTree(byte[] bytes) {
        return read(bytes, in -> {
            var structure = StructureFormat.read(in);
            List<Object> leaves = new ArrayList<>();
            for (int i = 0; i < structure.leafCount(); i++) {
                leaves.add(in.readObject());
            }
            return Trees.unflatten(structure, Array.ofAll(leaves));
        });
    }

    private interface Writing {
        void write(ObjectOutputStream out) throws IOException;
    }

    private interface Reading<T> {
        T read(ObjectInputStream in) throws IOException, ClassNotFoundException;
    }

    private static byte[] write(String verb, Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            writing.write(out);
        } catch (NotSerializableException e) {
            // of a function it says why, and what to do; of anything else it is the name of a class
            throw new FluxionException(verb + ": what goes to executors must be java.io.Serializable; got " + e.getMessage(), e);
        } catch (IOException e) {
            throw new FluxionException(verb + ": what goes to executors cannot be written: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    private static <T> T read(byte[] bytes, Reading<T> reading) {
        try (ObjectInputStream in = new OfThread(bytes)) {
            return reading.read(in);
        } catch (IOException e) {
            throw new FluxionException("spark: what came from another JVM cannot be read: " + e.getMessage(), e);
        } catch (ClassNotFoundException e) {
            throw new FluxionException("spark: executors must have the program's classes, in spark.jars or on their class path; "
                    + "there is no " + e.getMessage(), e);
        }
    }

    /** With the classes that the thread knows: those of the jars that Spark brought to this JVM. */
    private static final class OfThread extends ObjectInputStream {
        OfThread(byte[] bytes) throws IOException {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            try {
                return Class.forName(description.getName(), false, loader == null ? SparkBytes.class.getClassLoader() : loader);
            } catch (ClassNotFoundException e) {
                return super.resolveClass(description); // primitives, and where the thread knows less
            }
        }
    }
}
