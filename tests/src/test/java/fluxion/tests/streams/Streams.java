package fluxion.tests.streams;

import fluxion.core.FluxionException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Objects to bytes and back. */
final class Streams {
    private Streams() {}

    static byte[] bytes(Object object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
        return read(bytes, "*");
    }

    static Object read(byte[] bytes, String filter) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            in.setObjectInputFilter(ObjectInputFilter.Config.createFilter("maxarray=100000;maxdepth=200;" + filter));
            return in.readObject();
        }
    }

    /** The object, written and read. */
    @SuppressWarnings("unchecked") // it is of the class that was written
    static <T> T trip(T object) {
        try {
            return (T) read(bytes(object));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** The bytes with one damage: a bit, a byte, a piece moved, the end cut off. */
    static byte[] changed(byte[] bytes, SplittableRandom random) {
        byte[] changed = bytes.clone();
        switch (random.nextInt(4)) {
            case 0 -> changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            case 2 -> changed = java.util.Arrays.copyOf(changed, random.nextInt(changed.length));
            default -> {
                int from = random.nextInt(changed.length);
                int to = random.nextInt(changed.length);
                System.arraycopy(bytes, from, changed, to, Math.min(8, changed.length - Math.max(from, to)));
            }
        }
        return changed;
    }

    /** What mutations of bytes lead to, counted by exception; "read" for what is read all the same. */
    static TreeMap<String, Integer> mutated(byte[] bytes, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TreeMap<String, Integer> outcomes = new TreeMap<>();
        for (int k = 0; k < count; k++) {
            byte[] changed = changed(bytes, random);
            String outcome;
            try {
                read(changed);
                outcome = "read";
            } catch (IOException | ClassNotFoundException | FluxionException e) {
                outcome = e.getClass().getSimpleName();
            } catch (RuntimeException | StackOverflowError e) {
                // the stream's own reader answers some bytes so, before any object of ours is asked
                boolean ours = java.util.Arrays.stream(e.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().matches("fluxion\\.(core|ops|transforms|dsl)\\..*"));
                outcome = !ours ? "the reader's own " + e.getClass().getSimpleName() : "WRONG " + e + " at "
                        + (e.getStackTrace().length == 0 ? "" : e.getStackTrace()[0]);
            }
            outcomes.merge(outcome, 1, Integer::sum);
        }
        return outcomes;
    }
}
