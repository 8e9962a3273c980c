package fluxion.tests.ops;

import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Var;
import fluxion.core.op.Call;
import fluxion.core.op.Checkpoint;
import fluxion.core.op.Custom;
import fluxion.core.op.CustomRule;
import fluxion.core.op.LinearCall;
import fluxion.core.op.LinearSolve;
import fluxion.core.op.MatrixFunction;
import fluxion.core.op.NamedAxisOp;
import fluxion.core.op.Op;
import fluxion.core.op.Power;
import fluxion.core.print.MathText;
import fluxion.ops.Documentation;
import fluxion.tests.docs.Page;
import fluxion.transforms.Jvp;
import fluxion.transforms.Randomness;
import fluxion.transforms.Simplify;
import fluxion.transforms.Transpose;
import fluxion.transforms.Vmap;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

/** The page of all operations is what the catalogue and the rules make of it, and says everything of each. */
class OperationsPageTest {
    /** Derivatives that take more operations than this are not written out. */
    private static final int SHORT = 12;
    private static final int WIDE = 90;

    /** The first row of each operation; x³ stands for the integer powers. */
    private static Seq<Row> operations() {
        return LinkedHashMap.ofEntries(Catalogue.rows().filter(row -> !(row.op() instanceof Power(int n)) || n == 3).reverse()
                .map(row -> Tuple.of(title(row.op()), row))).values().toArray();
    }

    /** The label; calls are labelled by whoever makes them. */
    private static String title(Op op) {
        return switch (op) {
            case Call _ -> "call";
            case CustomRule ruled -> switch (ruled) {
                case Custom _ -> "custom";
                case LinearCall _ -> "linear_call";
                case LinearSolve _ -> "linear_solve";
                case Checkpoint _ -> "checkpoint";
                case MatrixFunction _ -> "matrix_function";
            };
            case Op other -> other.label();
        };
    }

    @Test
    void everyOperationIsDocumented() {
        for (Row row : Catalogue.rows()) {
            Documentation d = Documentation.of(row.op());
            assertThat(d.formula()).as(row.name()).isNotBlank();
            assertThat(d.domain()).as(row.name()).isNotBlank();
            assertThat(derivative(row)).as(row.name()).isNotBlank();
            assertThat(transpose(row)).as(row.name()).isNotBlank();
            assertThat(batching(row)).as(row.name()).isNotBlank();
        }
    }

    @Test
    void thePageIsUpToDate() {
        StringBuilder page = new StringBuilder("""
                # Operations

                Every operation of the expression language, with what it computes, the operands it takes, its derivative along
                tangents dx₀, dx₁, … of its operands x₀, x₁, … (y stands for the result where rules use it), its transpose as a linear
                function, what it becomes over lanes, and what is chosen where there is a choice. Derivatives, transposes and batched
                forms are those that the rules make, printed. What the conventions come to at special points is on the page of [conventions](conventions.md).

                | operation | formula | operands | derivative | transpose | over lanes | convention |
                | --- | --- | --- | --- | --- | --- | --- |
                """);
        operations().map(OperationsPageTest::line).sorted().forEach(line -> page.append(line).append('\n'));
        Page.check("operations.md", page.toString());
    }

    private static String line(Row row) {
        Documentation d = Documentation.of(row.op());
        return Array.of("`" + title(row.op()) + "`", d.formula(), d.domain(), derivative(row), transpose(row), batching(row), d.convention())
                .map(cell -> Page.withoutReferences(cell).replace("|", "\\|")).mkString("| ", " | ", " |");
    }

    private static Fn plain(Row row) {
        Seq<Var> params = row.operands().zipWithIndex((o, i) -> new Var("x" + i, o.type()));
        return row.op() instanceof NamedAxisOp ? row.fn() : Fn.of(params, fluxion.core.Apply.of(row.op(), params.map(p -> (Expr) p)).results());
    }

    private static String derivative(Row row) {
        return switch (row.derivative()) {
            case NONE -> "none";
            case STOPPED -> "zero, by definition";
            case SMOOTH -> {
                Fn fn = plain(row);
                Fn jvp = Jvp.of(fn, row.floating());
                yield text(new Fn(jvp.params(), jvp.results().drop(fn.results().size())));
            }
        };
    }

    private static String transpose(Row row) {
        if (row.linear().isEmpty()) {
            return "not linear";
        }
        return row.linear().map(set -> {
            Fn fn = plain(row);
            Seq<Var> linear = Array.ofAll(set).map(fn.params()::get);
            Seq<Var> cotangents = fn.results().zipWithIndex((r, i) -> new Var(fn.results().size() == 1 ? "ct" : "ct" + i, r.tensorType()));
            Seq<Option<Expr>> pulled = Transpose.pull(fn.results(), cotangents.map(ct -> Option.of((Expr) ct)), linear);
            return "in " + Array.ofAll(set).map(i -> "x" + i).mkString(", ") + ": "
                    + text(new Fn(cotangents.appendAll(fn.params().removeAll(linear)), pulled.zipWith(linear, (p, x) -> p.getOrElse(() -> Literal.zerosLike(x)))));
        }).mkString("; ");
    }

    private static String batching(Row row) {
        if (row.op() instanceof NamedAxisOp) {
            return text(row.fn());
        }
        if (row.operands().isEmpty()) {
            return "shared by all lanes";
        }
        Fn fn = plain(row);
        return text(Vmap.of(fn, fn.params().map(_ -> Option.of(0)), fn.results().map(_ -> Option.of(0)), 2, Randomness.SAME));
    }

    /** The results alone, where they are short. */
    private static String text(Fn fn) {
        Fn simple = Simplify.of(fn);
        int operations = Graph.operations(simple.results());
        String text = MathText.unbroken(simple);
        String body = text.substring(text.indexOf('↦') + 1).strip();
        if (simple.results().forAll(Literal::isZero)) {
            return "0";
        }
        return operations > SHORT || body.contains("\n") || body.length() > WIDE ? "an expression of " + operations + (operations == 1 ? " operation" : " operations") : "`" + body + "`";
    }
}
