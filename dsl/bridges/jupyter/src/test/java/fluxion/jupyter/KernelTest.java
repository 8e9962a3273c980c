package fluxion.jupyter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Cells in, values and errors out. */
class KernelTest {
    private static RecordingKernel kernel;

    @BeforeAll
    static void start() {
        kernel = new RecordingKernel();
    }

    @AfterAll
    static void end() {
        kernel.close();
    }

    private static String text(DisplayData data) {
        return String.valueOf(data.getData(MIMEType.TEXT_PLAIN));
    }

    private static java.util.List<String> error(String cell) {
        return kernel.formatError(catchThrowable(() -> kernel.eval(cell)));
    }

    @Test
    void theLastExpressionIsTheValue() {
        assertThat(text(kernel.eval("var f = fn(x -> sin(x).times(x));\ngrad(f)"))).isEqualTo("x ↦ sin(x) + x·cos(x)");
        assertThat(text(kernel.eval("f"))).as("a variable of a cell before").isEqualTo("x ↦ sin(x)·x");
        assertThat(kernel.eval("int i = 3;")).isNull();
        assertThat(kernel.eval("i = 4")).isNull();
        assertThat(kernel.eval("for (int j = 0; j < 3; j++) { i += j; }")).isNull();
        assertThat(kernel.eval("record Pair(Expr a, Expr b) {}")).isNull();
        assertThat(kernel.eval("// nothing")).isNull();
        assertThat(kernel.eval("  \n")).isNull();
        assertThat(text(kernel.eval("i // of the loop"))).isEqualTo("7");
    }

    @Test
    void displayShowsOnTheWay() {
        kernel.displayed();
        assertThat(kernel.eval("for (int k = 0; k < 2; k++) { display(scalar(k)); }")).isNull();
        assertThat(kernel.displayed().map(KernelTest::text)).containsExactly("0.0", "1.0");
    }

    @Test
    void theLibrarysModulesAreThere() {
        assertThat(text(kernel.eval("import module fluxion.dsl;\nnew Adam(0.1).getClass().getSimpleName()"))).isEqualTo("Adam");
        assertThat(text(kernel.eval("Stream.of(1, 2).toList()"))).isEqualTo("[1, 2]");
    }

    @Test
    void whatDoesNotCompileIsPointedAt() {
        assertThat(error("var g = fn(x -> sinn(x));")).containsSubsequence("var g = fn(x -> sinn(x));", "                ^")
                .anyMatch(line -> line.contains("cannot find symbol"));
        assertThat(error("int k = ;\n")).isNotEmpty();
        assertThat(error("for (int k = 0;")).contains("for (int k = 0;");
    }

    @Test
    void whatIsThrownIsSaidWithItsPlace() {
        assertThat(error("vector(1, 2).plus(vector(1, 2, 3))").getFirst()).contains("ShapeException").contains("[2] and [3]");
        assertThat(error("int[] none = {};\nnone[1]").getFirst()).contains("ArrayIndexOutOfBoundsException");
        assertThat(error("throw new IllegalStateException(\"outer\", new RuntimeException(\"inner\"));"))
                .anyMatch(line -> line.contains("outer"))
                .anyMatch(line -> line.startsWith("Caused by") && line.contains("inner"));
    }

    @Test
    void aFailedCellLeavesWhatWasBefore() {
        kernel.eval("int kept = 5;");
        assertThat(error("kept = 6; kept / 0")).isNotEmpty();
        assertThat(text(kernel.eval("kept"))).isEqualTo("6");
    }

    @Test
    void interruptingEndsACell() throws Exception {
        CompletableFuture<Throwable> running = CompletableFuture.supplyAsync(() ->
                catchThrowable(() -> kernel.eval("System.setProperty(\"fluxion.test.sleeps\", \"yes\"); Thread.sleep(60_000)")));
        while (System.getProperty("fluxion.test.sleeps") == null && !running.isDone()) {
            Thread.sleep(Duration.ofMillis(10));
        }
        while (!running.isDone()) { // it may be between two snippets
            kernel.interrupt();
            Thread.sleep(Duration.ofMillis(50));
        }
        assertThat(running.get(30, TimeUnit.SECONDS)).isInstanceOf(CellException.class)
                .hasMessageContaining("InterruptedException");
        assertThat(text(kernel.eval("1 + 1"))).isEqualTo("2");
    }

    @Test
    void namesAreCompletedAndExplained() {
        assertThat(kernel.complete("hessi", 5).getReplacements()).anyMatch(name -> name.startsWith("hessian"));
        assertThat(kernel.complete("hessi", 5).getSourceStart()).isZero();
        assertThat(text(kernel.inspect("toDouble(", 9, false))).contains("toDouble(Expr");
        assertThat(kernel.isComplete("grad(")).isBlank();
        assertThat(kernel.isComplete("1 + 1")).isEqualTo(FluxionKernel.IS_COMPLETE_YES);
    }
}
