package fluxion.tests.explain;

import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.Tensor;
import io.vavr.collection.Array;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Exported classes, compiled together with an empty class path for the release that they promise, no warning allowed. */
public final class CompiledJava implements AutoCloseable {
    private final URLClassLoader loader;

    private CompiledJava(URLClassLoader loader) {
        this.loader = loader;
    }

    /** @param sources by names of classes */
    public static CompiledJava of(Path directory, Map<String, String> sources) {
        StringWriter problems = new StringWriter();
        Seq<JavaFileObject> files = sources.toArray().map(s -> new SimpleJavaFileObject(URI.create("string:///" + s._1.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignore) {
                return s._2;
            }
        });
        boolean compiled = ToolProvider.getSystemJavaCompiler().getTask(problems, null, null,
                List.of("-Xlint:all", "-Werror", "-cp", "", "-proc:none", "--release", "17", "-d", directory.toString()), null, files.asJava()).call();
        assertThat(compiled).as(() -> problems + (sources.size() == 1 ? "\n" + sources.get()._2 : "")).isTrue();
        try {
            return new CompiledJava(new URLClassLoader(new URL[] {directory.toUri().toURL()}, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The results of the one public static method, as arrays. */
    public Seq<Object> run(String className, Seq<Tensor> arguments) {
        try {
            Method method = Array.of(loader.loadClass(className).getMethods()).find(m -> m.getDeclaringClass().getName().equals(className)).get();
            Object result = method.invoke(null, arguments.map(t -> t.rank() == 0 ? java.lang.reflect.Array.get(array(t), 0) : array(t)).toJavaArray());
            if (!result.getClass().isRecord()) {
                return Array.of(result);
            }
            Object[] parts = new Object[result.getClass().getRecordComponents().length];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = result.getClass().getRecordComponents()[i].getAccessor().invoke(result);
            }
            return Array.of(parts);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(className, e);
        }
    }

    static Object array(Tensor tensor) {
        return switch (tensor.dtype()) {
            case F64 -> tensor.doubles();
            case F32 -> tensor.floats();
            case I64 -> tensor.longs();
            case I32 -> tensor.ints();
            case BOOL -> tensor.booleans();
        };
    }

    /** Elements of a result or of a tensor's array. */
    static double[] numbers(Object result) {
        return switch (result) {
            case Number n -> new double[] {n.doubleValue()};
            case Boolean b -> new double[] {b ? 1 : 0};
            case double[] d -> d;
            case float[] f -> Array.ofAll(f).toJavaStream().mapToDouble(x -> x).toArray();
            case int[] i -> java.util.Arrays.stream(i).asDoubleStream().toArray();
            case long[] l -> java.util.Arrays.stream(l).asDoubleStream().toArray();
            case boolean[] b -> Array.ofAll(b).toJavaStream().mapToDouble(x -> x ? 1 : 0).toArray();
            default -> throw new IllegalArgumentException(result.getClass().toString());
        };
    }

    /** Requires elements that differ by roundings of the largest one; by nothing where the tolerance is 0. */
    public static void agree(String name, Seq<Object> found, Seq<Tensor> expected, double tolerance) {
        assertThat(found.size()).as(name).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            double[] e = numbers(array(expected.get(i)));
            double[] f = numbers(found.get(i));
            assertThat(f).as(name).hasSameSizeAs(e);
            double scale = java.util.Arrays.stream(e).map(Math::abs).filter(Double::isFinite).reduce(1, Math::max);
            double most = expected.get(i).dtype().isFloat() ? tolerance * scale : 0;
            for (int k = 0; k < e.length; k++) {
                boolean isSame = Double.doubleToLongBits(e[k]) == Double.doubleToLongBits(f[k]);
                if (!isSame && !(Math.abs(e[k] - f[k]) <= most && most > 0)) {
                    throw new AssertionError(name + ": element " + k + " of result " + i + " must be " + e[k] + "; got " + f[k]);
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
