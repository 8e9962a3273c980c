package fluxion.tests.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import fluxion.tests.docs.Modules;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two imports, and those of what it takes from Vavr, are enough for the programs that Fluxion is for; they compile as they stand, and do what they say. */
class NorthStarTest {
    private static final String PROGRAM = """
            import module fluxion.dsl;
            import static fluxion.dsl.Fluxion.*;
            import io.vavr.*;
            import io.vavr.collection.*;

            public class Program {
                record Mlp(Expr w1, Expr b1, Expr w2, Expr b2) {
                    Expr apply(Expr x) { return relu(x.matmul(w1).plus(b1)).matmul(w2).plus(b2); }
                }

                record Task(Expr support, Expr query) {}

                record Batch(Expr x, Expr y) {}

                static Mlp init(RandomKey key) {
                    var ks = key.split(2);
                    return new Mlp(normal(ks.get(0), f32(4, 8)), zeros(f32(8)), normal(ks.get(1), f32(8, 3)), zeros(f32(3)));
                }

                public static void main(String[] args) {
                    var f  = fn(x -> sin(x).times(x));
                    var df = grad(f);
                    IO.println(df);
                    IO.println(df.at(2.0));
                    IO.println(df.latex());
                    IO.println(Math.abs(grad(grad(f)).applyAsDouble(2) - (2 * Math.cos(2) - 2 * Math.sin(2))) < 1e-14);

                    var loss = fn((Mlp net, Expr x, Expr y) -> crossEntropy(net.apply(x), y));
                    Mlp net = init(key(0));
                    Expr xs = normal(key(1), f32(6, 4));
                    Expr ys = ints(0, 1, 2, 0, 1, 2);
                    Mlp g = grad(loss).apply(net, xs, ys);
                    var perSample = vmap(grad(loss)).in(none(), axis(0), axis(0));
                    Mlp each = perSample.apply(net, xs, ys);
                    IO.println(g.w1().type() + " " + each.w1().type());

                    var step = fn((Mlp p, Expr x, Expr y) -> zip(p, grad(loss).apply(p, x, y), (q, d) -> q.minus(d.times(0.1))));
                    Mlp trained = List.fill(30, () -> new Batch(xs, ys)).foldLeft(init(key(0)), (p, b) -> step.apply(p, b.x(), b.y()));
                    IO.println(toDouble(loss.apply(trained, xs, ys)) < toDouble(loss.apply(net, xs, ys)));

                    Expr x = vector(1, 2);
                    Expr v = vector(3, 4);
                    IO.println(Array.of(vmap(grad(f)).apply(x), grad(vmap(f).andThen(Fluxion::sum)).apply(x), jacrev(f).apply(x), jacfwd(f).apply(x),
                            hessian(f).apply(x), jacfwd(jacrev(f)).apply(x)).map(Expr::type).mkString(" "));
                    var g2 = fn(t -> sum(f.apply(t)));
                    var hvp = fn((Expr at, Expr along) -> jvp(grad(g2), at, along).tangent());
                    IO.println(hvp.apply(x, v).type());
                    switch (vjp(f, x)) {
                        case Pulled(var y, var pullback) -> IO.println(y.type() + " " + pullback.apply(v).type());
                    }
                    IO.println(linearize(f, x).linear().apply(v).type() + " " + linearTranspose(t -> t.times(2), f64(2)).apply(v));
                    IO.println(valueAndGrad(loss).apply(net, xs, ys)._1.type() + " " + grad(loss).<Tuple2<Mlp, Expr>>wrt(0, 1).apply(net, xs, ys)._2.type());
                    IO.println(vmap((a, b) -> a.times(b)).in(axis(0), none()).out(1).chunk(64).randomness(DIFFERENT).apply(x, vector(1, 2, 3)));

                    var taskLoss = fn((Mlp p, Expr s) -> mean(square(p.apply(s))));
                    var adapt = fn((Mlp p, Task t) -> zip(p, grad(taskLoss).apply(p, t.support()), (q, d) -> q.minus(d.times(0.1))));
                    var meta = fn((Mlp p, Task ts) -> mean(vmap((Task t) -> taskLoss.apply(adapt.apply(p, t), t.query())).apply(ts)));
                    Mlp metaGradient = grad(meta).apply(net, new Task(normal(key(2), f32(3, 5, 4)), normal(key(3), f32(3, 5, 4))));
                    IO.println(metaGradient.w2().type());

                    Expr e = f.on(f64(3)).results().get(0);
                    IO.println(switch (e) {
                        case Apply(Binary op, var in, _) when op == Binary.MUL -> "a product of " + in.size();
                        default -> "something else";
                    });
                    var key = key(42);
                    var ks = key.split(2);
                    IO.println(normal(ks.get(0), f32(3, 4)).type());
                    var sgd = new Sgd(0.1);
                    IO.println(sgd.update(g, sgd.init(net)).parameters().b2().type());
                }
            }
            """;

    @Test
    void programsCompileAndRun(@TempDir Path directory) throws Exception {
        var compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        boolean compiled = compiler.getTask(messages, null, null,
                List.of("--module-path", Modules.path(), "--add-modules", "fluxion.dsl", "-d", directory.toString(), "-proc:none"),
                null, List.of(source())).call();
        assertThat(compiled).as(messages.toString()).isTrue();

        PrintStream old = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()}, getClass().getClassLoader())) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            loader.loadClass("Program").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(old);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8).lines()).containsExactly(
                "x ↦ sin(x) + x·cos(x)",
                "0.0770037537313969",
                "x \\mapsto \\sin(x) + x\\cos(x)",
                "true",
                "f32[4,8] f32[6,4,8]",
                "true",
                "f64[2] f64[2] f64[2,2] f64[2,2] f64[2,2,2] f64[2,2,2]",
                "f64[2]",
                "f64[2] f64[2]",
                "f64[2] [6.0, 8.0]",
                "f32[] f32[6,4]",
                "[[1.0, 2.0],", " [2.0, 4.0],", " [3.0, 6.0]]",
                "f32[8,3]",
                "a product of 2",
                "f32[3,4]",
                "f32[3]");
    }

    private static JavaFileObject source() {
        return new SimpleJavaFileObject(URI.create("string:///Program.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return PROGRAM;
            }
        };
    }
}
