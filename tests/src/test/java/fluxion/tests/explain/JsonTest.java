package fluxion.tests.explain;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.LetForm;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.core.op.Eye;
import fluxion.core.op.Fold;
import fluxion.core.op.Windows;
import fluxion.dsl.export.Json;
import fluxion.dsl.random.RandomKey;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON out and in: nothing is lost, and bad input is refused. */
class JsonTest {
    private static void survives(Fn fn) {
        Fn again = Json.read(Json.write(fn));
        assertThat(LetForm.of(again)).isEqualTo(LetForm.of(fn));
        assertThat(again.params().map(Var::toString)).isEqualTo(fn.params().map(Var::toString));
        assertThat(Json.write(again)).isEqualTo(Json.write(fn));
    }

    @Test
    void functionsSurviveTheRoundTrip() {
        survives(JavaExportTest.perSample());
        survives(hessian(fn((Expr v) -> sum(v.sin().square()))).on(f64(4)));
        survives(grad(fn((Expr x, Expr i) -> x.take(i, 0).square().sum())).on(f64(3, 3), i32(4)));
        survives(fn((Expr x) -> io.vavr.Tuple.of(x.lgamma(), x.cast(DType.F32).pow(3), x.gt(0).where(x, 1), Expr.apply(new Eye(DType.F64, 2, 3, 1)))).on(f64(2)));
        survives(fn((Expr x) -> Expr.apply(new Fold(Ints.of(4), new Windows(Ints.of(2), Ints.of(1), Ints.of(1))), x)).on(f64(3, 2)));
        survives(fn((Expr x) -> x.sort(0)).on(f64(3)));
        survives(grad(fn((Expr x) -> fluxion.dsl.Fluxion.scan(x, x.expandDims(0).broadcastTo(3, 2), (c, e) -> io.vavr.Tuple.of(c.times(e).sin(), c))._1.sum())).on(f64(2)));
    }

    @Test
    void operationsAreReadByTheNamesTheyHadBefore() {
        Fn fn = fn((Expr key) -> normal(new RandomKey(key), f64(3))).on(i32(2));
        String text = Json.write(fn);
        assertThat(text).contains("\"RandomNumbers\"");
        assertThat(LetForm.of(Json.read(text.replace("\"RandomNumbers\"", "\"Random\"")))).isEqualTo(LetForm.of(fn));
    }

    @Test
    void lanesThatDecideForThemselvesSurvive() {
        var newton = fn((Expr a) -> whileLoop(scalar(1.0), (Expr x) -> x.square().minus(a).abs().gt(1e-9), x -> x.plus(a.div(x)).times(0.5)));
        var bent = fn((Expr x) -> cond(x.gt(2), () -> x.square(), () -> newton.apply(x)));
        for (Fn fn : Array.of(vmap(newton).on(f64(3)), vmap(grad(newton)).on(f64(3)), vmap(bent).on(f64(3)), vmap(grad(bent)).on(f64(3)), vmap(vmap(bent)).on(f64(2, 3)))) {
            survives(fn);
            Fn again = Json.read(Json.write(fn));
            Seq<Tensor> at = JavaExportTest.arguments(fn, 4).map(t -> eval(t.abs().plus(1)));
            assertThat(Evaluator.evaluate(again, at)).isEqualTo(Evaluator.evaluate(fn, at));
            // what was read is transformed like what was written
            assertThat(Json.write(Json.read(Json.write(fluxion.transforms.Jvp.of(again, Ints.of(0)))))).isEqualTo(Json.write(fluxion.transforms.Jvp.of(fn, Ints.of(0))));
        }
        String text = Json.write(vmap(bent).on(f64(3)));
        assertThatThrownBy(() -> Json.read(text.replaceFirst("\"size\": 3", "\"size\": 4"))).isInstanceOf(FluxionException.class).hasMessageContaining("requires one index for each lane");
        assertThatThrownBy(() -> Json.read(text.replaceFirst("\"mapped\": \\[[^\\]]*\\]", "\"mapped\": []"))).isInstanceOf(FluxionException.class);
    }

    @Test
    void everyBitOfConstantsSurvives() {
        Seq<Tensor> constants = Array.of(vector(Double.NaN, -0.0, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, 0.1, Math.nextUp(1.0)),
                Tensor.of(new float[] {Float.NaN, -0f, Float.MAX_VALUE, 0.1f, Float.MIN_VALUE}), Tensor.of(new long[] {Long.MIN_VALUE, Long.MAX_VALUE}),
                Tensor.of(new int[] {Integer.MIN_VALUE, 7}), Tensor.of(new boolean[] {true, false}), scalar(2));
        Fn read = Json.read(Json.write(Fn.of(Array.empty(), constants.map(t -> (Expr) t))));
        assertThat(read.results().map(Object.class::cast)).isEqualTo(constants.map(Object.class::cast));
        assertThat(((Tensor) read.results().get(0)).doubleAt(1)).isEqualTo(-0.0);
    }

    @Test
    void whatIsReadComputesTheSame() {
        Fn fn = JavaExportTest.perSample();
        Seq<Tensor> arguments = JavaExportTest.arguments(fn, 9);
        assertThat(Evaluator.evaluate(Json.read(Json.write(fn)), arguments)).isEqualTo(Evaluator.evaluate(fn, arguments));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '`', value = {
        "§a value", "[§expected", "{}§expected \"fluxion\"", "nul§a value", "{\"fluxion\": 2, \"params\": [], \"nodes\": [], \"results\": []}§version must be 1",
        "{\"fluxion\": 1, \"fluxion\": 1}§distinct", "{\"fluxion\": 1, \"params\": [{\"name\": \"x\", \"type\": \"f16\"}], \"nodes\": [], \"results\": [0]}§a type reads like f64[2,3]",
        "{\"fluxion\": 1, \"params\": [], \"nodes\": [{\"op\": \"Unary.SIN\", \"in\": [0]}], \"results\": [0]}§earlier nodes",
        "{\"fluxion\": 1, \"params\": [], \"nodes\": [{\"op\": \"Runtime\", \"in\": []}], \"results\": [0]}§there is no operation",
        "{\"fluxion\": 1, \"params\": [], \"nodes\": [{\"op\": \"java.lang.Runtime\", \"in\": []}], \"results\": [0]}§there is no operation",
        "{\"fluxion\": 1, \"params\": [], \"nodes\": [{\"op\": \"Unary.EXEC\", \"in\": []}], \"results\": [0]}§expected one of",
        "{\"fluxion\": 1, \"params\": [{\"name\": \"x\", \"type\": \"bool\"}], \"nodes\": [{\"op\": \"Unary.SIN\", \"in\": [0]}], \"results\": [1]}§node 1: sin",
        "{\"fluxion\": 1, \"params\": [{\"name\": \"x\", \"type\": \"f64[2]\"}], \"nodes\": [{\"op\": \"Reshape\", \"args\": {\"to\": [3]}, \"in\": [0]}], \"results\": [1]}§number of elements",
        "{\"fluxion\": 1, \"params\": [{\"name\": \"x\", \"type\": \"f64[2]\"}], \"nodes\": [{\"op\": \"Reshape\", \"args\": {\"to\": [2.5]}, \"in\": [0]}], \"results\": [1]}§whole number",
        "{\"fluxion\": 1, \"params\": [], \"nodes\": [{\"tensor\": \"f64[3]\", \"values\": [1, 2]}], \"results\": [0]}§has 3 values; got 2",
        "{\"fluxion\": 1, \"params\": [], \"nodes\": [{\"tensor\": \"f64[99999999999]\", \"values\": []}], \"results\": [0]}§whole numbers that int holds",
        "{\"fluxion\": 1, \"params\": [], \"nodes\": [{\"tensor\": \"i32\", \"values\": [1e3]}], \"results\": [0]}§whole number",
        "{\"fluxion\": 1, \"params\": [], \"nodes\": [], \"results\": [-1]}§references", "{\"a\": 1,}§a name in quotes", "{\"a\": 01}§a number", "\"\\x\"§an escape"})
    void badInputIsRefused(String json, String why) {
        assertThatThrownBy(() -> Json.read(json == null ? "" : json)).isInstanceOf(FluxionException.class).hasMessageStartingWith("json").hasMessageContaining(why);
    }

    @Test
    void deepInputIsRefusedNotOverflown() {
        assertThatThrownBy(() -> Json.read("[".repeat(1_000_000))).isInstanceOf(FluxionException.class).hasMessageContaining("nested");
    }

    @Test
    void damagedInputIsReadOrRefused() {
        String good = Json.write(grad(fn((Expr x, Expr i) -> x.take(i, 0).square().sum())).on(f64(3, 3), i32(4)));
        SplittableRandom random = new SplittableRandom(2);
        for (int k = 0; k < 2000; k++) {
            StringBuilder damaged = new StringBuilder(good);
            for (int n = random.nextInt(1, 4); n > 0; n--) {
                int at = random.nextInt(damaged.length());
                switch (random.nextInt(3)) {
                    case 0 -> damaged.deleteCharAt(at);
                    case 1 -> damaged.setCharAt(at, (char) random.nextInt(' ', 127));
                    default -> damaged.insert(at, (char) random.nextInt('0', ':'));
                }
            }
            try {
                Json.read(damaged.toString());
            } catch (FluxionException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }
}
