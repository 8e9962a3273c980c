package fluxion.dsl.function;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.InvalidObjectException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.ObjectStreamException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is written taken apart: its numbers as bytes, its objects by themselves. As fields of an object these are read by the
 * stream, with the class loader of the reader of the stream; a class loader of the library's own would not know lambdas that
 * are compiled later, as in JShell.
 */
final class Parts {
    private Parts() {}

    /** Takes apart. */
    static final class Out extends DataOutputStream implements ObjectOutput {
        private final List<Object> objects = new ArrayList<>();

        Out() {
            super(new ByteArrayOutputStream());
        }

        @Override
        public void writeObject(Object object) {
            objects.add(object);
        }

        byte[] bytes() {
            return ((ByteArrayOutputStream) out).toByteArray();
        }

        Object[] objects() {
            return objects.toArray();
        }
    }

    /** Puts together. */
    static final class In extends DataInputStream implements ObjectInput {
        private final Object[] objects;
        private int next;

        In(byte[] bytes, Object[] objects) {
            super(new ByteArrayInputStream(bytes));
            this.objects = objects;
        }

        @Override
        public Object readObject() throws ObjectStreamException {
            if (next == objects.length) {
                throw new InvalidObjectException("fn: the stream holds only " + objects.length
                        + " parts of a function, where there must be more");
            }
            Object object = objects[next++];
            return object instanceof SerializedProgram program ? program.program() : object;
        }
    }
}
