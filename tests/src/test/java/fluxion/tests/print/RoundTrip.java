package fluxion.tests.print;

import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.DType;
import fluxion.core.Fn;
import fluxion.core.Tensor;
import fluxion.core.parse.Formula;
import fluxion.core.print.MathText;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Printing and parsing are inverse: what is read has the same values and types, and prints the same. */
public final class RoundTrip {
    private static final int NARROW = 40;
    private static final double TOLERANCE = 1e-9;
    private static final String INDICES = "ₐₑᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥ";

    private RoundTrip() {}

    /** Checks a function at a point between 0.3 and 1.3, its matrices well-conditioned, its integers 0 or 1. */
    public static void check(Fn written) {
        SplittableRandom random = new SplittableRandom(7);
        check(written, written.params().map(p -> {
            int n = p.rank() == 0 ? 1 : p.shape().dims().last();
            double[] values = random.doubles((int) p.shape().size(), 0.3, 1.3).toArray();
            for (int i = 0; p.rank() == 2 && i < values.length; i++) {
                values[i] += i / n == i % n ? n : 0;
            }
            return Evaluator.evaluate((p.dtype().isFloat() ? Tensor.of(p.shape(), values) : Tensor.of(p.shape(), values).floor()).cast(p.dtype()));
        }));
    }

    /** Checks a function at a point. */
    public static void check(Fn written, Seq<Tensor> point) {
        String text = MathText.of(written);
        Fn read = Formula.fn(text, written.params());
        assertThat(read.resultTypes()).as(text).isEqualTo(written.resultTypes());
        Seq<Tensor> expected = Evaluator.evaluate(written, point);
        Seq<Tensor> found = Evaluator.evaluate(read, point);
        for (int i = 0; i < expected.size(); i++) {
            same(expected.get(i), found.get(i), text);
        }
        assertThat(inOrder(MathText.of(read))).isEqualTo(inOrder(text));
        String narrow = MathText.of(written, NARROW);
        assertThat(MathText.of(Formula.fn(narrow, written.params()))).as(narrow).isEqualTo(MathText.of(read));
    }

    /** With the factors of products by indices in one order: these products have no first factor. */
    private static String inOrder(String text) {
        int open = text.indexOf('(');
        int close = open < 0 ? -1 : close(text, open);
        if (close < 0) {
            return text;
        }
        String inside = inOrder(text.substring(open + 1, close));
        String after = text.substring(close + 1);
        if (!after.isEmpty() && INDICES.indexOf(after.charAt(0)) >= 0) {
            int start = inside.startsWith("Σ") ? inside.indexOf(' ') + 1 : 0;
            inside = inside.substring(0, start) + factors(inside.substring(start)).stream().sorted().collect(Collectors.joining("·"));
        }
        return text.substring(0, open + 1) + inside + ")" + inOrder(after);
    }

    private static int close(String text, int open) {
        int level = 0;
        for (int i = open; i < text.length(); i++) {
            level += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            if (level == 0) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> factors(String product) {
        List<String> factors = new ArrayList<>();
        int level = 0;
        int from = 0;
        for (int i = 0; i < product.length(); i++) {
            level += product.charAt(i) == '(' ? 1 : product.charAt(i) == ')' ? -1 : 0;
            if (level == 0 && product.charAt(i) == '·') {
                factors.add(product.substring(from, i));
                from = i + 1;
            }
        }
        factors.add(product.substring(from));
        return factors;
    }

    private static void same(Tensor expected, Tensor found, String text) {
        double[] e = Evaluator.evaluate(expected.cast(DType.F64)).doubles();
        double[] f = Evaluator.evaluate(found.cast(DType.F64)).doubles();
        double scale = Arrays.stream(e).map(Math::abs).filter(Double::isFinite).max().orElse(1);
        for (int i = 0; i < e.length; i++) {
            boolean same = Double.compare(e[i], f[i]) == 0 || Math.abs(e[i] - f[i]) <= TOLERANCE * Math.max(1, scale);
            assertThat(same).as(text + "\nelement " + i + ": " + e[i] + " and " + f[i]).isTrue();
        }
    }
}
