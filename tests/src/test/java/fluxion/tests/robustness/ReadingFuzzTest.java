package fluxion.tests.robustness;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Tensor;
import fluxion.core.print.MathText;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * What reads text answers any text: with what it says, or with an exception of our own. Seeds are fixed; {@code -Dfluxion.reading.seed}
 * and {@code -Dfluxion.reading.count} take others.
 */
class ReadingFuzzTest {
    private static final long SEED = Long.getLong("fluxion.reading.seed", 1);
    /** How many texts of each kind. */
    private static final int COUNT = Integer.getInteger("fluxion.reading.count", 25_000);
    private static final String ALPHABET = "xyAᵢⱼ²³ᵀ⁻¹Σ‖|()[]{},;:+−-*·/^√∂↦<>=≤0123456789.e \n\t'\"\\π∞øΓ\u0000\uD835";

    private static final Seq<Fn> PROGRAMS = Array.of(
            grad(fn((Expr v) -> sum(sort(v).times(vector(1, 2))))).on(f64(2)),
            hessian(fn((Expr v) -> sum(v.tanh().square()))).on(f64(3)),
            grad(fn((Expr v) -> logAbsDet(v))).on(f64(3, 3)),
            jacfwd(fn((Expr v) -> v.cumsum(0).times(v.get("::-1")))).on(f64(3)),
            fn((Expr v) -> scan(v.sum(), v, (Expr c, Expr e) -> pair(c.times(e), c.plus(e)))._2).on(f64(3)),
            grad(fn((Expr v) -> whileLoop(v, (Expr c) -> c.lt(5), c -> c.times(2)))).on(f64()),
            fn((Expr v) -> cond(v.gt(0), () -> v.sin(), () -> v)).on(f64()));

    private static final Seq<String> FORMULAS = Array.of("x ↦ sin(x) + x·cos(x)", "(x: f64[3], A: f64[2,3], b: f64[2]) ↦ ‖A·x − b‖²", "x ↦ cond(x)",
            "(X: f64[3,3])ᵢ²", "x ↦ { 0 if x < 0; 3·x² otherwise }", "(X: f64[3,3]) ↦ (X⁻¹)ᵀ", "(x: f64[3]) ↦ x[0]·x[1:3]", "(x: f64[3]) ↦ (Σⱼ xⱼ·xᵢ)ᵢ",
            "(a: f64[2,2], b: f64[2]) ↦ broadcast((aᵢⱼ·bⱼ)ᵢⱼ, [2,2])", "x ↦ scan((c, e) ↦ (c + e, c), x, [1, 2]; length=2, carries=1)",
            "x ↦ while(c ↦ c < 3, c ↦ c + 1, x)", "(x: f64[2,3]) ↦ reshape(xᵀ, [6])", "max(x, y) + min(x, 3) − x^y", "(A: f64[3,3]) ↦ tr(A·Aᵀ) + det(A)",
            "1.5e300·x", "√x³", "x²³", "t + 1 where t = x²", "(x: f64[3]) ↦ scatter_add(zeros[3], argsort(x), x; axis=0)");

    /** Texts made from others by cutting, repeating, mixing and mistyping. */
    private static final class Texts {
        private final SplittableRandom random = new SplittableRandom(SEED);
        private final Seq<String> seeds;

        Texts(Seq<String> seeds) {
            this.seeds = seeds;
        }

        String next() {
            StringBuilder text = new StringBuilder(seed());
            for (int k = random.nextInt(5); k >= 0 && !text.isEmpty(); k--) {
                int from = random.nextInt(text.length());
                int to = Math.min(text.length(), from + 1 + random.nextInt(4));
                switch (random.nextInt(5)) {
                    case 0 -> text.delete(from, to);
                    case 1 -> text.insert(from, letter());
                    case 2 -> text.insert(from, text.substring(from, to));
                    case 3 -> {
                        String other = seed();
                        int at = random.nextInt(other.length());
                        text.insert(from, other, at, Math.min(other.length(), at + 8));
                    }
                    default -> text.setCharAt(from, letter());
                }
            }
            return text.toString();
        }

        private String seed() {
            return seeds.get(random.nextInt(seeds.size()));
        }

        private char letter() {
            return ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        }
    }

    private static void onlyOurExceptions(int count, Seq<String> seeds, Consumer<String> read) {
        Texts texts = new Texts(seeds);
        Map<String, String> wrong = new TreeMap<>();
        int understood = 0;
        for (int i = 0; i < count; i++) {
            String text = texts.next();
            try {
                read.accept(text);
                understood++;
            } catch (FluxionException ours) {
                if (ours.getMessage() == null || ours.getMessage().isBlank()) {
                    wrong.put("no message", text);
                }
            } catch (Throwable other) {
                wrong.put(other.getClass().getSimpleName() + " at " + Array.of(other.getStackTrace()).find(f -> f.getClassName().startsWith("fluxion")).getOrNull(),
                        text.replace("\n", "\\n") + " (" + other.getMessage() + ")");
            }
        }
        assertThat(wrong).as("seed " + SEED).isEmpty();
        assertThat(understood).as("mutations that still mean something").isBetween(count / 200, count - count / 20);
    }

    @Test
    void formulas() {
        onlyOurExceptions(COUNT, FORMULAS.appendAll(PROGRAMS.map(MathText::of)), text -> parse(text));
    }

    @Test
    void json() {
        onlyOurExceptions(COUNT, PROGRAMS.map(fn -> toJson(fn)), text -> fromJson(text));
    }

    @Test
    void subscripts() {
        Tensor x = eval(zeros(f64(3, 4, 5)));
        onlyOurExceptions(COUNT, Array.of("1:3, ..., ::-1", "0, 1:2, -1", "newaxis, :, None, 2", "::2, 3, ...", "-1:0:-1", ": , :, :", "2147483647, -2147483648:0"),
                text -> x.get(text));
    }

    @Test
    void einsums() {
        Tensor a = eval(zeros(f64(3, 4)));
        Tensor b = eval(zeros(f64(4, 3)));
        onlyOurExceptions(COUNT, Array.of("ij,jk->ik", "ij,ji", "ij,ji->", "...i,i...->...", "aa,ab->b", "ij , jk -> ki", "ij,kl->ijkl"), text -> einsum(text, a, b));
    }

    @Test
    void deepNestingIsRefused() {
        for (String deep : Array.of("(".repeat(40_000), "−".repeat(40_000) + "x", "sin(".repeat(50_000) + "x" + ")".repeat(50_000), "x^".repeat(50_000) + "x",
                "[".repeat(50_000), "{\"a\":".repeat(50_000), "√".repeat(50_000) + "x")) {
            onlyOurs(() -> parse(deep));
            onlyOurs(() -> fromJson(deep));
        }
    }

    private static void onlyOurs(Runnable read) {
        try {
            read.run();
        } catch (FluxionException ours) {
            assertThat(ours.getMessage()).isNotBlank();
        }
    }
}
