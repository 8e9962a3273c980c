package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.Expr;
import fluxion.dsl.Fluxion;
import fluxion.ops.Rules;
import fluxion.transforms.Grad;
import io.vavr.Tuple;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A loop that forgets {@code eval} is told so, once; one that does not is not. */
final class ComputedAgainTest {
    /** What runs with classes of the library of its own, as what is said once is said once for these. */
    public static final class Program {
        private Program() {}

        /** Steps of gradient descent. */
        public static void descend(boolean forgetful) {
            var g = grad(fn((Expr x) -> x.square().sum()));
            Expr p = vector(1, 2);
            for (int i = 0; i < 80; i++) {
                Expr next = p.sin().minus(g.apply(p).times(0.1));
                p = forgetful ? next : eval(next);
            }
            eval(p);
        }
    }

    @Test
    void aLoopWithoutEvalIsToldOnce() throws ReflectiveOperationException {
        assertThat(said(false)).isEmpty();
        List<String> said = said(true);
        assertThat(said).hasSize(1);
        assertThat(said.getFirst()).contains("x = eval(x)", "fn(…)").matches("An expression of \\d+ operations is computed, .*");
    }

    private static List<String> said(boolean forgetful) throws ReflectiveOperationException {
        List<String> messages = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                messages.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("fluxion");
        logger.addHandler(handler);
        URL[] classes = Stream.of(Expr.class, Rules.class, Grad.class, Fluxion.class, Tuple.class, Program.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation()).distinct().toArray(URL[]::new);
        try (URLClassLoader alone = new URLClassLoader(classes, ClassLoader.getPlatformClassLoader())) {
            var run = alone.loadClass(Program.class.getName()).getMethod("descend", boolean.class);
            run.invoke(null, forgetful);
            run.invoke(null, forgetful);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            logger.removeHandler(handler);
        }
        return messages;
    }
}
