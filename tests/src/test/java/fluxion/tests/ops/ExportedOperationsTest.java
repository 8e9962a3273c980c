package fluxion.tests.ops;

import static fluxion.tests.ops.Numeric.floating;
import static fluxion.tests.ops.Numeric.pullback;
import static fluxion.tests.ops.Numeric.pushforward;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.core.op.ArgReduce;
import fluxion.core.op.Binary;
import fluxion.core.op.Call;
import fluxion.core.op.Cast;
import fluxion.core.op.Compare;
import fluxion.core.op.Control;
import fluxion.core.op.Conv;
import fluxion.core.op.CumSum;
import fluxion.core.op.Cumulative;
import fluxion.core.op.CustomRule;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Dot;
import fluxion.core.op.DynamicIndexing;
import fluxion.core.op.Eye;
import fluxion.core.op.Fold;
import fluxion.core.op.Fourier;
import fluxion.core.op.Iota;
import fluxion.core.op.LinearAlgebra;
import fluxion.core.op.Marker;
import fluxion.core.op.Movement;
import fluxion.core.op.NamedAxisOp;
import fluxion.core.op.Op;
import fluxion.core.op.Order;
import fluxion.core.op.Power;
import fluxion.core.op.RandomNumbers;
import fluxion.core.op.Reduce;
import fluxion.core.op.ScatterAdd;
import fluxion.core.op.Select;
import fluxion.core.op.Special;
import fluxion.core.op.StopGradient;
import fluxion.core.op.Take;
import fluxion.core.op.Unary;
import fluxion.core.op.Windows;
import fluxion.dsl.export.JavaSource;
import fluxion.ops.eval.Evaluator;
import fluxion.ops.simd.Simd;
import fluxion.tests.explain.CompiledJava;
import fluxion.tests.ops.Row.Derivative;
import fluxion.transforms.Randomness;
import fluxion.transforms.Vmap;
import io.vavr.Lazy;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every operation as Java source: its value, its derivatives in both modes and the operation over lanes, against the
 * interpreter. One class for each row of the catalogue, so an operation without source fails.
 */
class ExportedOperationsTest {
    private static final int LANES = 3;

    /** Rows in one class: they share kernels, and a class for each takes long to compile. */
    private static final int TOGETHER = 8;

    /** The functions of a row, and arguments for all of them. */
    private record Exported(Row row, Seq<Fn> parts, Seq<Tensor> arguments) {
        int results() {
            return parts.map(p -> p.results().size()).sum().intValue();
        }

        Seq<Tensor> expected() {
            int[] from = {0};
            return parts.flatMap(part -> {
                Seq<Tensor> given = arguments.slice(from[0], from[0] + part.params().size());
                from[0] += part.params().size();
                return Evaluator.evaluate(part, given);
            });
        }
    }

    /** Rows in one class, whose method takes all their parameters and gives all their results. */
    private record Group(String className, Seq<Exported> rows) {
        String source() {
            return JavaSource.of(className, "compute", new Fn(rows.flatMap(r -> r.parts.flatMap(Fn::params)), rows.flatMap(r -> r.parts.flatMap(Fn::results))));
        }

        Stream<DynamicTest> tests(CompiledJava compiled) {
            Lazy<Seq<Object>> results = Lazy.of(() -> compiled.run(className, rows.flatMap(Exported::arguments)));
            int[] from = {0};
            return rows.map(r -> {
                int first = from[0];
                from[0] += r.results();
                return dynamicTest(r.row.name(), () -> {
                    Seq<Object> found = results.get().slice(first, first + r.results());
                    Seq<Tensor> expected = r.expected();
                    int values = r.parts.get(0).results().size();
                    CompiledJava.agree(r.row.name(), found.take(values), expected.take(values), hasTheInterpretersBits(r.row.op()) ? 0 : 1e-13);
                    CompiledJava.agree(r.row.name(), found.drop(values), expected.drop(values), 1e-13);
                });
            }).toJavaStream();
        }
    }

    private static Seq<Group> groups = Array.empty();
    private static CompiledJava compiled;

    @BeforeAll
    static void compile(@TempDir Path directory) {
        groups = Catalogue.rows().map(ExportedOperationsTest::export).grouped(TOGETHER).zipWithIndex().map(g -> new Group("exported.Rows" + g._2, g._1)).toArray();
        Map<String, String> sources = LinkedHashMap.ofEntries(groups.map(g -> Tuple.of(g.className, g.source())));
        compiled = CompiledJava.of(directory, sources);
    }

    @AfterAll
    static void close() {
        compiled.close();
    }

    private static Exported export(Row row) {
        SplittableRandom random = new SplittableRandom(row.name().hashCode());
        Seq<Fn> parts = Array.of(copied(row.fn()));
        Seq<Tensor> arguments = row.sample(random);
        if (row.derivative() != Derivative.NONE) {
            Fn fn = floating(row.fn());
            for (Fn derived : Array.of(pushforward(fn, row.floating()), pullback(fn, row.floating()))) {
                parts = parts.append(copied(derived));
                arguments = arguments.appendAll(row.sample(random)).appendAll(Numeric.directions(random, derived.parameterTypes().drop(row.operands().size())));
            }
        }
        if (!row.operands().isEmpty() && !(row.op() instanceof NamedAxisOp)) {
            Fn fn = row.fn();
            parts = parts.append(copied(Vmap.of(fn, fn.params().map(_ -> Option.of(0)), fn.results().map(_ -> Option.of(0)), LANES, Randomness.SAME)));
            Seq<Seq<Tensor>> lanes = Array.fill(LANES, () -> row.sample(random));
            arguments = arguments.appendAll(row.operands().zipWithIndex((_, i) -> Numeric.stacked(0, lanes.map(l -> l.get(i)))));
        }
        return new Exported(row, parts, arguments);
    }

    /** With parameters of its own. */
    private static Fn copied(Fn fn) {
        Seq<Var> params = fn.params().map(p -> new Var(p.name(), p.type()));
        return new Fn(params, fn.on(Array.<Expr>narrow(params.toArray())));
    }

    @TestFactory
    Stream<DynamicTest> everyOperationAgreesWithTheInterpreter() {
        return groups.toJavaStream().flatMap(g -> g.tests(compiled));
    }

    /** Where the same kernels run, or nothing is rounded; without vectors the interpreter's matrix products round otherwise. */
    private static boolean hasTheInterpretersBits(Op op) {
        return switch (op) {
            case Special _, RandomNumbers _, Order _, DynamicIndexing _, Fourier _, Movement _, Compare _, Select _, Cast _, StopGradient _, ArgReduce _,
                    Iota _, Eye _, Diag _, Diagonal _, Take _, ScatterAdd _, Windows _, Fold _, Marker _ -> true;
            case LinearAlgebra _ -> Simd.AVAILABLE;
            case Unary _, Power _, Binary _, Reduce _, CumSum _, Dot _, Conv _, Cumulative _, Call _, Control _, CustomRule _, NamedAxisOp _ -> false;
        };
    }
}
