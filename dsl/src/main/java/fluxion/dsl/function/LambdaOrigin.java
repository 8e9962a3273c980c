package fluxion.dsl.function;

import io.vavr.control.Option;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.invoke.SerializedLambda;

/** Where in the source a lambda stands, as far as classes tell. */
final class LambdaOrigin {
    private LambdaOrigin() {}

    /** {@code in org.example.Model (Model.java:31)}; nothing where nothing is known. */
    static String of(Object function, Option<SerializedLambda> form) {
        Class<?> type = function.getClass();
        String name = type.getName();
        int lambda = name.indexOf("$$Lambda");
        String host = lambda < 0 ? name : name.substring(0, lambda);
        return " in " + host + form.flatMap(f -> line(type.getClassLoader(), f)).map(line -> " (" + line + ")").getOrElse("");
    }

    /** The file and line of the method that a lambda became. */
    private static Option<String> line(ClassLoader loader, SerializedLambda form) {
        String file = form.getImplClass() + ".class";
        try (InputStream in = loader == null ? ClassLoader.getSystemResourceAsStream(file) : loader.getResourceAsStream(file)) {
            if (in == null) {
                return Option.none();
            }
            ClassModel model = ClassFile.of().parse(in.readAllBytes());
            String source = model.findAttribute(Attributes.sourceFile()).map(s -> s.sourceFile().stringValue())
                    .orElse(form.getImplClass());
            for (MethodModel method : model.methods()) {
                if (method.methodName().equalsString(form.getImplMethodName())
                        && method.methodType().equalsString(form.getImplMethodSignature())) {
                    return Option.ofOptional(method.code().flatMap(code -> code.findAttribute(Attributes.lineNumberTable())))
                            .map(table -> source + ":" + table.lineNumbers().getFirst().lineNumber());
                }
            }
            return Option.none();
        } catch (IOException | IllegalArgumentException e) {
            return Option.none();
        }
    }
}
