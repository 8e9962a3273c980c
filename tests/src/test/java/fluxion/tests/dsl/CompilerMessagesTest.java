package fluxion.tests.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.Expr;
import fluxion.dsl.Fluxion;
import fluxion.ops.Rules;
import fluxion.transforms.Grad;
import io.vavr.Tuple;
import java.io.File;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in lambdas, and how many lines the compiler takes to tell them: overloads decide that. */
final class CompilerMessagesTest {
    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();
    private static final String CLASSES = Stream.of(Expr.class, Rules.class, Grad.class, Fluxion.class, Tuple.class)
            .map(type -> Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString())).toString())
            .collect(Collectors.joining(File.pathSeparator));

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            var f = fn((Expr x) -> { sin(x); });                               | 5  | variable initializer is 'void'
            var f = fn(x -> { sin(x); });                                      | 8  | variable initializer is 'void'
            var f = fn((Model m, Expr x) -> { m.a().times(x); });              | 5  | variable initializer is 'void'
            var f = grad((x, y) -> { var z = x.plus(y); });                    | 10 | variable initializer is 'void'
            Expr g = hessian((Expr x) -> { x.sin(); }).apply(vector(1));       | 4  | void cannot be dereferenced
            var f = fn(x -> x.foo());                                          | 6  | symbol:   method foo()
            var f = grad((x, y) -> x.foo(y));                                  | 6  | symbol:   method foo(Expr)
            var f = hessian(x -> sine(x));                                     | 6  | symbol:   method sine(Expr)
            var f = fn(x -> x.plus("a"));                                      | 8  | String cannot be converted to
            var f = fn((Model m) -> m.c());                                    | 6  | symbol:   method c()
            var f = fn(m -> m.a());                                            | 6  | symbol:   method a()
            var r = scan(scalar(1), vector(1, 2), (c, x) -> pair(c.foo(x), c)); | 6 | symbol:   method foo(Expr)
            var r = scan(scalar(1), vector(1, 2), (c, x) -> c.plus(x));        | 8  | Expr cannot be converted to Tuple2
            var r = fori(0, 10, scalar(1), (i, s) -> s.foo(i));                | 6  | symbol:   method foo(Expr)
            var r = vjp(x -> x.foo(), scalar(2));                              | 6  | symbol:   method foo()
            Expr r = grad(fn(x -> x.square())).apply(scalar(1), scalar(2));    | 10 | argument lists differ in length
            """)
    void mistakesAreTold(String statement, int lines, String said) {
        StringWriter told = new StringWriter();
        String program = """
                import fluxion.core.*;
                import static fluxion.dsl.Fluxion.*;

                class Program {
                    record Model(Expr a, Expr b) {}

                    static void run(Model model) {
                        %s
                    }
                }
                """.formatted(statement);
        JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///Program.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return program;
            }
        };
        boolean compiles = JAVAC.getTask(told, null, null, List.of("-proc:none", "-implicit:none", "-cp", CLASSES), null, List.of(file)).call();
        assertThat(compiles).isFalse();
        String message = told.toString();
        assertThat(message).contains(said);
        assertThat(message.lines().filter(line -> !line.startsWith("Note:")).toList()).as(message).hasSizeLessThanOrEqualTo(lines);
    }
}
