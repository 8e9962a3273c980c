package fluxion.examples.tutorials;

import static fluxion.dsl.Fluxion.*;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Tensor;
import fluxion.dsl.random.RandomKey;
import io.vavr.collection.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * What function transforms cannot see, one by one: what is tried, what the library says, and what works instead. The limits are
 * those that torch.func lists as "UX limitations" and JAX as "sharp bits"; each of them comes of the same thing, that a function
 * runs once with symbols for its arguments, and what it left behind is what is differentiated and batched.
 */
public final class Limits {
    private Limits() {}

    /**
     * A limit.
     *
     * @param name what it is about
     * @param said what the library says to the attempt; empty where the attempt just computes something else
     * @param got what the attempt computed, where it did
     * @param instead what the right way computes
     */
    record Limit(String name, String said, String got, String instead) {}

    private static String refused(Supplier<?> attempt) {
        try {
            return "no refusal: " + attempt.get();
        } catch (FluxionException e) {
            return e.getMessage();
        }
    }

    /** Java's if asks for a number. In its place: where, which computes both sides, or cond, which computes one. */
    static Limit controlFlow() {
        var tried = fn((Expr x) -> toDouble(x) > 0 ? x.square() : x.neg());
        var chosen = fn((Expr x) -> cond(x.gt(0), () -> x.square(), () -> x.neg()));
        return new Limit("control flow by values", refused(() -> tried.at(-3.0)), "",
                "grad " + grad(chosen).at(-3.0) + ", by lanes " + vmap(chosen).apply(vector(-3, 2)));
    }

    /** A Java loop that ends by a value: whileLoop, with a derivative. Loops over lengths and plain numbers may stay Java's. */
    static Limit loops() {
        var tried = fn((Expr a) -> {
            Expr x = scalar(1);
            while (Math.abs(toDouble(x.square().minus(a))) > 1e-12) {
                x = x.plus(a.div(x)).div(2);
            }
            return x;
        });
        var root = fn((Expr a) -> whileLoop(scalar(1), (Expr x) -> x.square().minus(a).abs().gt(1e-12), x -> x.plus(a.div(x))
                .div(2)));
        return new Limit("loops by values", refused(() -> tried.at(9.0)), "", root.at(9.0) + ", grad " + grad(root).at(9.0));
    }

    /** .item() in the middle of a function: the value is returned beside the result, and is there with the derivative. */
    static Limit item() {
        var tried = fn((Expr x) -> {
            Expr y = sin(x);
            return y.times(toDouble(y));
        });
        var beside = fn((Expr x) -> {
            Expr y = sin(x);
            return pair(y.square(), y);
        });
        var both = withAux(valueAndGrad(beside)).apply(scalar(0.5));
        return new Limit("numbers out of the middle", refused(() -> grad(tried).at(0.5)), "", both.toString());
    }

    /** Printing while it computes: watch, of what has a name. */
    static Limit printing() {
        List<String> printed = new ArrayList<>();
        var f = fn((Expr x) -> named(sin(x), "y").square());
        Expr slope = watch((name, value) -> printed.add(name + " = " + value), () -> grad(f).at(0.5));
        return new Limit("printing", "", "", String.join(", ", printed) + ", grad " + slope);
    }

    /** A length that depends on values: a mask keeps the shape; sizes that are known ahead are topK's. */
    static Limit dynamicShapes() {
        var tried = fn((Expr v) -> nonzero(v.gt(0)));
        var masked = fn((Expr v) -> v.gt(0).where(log(v), 0).sum().div(v.gt(0).cast(F64).sum()));
        Tensor v = vector(1, -2, 4, 8);
        return new Limit("shapes by values", refused(() -> vmap(tried).apply(eval(stack(0, v, v)))), "",
                "mean of logarithms " + masked.apply(v) + ", grad " + grad(masked).apply(v) + ", the two largest "
                        + eval(topK(v, 2).values()));
    }

    /** Nothing changes in place: a tensor with another element is another tensor, and a state is handed on. */
    static Limit mutation() {
        AtomicReference<Expr> last = new AtomicReference<>(scalar(0));
        var leaking = fn((Expr x) -> {
            last.set(x.times(2));
            return x.square();
        });
        grad(leaking).at(3.0);
        var handedOn = fn((Expr x) -> {
            Expr v = zeros(f64(3));
            for (int i = 0; i < 3; i++) {
                v = v.at(i).set(x.pow(i + 1));
            }
            return v.sum();
        });
        return new Limit("mutation", refused(() -> eval(last.get())), "", handedOn.at(2.0) + ", grad " + grad(handedOn).at(2.0));
    }

    /** Java's random numbers are drawn once, while the function is traced. Keys say which number, in which lane. */
    static Limit randomness() {
        var frozen = fn((Expr x) -> x.plus(Math.random()));
        boolean same = frozen.at(0.0).equals(frozen.at(0.0));
        var noisy = fn((RandomKey k, Expr x) -> x.plus(normal(k, f64())));
        Expr lanes = vmap(noisy).in(axis(0), none()).apply(key(1).batch(3), scalar(0));
        var shared = fn((Expr x) -> x.plus(normal(key(1), f64())));
        String said = refused(() -> vmap(shared).apply(vector(0, 0)));
        return new Limit("randomness", said, "twice the same: " + same, lanes + ", again the same from the same keys");
    }

    static Array<Limit> all() {
        return Array.of(controlFlow(), loops(), item(), printing(), dynamicShapes(), mutation(), randomness());
    }

    public static void main(String[] args) {
        all().forEach(limit -> {
            IO.println(limit.name());
            IO.println(limit.said().isEmpty() ? "" : "   tried:   " + limit.said());
            IO.println(limit.got().isEmpty() ? "" : "   came:    " + limit.got());
            IO.println("   instead: " + limit.instead() + "\n");
        });
    }
}
