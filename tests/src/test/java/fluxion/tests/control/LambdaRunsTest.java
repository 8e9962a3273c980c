package fluxion.tests.control;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.function.Fun1;
import io.vavr.Function1;
import io.vavr.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every lambda of control flow runs once when a function is traced, and not again for whatever is made of the trace. */
class LambdaRunsTest {
    /** Notes which lambda of a verb runs, by name. */
    private interface Runs {
        void of(String lambda);
    }

    /** A function of f64[4] to a scalar that notes the runs of each lambda in it. */
    private record Verb(String name, List<String> lambdas, Function1<Runs, Function1<Expr, Expr>> function) {}

    private static List<Verb> verbs() {
        List<Verb> verbs = new ArrayList<>();
        verbs.add(new Verb("cond of thunks", List.of("yes", "no"), runs -> x -> cond(x.sum().gt(0), () -> {
            runs.of("yes");
            return x.sin().sum();
        }, () -> {
            runs.of("no");
            return x.prod();
        })));
        verbs.add(new Verb("cond at x", List.of("yes", "no"), runs -> x -> cond(x.sum().gt(0), (Expr y) -> {
            runs.of("yes");
            return y.sin().sum();
        }, (Expr y) -> {
            runs.of("no");
            return y.square().sum();
        }, x)));
        verbs.add(new Verb("switchOn", List.of("0", "1", "2"), runs -> x -> switchOn(x.argmax().cast(DType.I32), () -> {
            runs.of("0");
            return x.sum();
        }, () -> {
            runs.of("1");
            return x.exp().sum();
        }, () -> {
            runs.of("2");
            return x.square().sum();
        })));
        verbs.add(new Verb("whileLoop", List.of("condition", "body"), runs -> x -> whileLoop(x, (Expr s) -> {
            runs.of("condition");
            return s.square().sum().lt(100);
        }, (Expr s) -> {
            runs.of("body");
            return s.times(1.5).plus(s.sin());
        }, checkpointed()).sum()));
        verbs.add(new Verb("whileLoop of a tree", List.of("condition", "body"), runs -> x ->
                whileLoop(pair((Expr) scalar(0), x), s -> {
                    runs.of("condition");
                    return s._1.lt(3);
                }, s -> {
                    runs.of("body");
                    return pair(s._1.plus(1), s._2.times(x));
                })._2.sum()));
        verbs.add(new Verb("fori", List.of("body"), runs -> x -> fori(0, 3, x, (i, s) -> {
            runs.of("body");
            return s.times(x).plus(i);
        }).sum()));
        verbs.add(new Verb("fori of expressions", List.of("body"), runs -> x ->
                fori(scalar(0), x.sum().floor(), x, (i, s) -> {
                    runs.of("body");
                    return s.times(x.cos()).plus(i);
                }).sum()));
        verbs.add(new Verb("fori without a step", List.of("body"), runs -> x -> fori(2, 2, x, (i, s) -> {
            runs.of("body");
            return s.times(x).plus(i);
        }).sum()));
        verbs.add(new Verb("mapEach of nothing", List.of("f"), runs -> x -> mapEach(x.slice(0, 1, 1), t -> {
            runs.of("f");
            return t.sin().times(x.sum());
        }, batchSize(2)).sum()));
        verbs.add(new Verb("scan", List.of("step"), runs -> x -> scan(x.sum(), x, (c, t) -> {
            runs.of("step");
            return pair(c.times(t).sin(), c);
        })._1));
        for (int steps : new int[] {3, 9}) {
            verbs.add(new Verb("scan, backwards, unrolled by " + steps, List.of("step"), runs -> x -> scan(x.sum(), x, (c, t) -> {
                runs.of("step");
                return pair(c.times(t).sin(), c);
            }, reversed(), unroll(steps))._2.sum()));
        }
        verbs.add(new Verb("scan of trees", List.of("step"), runs -> x ->
                scan(pair((Expr) scalar(0), x), pair(x, x.square()), (c, t) -> {
                    runs.of("step");
                    return Tuple.of(pair(c._1.plus(t._1), c._2.times(t._2)), c._1);
                })._2.sum()));
        verbs.add(new Verb("mapEach", List.of("f"), runs -> x -> mapEach(x, t -> {
            runs.of("f");
            return t.sin().times(x.sum());
        }).sum()));
        for (int size : new int[] {3, 9}) {
            verbs.add(new Verb("mapEach, " + size + " at a time", List.of("f"), runs -> x -> mapEach(x, t -> {
                runs.of("f");
                return t.sin().times(x.sum());
            }, batchSize(size)).sum()));
        }
        verbs.add(new Verb("associativeScan", List.of("combine"), runs -> x -> associativeScan(x, (a, b) -> {
            runs.of("combine");
            return a.times(b);
        }, reversed()).sum()));
        verbs.add(new Verb("a scan in a loop in a choice", List.of("yes", "no", "body", "step"), runs -> x ->
                cond(x.sum().gt(0), () -> {
                    runs.of("yes");
                    return fori(0, 2, x.sum(), (i, s) -> {
                        runs.of("body");
                        return scan(s, x, (c, t) -> {
                            runs.of("step");
                            return pair(c.times(t).sin(), c);
                        })._1.plus(i);
                    });
                }, () -> {
                    runs.of("no");
                    return x.sum();
                })));
        verbs.add(new Verb("checkpoint", List.of("f"), runs -> x -> checkpoint((Expr y) -> {
            runs.of("f");
            return y.sin().times(x).sum();
        }).apply(x)));
        verbs.add(new Verb("customLinearSolve", List.of("map", "solve", "transposeSolve"), runs -> x ->
                customLinearSolve((Expr v) -> {
                    runs.of("map");
                    return v.times(x);
                }, x.sin(), (map, b) -> {
                    runs.of("solve");
                    return b.div(map.apply(ones(f64(4))));
                }, (map, c) -> {
                    runs.of("transposeSolve");
                    return c.div(map.apply(ones(f64(4))));
                }).sum()));
        verbs.add(new Verb("custom", List.of("f", "derivative"), runs -> x -> custom("mine", (Expr y) -> {
            runs.of("f");
            return y.sin();
        }).derivative((y, result, dy) -> {
            runs.of("derivative");
            return dy.times(y.cos());
        }).apply(x).sum()));
        return verbs;
    }

    private static final Tensor X = Tensor.of(new double[] {0.5, 1.5, 0.25, 0.75});
    private static final Expr LANES = eval(stack(0, X, X.times(2), X.neg()));

    private static Map<String, Consumer<Fun1<Expr, Expr>>> uses() {
        Map<String, Consumer<Fun1<Expr, Expr>>> uses = new LinkedHashMap<>();
        uses.put("called", f -> f.apply(X));
        uses.put("shown", f -> f.on(X).toString());
        uses.put("grad", f -> grad(f).apply(X));
        uses.put("valueAndGrad", f -> valueAndGrad(f).apply(X));
        uses.put("vmap", f -> vmap(f).apply(LANES));
        uses.put("jacfwd", f -> jacfwd(f).apply(X));
        uses.put("jacrev", f -> jacrev(f).apply(X));
        uses.put("jacobian", f -> jacobian(f).apply(X));
        uses.put("hessian", f -> hessian(f).apply(X));
        uses.put("jvp", f -> jvp(f, X, X));
        uses.put("vjp", f -> vjp(f, X).pullback().apply(scalar(1)));
        uses.put("linearize", f -> linearize(f, X));
        uses.put("vmap(grad)", f -> vmap(grad(f)).apply(LANES));
        uses.put("grad of the sum of vmap", f -> grad(fn((Expr xs) -> vmap(f).apply(xs).sum())).apply(LANES));
        uses.put("inside another, twice", f -> fn((Expr x) -> f.apply(x).plus(f.apply(x.times(2)))).apply(X));
        return uses;
    }

    @TestFactory
    List<DynamicTest> onceForEachTrace() {
        return verbs().stream().map(verb -> DynamicTest.dynamicTest(verb.name(), () -> {
            Map<String, Integer> once = new LinkedHashMap<>();
            verb.lambdas().forEach(lambda -> once.put(lambda, 1));
            Map<String, Integer> all = new LinkedHashMap<>();
            Fun1<Expr, Expr> shared = fn((Expr x) -> verb.function().apply(name -> all.merge(name, 1, Integer::sum)).apply(x));
            uses().forEach((use, by) -> {
                Map<String, Integer> own = new LinkedHashMap<>();
                by.accept(fn((Expr x) -> verb.function().apply(name -> own.merge(name, 1, Integer::sum)).apply(x)));
                assertThat(own).as("%s of a new function", use).isEqualTo(once);
                by.accept(shared);
                by.accept(shared);
                assertThat(all).as("%s of one that was used before", use).isEqualTo(once);
            });
        })).toList();
    }

    /** Without a function around it, a verb computes at once, and runs its lambdas once as well. */
    @TestFactory
    List<DynamicTest> onceOutsideOfFunctions() {
        return verbs().stream().map(verb -> DynamicTest.dynamicTest(verb.name(), () -> {
            Map<String, Integer> once = new LinkedHashMap<>();
            verb.lambdas().forEach(lambda -> once.put(lambda, 1));
            Map<String, Integer> own = new LinkedHashMap<>();
            Expr value = verb.function().apply(name -> own.merge(name, 1, Integer::sum)).apply(X);
            assertThat(own).isEqualTo(once);
            Function1<Expr, Expr> again = verb.function().apply(_ -> { });
            assertThat(eval(value).toDouble()).isCloseTo(eval(fn((Expr x) -> again.apply(x)).apply(X)).toDouble(), within(1e-14));
        })).toList();
    }
}
