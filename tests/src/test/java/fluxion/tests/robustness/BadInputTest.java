package fluxion.tests.robustness;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.TransformException;
import fluxion.core.TreeException;
import fluxion.core.rewrite.Rule;
import fluxion.dsl.Fluxion;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.function.FunctionBase;
import fluxion.dsl.function.LoopOption;
import fluxion.dsl.random.RandomKey;
import io.vavr.Tuple2;
import io.vavr.Tuple3;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.collection.Stream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every public verb answers null, extreme numbers, cycles and endless nesting by an exception of our own that says what it got. */
class BadInputTest {
    private static final Expr V = vector(0.5, 1.5, 2.5);
    private static final Expr M = tensor(f64(3, 3), 2, 1, 0, 1, 3, 1, 0, 1, 4);
    private static final List<Object> EXPRESSIONS = List.of(V, M, scalar(1.5), ints(0, 1, 2), eval(V.gt(1)));
    private static final int[] EXTREMES = {Integer.MIN_VALUE, Integer.MAX_VALUE, -1, -7, 1 << 30};
    /** They do what they are asked for, at once and however much that is. */
    private static final Seq<String> EAGER = Array.of("fori", "split", "fftfreq", "rfftfreq", "hamming", "hanning", "blackman", "fill", "range", "tabulate");

    /** Arguments that a verb may like, two of each kind. */
    private static List<Object> samples(Class<?> type) {
        if (type == Expr.class || type == Object.class) return EXPRESSIONS;
        if (type == Tensor.class) return List.of(V);
        if (type == int.class) return List.of(1, 0);
        if (type == long.class) return List.of(7L);
        if (type == double.class) return List.of(0.5);
        if (type == float.class) return List.of(0.5f);
        if (type == boolean.class) return List.of(true);
        if (type == Number.class) return List.of(2);
        if (type == String.class) return List.of("x");
        if (type == TensorType.class) return List.of(f64(3), i32(3));
        if (type == DType.class) return List.of(F64);
        if (type == Shape.class) return List.of(Shape.of(3));
        if (type == Ints.class) return List.of(Ints.of(1));
        if (type == RandomKey.class) return List.of(key(1));
        if (type == int[].class) return List.of(new int[] {0}, new int[0]);
        if (type == double[].class) return List.of(new double[] {1});
        if (type == float[].class) return List.of(new float[] {1});
        if (type == long[].class) return List.of(new long[] {1});
        if (type == boolean[].class) return List.of(new boolean[] {true});
        if (type == Expr[].class) return List.of(new Expr[] {V, V}, new Expr[] {M});
        if (type == String[].class) return java.util.Collections.<Object>singletonList(new String[] {"x"});
        if (type == Object[].class) return List.<Object>of(new Object[] {0}, new Object[] {f64(3)});
        if (type == Fn.class) return List.of(fn((Expr x) -> x.sin()).on(f64()));
        if (type == Rule[].class) return java.util.Collections.<Object>singletonList(new Rule[] {rules().get(0)});
        if (type == LoopOption[].class) return java.util.Collections.<Object>singletonList(new LoopOption[0]);
        if (type == Supplier[].class) return java.util.Collections.<Object>singletonList(new Supplier<?>[] {() -> V, () -> V});
        if (type == Seq.class) return List.of(Array.of(V, V));
        if (type == Tuple2.class) return List.of(Tuple.of(V, V));
        if (type == Tuple3.class) return List.of(Tuple.of(V, V, V));
        if (FunctionBase.class.isAssignableFrom(type)) return List.of(fn((Expr x) -> sum(x.sin())));
        if (type.isEnum()) return List.of(type.getEnumConstants()[0]);
        return type.isInterface() && !type.isSealed() ? List.of(lambda(type)) : List.of();
    }

    /** A function that gives back its last argument. */
    private static Object lambda(Class<?> type) {
        return Proxy.newProxyInstance(BadInputTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            if (method.getDeclaringClass() == Object.class) {
                return switch (method.getName()) {
                    case "hashCode" -> 1;
                    case "equals" -> proxy == arguments[0];
                    default -> "f";
                };
            }
            return method.getReturnType() == boolean.class ? false : arguments == null ? V : arguments[arguments.length - 1];
        });
    }

    private record Verb(Method method, Object self) {
        static Seq<Verb> all() {
            Seq<Verb> front = methods(Fluxion.class, true).map(m -> new Verb(m, null));
            Seq<Verb> fluent = methods(Expr.class, false).flatMap(m -> Array.of(new Verb(m, V), new Verb(m, M)));
            Seq<Verb> functions = methods(Fun1.class, false).map(m -> new Verb(m, fn((Expr x) -> sum(x.sin()))));
            Seq<Verb> keys = methods(RandomKey.class, false).map(m -> new Verb(m, key(1)));
            Seq<Verb> values = methods(Tensor.class, true).appendAll(methods(Shape.class, true)).appendAll(methods(TensorType.class, true)).map(m -> new Verb(m, null));
            return front.appendAll(fluent).appendAll(functions).appendAll(keys).appendAll(values)
                    .filter(v -> Stream.of(v.method().getParameterTypes()).forAll(t -> !samples(t).isEmpty()));
        }

        private static Seq<Method> methods(Class<?> of, boolean front) {
            return Array.of(of.getMethods()).filter(m -> Modifier.isStatic(m.getModifiers()) == front && m.getDeclaringClass().getName().startsWith("fluxion")
                    && !m.getName().equals("equals") && !m.isSynthetic()).sortBy(Method::toString);
        }

        Object[] arguments(int variant) {
            return Stream.of(method.getParameterTypes()).map(t -> samples(t).get(Math.min(variant, samples(t).size() - 1))).toJavaArray();
        }

        /** What goes wrong, if it is none of our exceptions. */
        String problem(Object[] arguments) throws Exception {
            try {
                method.setAccessible(true);
                method.invoke(self, arguments);
                return "";
            } catch (InvocationTargetException thrown) {
                Throwable cause = thrown.getCause();
                return cause instanceof FluxionException && cause.getMessage() != null && !cause.getMessage().isBlank() || cause instanceof OutOfMemoryError
                        ? "" : method.getDeclaringClass().getSimpleName() + "." + method.getName() + Array.of(method.getParameterTypes()).map(Class::getSimpleName).mkString("(", ", ", "): ") + cause;
            }
        }
    }

    @TestFactory
    java.util.stream.Stream<DynamicTest> nullIsExplained() {
        return Verb.all().groupBy(v -> v.method().getDeclaringClass().getSimpleName()).toSortedMap(t -> t).map(family -> DynamicTest.dynamicTest(family._1, () -> {
            List<String> problems = new ArrayList<>();
            for (Verb verb : family._2) {
                Class<?>[] types = verb.method().getParameterTypes();
                for (int i = 0; i < types.length; i++) {
                    if (types[i].isPrimitive()) {
                        continue;
                    }
                    Object[] arguments = verb.arguments(0);
                    arguments[i] = null;
                    String problem = verb.problem(arguments);
                    if (!problem.isEmpty()) {
                        problems.add("null at " + (i + 1) + " of " + problem);
                    }
                    if (types[i].isArray() && !types[i].getComponentType().isPrimitive()) {
                        arguments[i] = java.lang.reflect.Array.newInstance(types[i].getComponentType(), 2);
                        String inside = verb.problem(arguments);
                        if (!inside.isEmpty()) {
                            problems.add("null in " + (i + 1) + " of " + inside);
                        }
                    }
                }
            }
            assertThat(problems).isEmpty();
        })).toJavaStream();
    }

    @TestFactory
    java.util.stream.Stream<DynamicTest> extremeNumbersAreExplained() {
        return Verb.all().groupBy(v -> v.method().getDeclaringClass().getSimpleName()).toSortedMap(t -> t).map(family -> DynamicTest.dynamicTest(family._1, () -> {
            TreeMap<String, String> problems = new TreeMap<>();
            for (Verb verb : family._2.filter(v -> !EAGER.contains(v.method().getName()))) {
                Class<?>[] types = verb.method().getParameterTypes();
                for (int i = 0; i < types.length; i++) {
                    for (int extreme : EXTREMES) {
                        for (int variant = 0; variant < 2; variant++) {
                            Object[] arguments = verb.arguments(variant);
                            if (types[i] == int.class) {
                                arguments[i] = extreme;
                            } else if (types[i] == int[].class) {
                                arguments[i] = variant == 0 ? new int[] {extreme} : new int[] {extreme, extreme};
                            } else if (types[i] == Ints.class) {
                                arguments[i] = Ints.of(extreme);
                            } else {
                                continue;
                            }
                            String problem = verb.problem(arguments);
                            if (!problem.isEmpty()) {
                                problems.put(problem, "at " + extreme + " for argument " + (i + 1));
                            }
                        }
                    }
                }
            }
            assertThat(problems).isEmpty();
        })).toJavaStream();
    }

    @Test
    void sizesDoNotOverflow() {
        Expr many = Tensor.zeros(f64()).broadcastTo(Integer.MAX_VALUE);
        assertThatThrownBy(() -> concatenate(0, many, many, many)).isInstanceOf(ShapeException.class)
                .hasMessageContaining("concatenate: an axis of the result must have at most 2³¹ − 1 elements; got 6442450941");
        Expr x = vector(1, 2, 3, 4);
        assertThatThrownBy(() -> x.pad(Ints.of(Integer.MAX_VALUE), Ints.of(Integer.MAX_VALUE))).isInstanceOf(ShapeException.class).hasMessageContaining("got 4294967298");
        assertThatThrownBy(() -> x.repeat(Integer.MAX_VALUE, 0)).isInstanceOf(ShapeException.class).hasMessageContaining("repeat");
        assertThatThrownBy(() -> x.tile(Integer.MAX_VALUE)).isInstanceOf(ShapeException.class).hasMessageContaining("tile");
        assertThatThrownBy(() -> x.diag(Integer.MAX_VALUE)).isInstanceOf(ShapeException.class).hasMessageContaining("diag");
        assertThatThrownBy(() -> x.diag(Integer.MIN_VALUE)).isInstanceOf(ShapeException.class).hasMessageContaining("diag");
        assertThatThrownBy(() -> many.expandDims(0).broadcastTo(4, Integer.MAX_VALUE).flatten()).isInstanceOf(ShapeException.class).hasMessageContaining("reshape");
        assertThat(x.padCircular(Ints.of(1_000_000_000), Ints.of(0)).shape()).isEqualTo(Shape.of(1_000_000_004));
    }

    @Test
    void cyclesAndEndlessNestingAreExplained() {
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);
        assertThatThrownBy(() -> fn((List<Object> t) -> scalar(1.0)).apply(cycle)).isInstanceOf(TreeException.class).hasMessageContaining("nor hold themselves");
        Object deep = V;
        for (int i = 0; i < 100_000; i++) {
            deep = Tuple.of(deep);
        }
        Object nested = deep;
        assertThatThrownBy(() -> fn((Object t) -> scalar(1.0)).apply(nested)).isInstanceOf(TreeException.class).hasMessageContaining("must not be nested more than");
        assertThatThrownBy(() -> endless(V)).isInstanceOf(TransformException.class).hasMessageContaining("must not be nested so deeply");
    }

    private static Expr endless(Expr x) {
        return fn((Expr y) -> endless(y.plus(1))).apply(x);
    }

    @Test
    void namesRangesAndPlacesOfThePage() {
        assertThatThrownBy(() -> fn(x -> x.sin()).named("")).isInstanceOf(TransformException.class).hasMessageContaining("a word to print");
        var explanation = explain(grad(fn(x -> x.square())));
        assertThatThrownBy(() -> page(explanation, 0, Double.MIN_VALUE)).isInstanceOf(FluxionException.class).hasMessageContaining("can be told apart");
        assertThatThrownBy(() -> page(explanation, -Double.MAX_VALUE, Double.MAX_VALUE)).isInstanceOf(FluxionException.class).hasMessageContaining("can be told apart");
        assertThat(page(explain(grad(fn(x -> x.times(0).plus(1e300)))), -1, 1)).contains("<svg");
        assertThat(page(explain(grad(fn(x -> x.square()).named("{{steps}}"))), -1, 1)).contains("{{steps}}");
        assertThatThrownBy(() -> javaSource("F", "p.Q", fn(x -> x.sin()).on(f64()))).isInstanceOf(FluxionException.class).hasMessageContaining("without dots");
        assertThatThrownBy(() -> taylor(fn(x -> x.sin()), scalar(1.0), Integer.MAX_VALUE)).isInstanceOf(FluxionException.class).hasMessageContaining("at most 10000");
    }

    @Test
    void formulasReadAsTheyAreMeant() {
        assertThat(eval(parse("(x: f64[3]) ↦ Σᵢ xᵢ²").on(Array.of(vector(1, 2, 3))).get(0)).toDouble()).isEqualTo(14);
        assertThat(eval(parse("(x: f64[3], y: f64[3]) ↦ Σᵢ xᵢ·yᵢ²").on(Array.of(vector(1, 2, 3), vector(1, 2, 3))).get(0)).toDouble()).isEqualTo(36);
        assertThat(eval(parse("(x: f64[3]) ↦ (Σᵢ xᵢ)²").on(Array.of(vector(1, 2, 3))).get(0)).toDouble()).isEqualTo(36);
        assertThat(eval(parse("(x: f64[3]) ↦ Σᵢ xᵢ^3").on(Array.of(vector(1, 2, 3))).get(0)).toDouble()).isEqualTo(36);
        assertThatThrownBy(() -> parse("(x: f64[3]) ↦ Σᵢ x²")).isInstanceOf(FluxionException.class).hasMessageContaining("write xᵢ²");
        Fn gradient = grad(fn((Expr v) -> sum(sort(v).times(vector(0.25, 0.5))))).on(f64(2));
        Fn read = parse("(x: f64[2]) ↦ " + fluxion.core.print.MathText.of(gradient).substring("x ↦ ".length()));
        assertThat(eval(read.on(Array.of(vector(1, 2))).get(0)).doubles()).containsExactly(0.25, 0.5);
    }
}
