package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.scatter;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.optim.Adam;
import fluxion.dsl.random.RandomKey;
import fluxion.plot.Figure;
import io.vavr.collection.Array;

/**
 * Zachary's (1977) karate club splits, and a graph network says how, knowing who talks to whom and the sides of the instructor
 * and the administrator alone: Kipf's and Welling's (ICLR 2017) convolution H ← tanh(Â·H·W), Â = D^(−½)·(A + I)·D^(−½). Zachary's
 * own method, a minimum cut, has 33 of 34 members right.
 */
public final class KarateClub {
    private static final int MEMBERS = 34;
    /** For each member those with a greater number whom he talks to outside of the club, counted from 1 (Zachary, figure 1). */
    private static final String FRIENDS = """
            1: 2 3 4 5 6 7 8 9 11 12 13 14 18 20 22 32
            2: 3 4 8 14 18 20 22 31
            3: 4 8 9 10 14 28 29 33
            4: 8 13 14
            5: 7 11
            6: 7 11 17
            7: 17
            9: 31 33 34
            10: 34
            14: 34
            15: 33 34
            16: 33 34
            19: 33 34
            20: 34
            21: 33 34
            23: 33 34
            24: 26 28 30 33 34
            25: 26 28 32
            26: 32
            27: 30 34
            28: 34
            29: 32 34
            30: 33 34
            31: 33 34
            32: 33 34
            33: 34
            """;
    /** Who stayed with the instructor, number 1. */
    private static final Array<Integer> WITH_INSTRUCTOR = Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 17, 18, 20, 22);

    private KarateClub() {}

    /** A, [34, 34]. */
    static Tensor adjacency() {
        double[][] a = new double[MEMBERS][MEMBERS];
        for (String line : FRIENDS.lines().toList()) {
            int one = Integer.parseInt(line.substring(0, line.indexOf(':'))) - 1;
            for (String other : line.substring(line.indexOf(':') + 2).split(" ")) {
                a[one][Integer.parseInt(other) - 1] = 1;
                a[Integer.parseInt(other) - 1][one] = 1;
            }
        }
        return Tensor.of(a);
    }

    /** Â. */
    static Tensor normalized(Tensor adjacency) {
        Expr loops = adjacency.plus(eye(MEMBERS));
        Expr scale = loops.sum(1).rsqrt();
        return eval(loops.times(scale).times(scale.expandDims(1)));
    }

    /** 34–4–2, every member's own number as what is known of him. */
    record Network(Expr first, Expr second) {
        static Network init(RandomKey key) {
            var keys = key.split(2);
            return new Network(normal(keys.get(0), f64(MEMBERS, 4)).div(3), normal(keys.get(1), f64(4, 2)).div(2));
        }

        /** The logits of both sides, [34, 2]. */
        Expr apply(Expr neighbours) {
            return neighbours.matmul(tanh(neighbours.matmul(first))).matmul(second);
        }
    }

    /**
     * How it went.
     *
     * @param right of how many of the 34 it says the side, for each first network
     * @param margins of the last one: ln of the odds for the administrator
     */
    record Result(Array<Integer> right, Tensor margins) {}

    static Result run(int networks, int steps) {
        Tensor neighbours = normalized(adjacency());
        var loss = fn((Network n) -> {
            Expr logits = logSoftmax(n.apply(neighbours), -1);
            return logits.get(0, 0).plus(logits.get(MEMBERS - 1, 1)).neg();
        });
        var adam = new Adam(0.01);
        var train = fn((RandomKey k) -> fori(0, steps, adam.init(Network.init(k)),
                (Expr i, Adam.State<Network> s) -> adam.update(grad(loss).apply(s.parameters()), s)).parameters()
                .apply(neighbours));
        Tensor logits = eval(vmap(train).apply(key(1).batch(networks)));
        Tensor margins = eval(logits.get("..., 1").minus(logits.get("..., 0")));
        Array<Integer> right = Array.range(0, networks).map(i -> Array.range(0, MEMBERS)
                .count(m -> margins.doubleAt(i, m) < 0 == WITH_INSTRUCTOR.contains(m + 1)));
        return new Result(right, eval(margins.get(-1)));
    }

    static Figure figure(Result r) {
        Array<Integer> all = Array.range(0, MEMBERS);
        return points("stayed with the instructor", all.filter(m -> WITH_INSTRUCTOR.contains(m + 1)), r)
                .and(points("left with the administrator", all.filter(m -> !WITH_INSTRUCTOR.contains(m + 1)), r))
                .title("Zachary's karate club").xLabel("member").yLabel("ln of the odds for leaving");
    }

    private static Figure points(String label, Array<Integer> members, Result r) {
        int[] which = members.toJavaStream().mapToInt(Integer::intValue).toArray();
        return scatter(label, Tensor.of(which).plus(1), take(r.margins(), Tensor.of(which), 0));
    }

    public static void main(String[] args) {
        Result r = run(20, 300);
        IO.println("Of 34 members right, in 20 trainings: " + r.right().mkString(" ") + " (Zachary: 33)");
        Pictures.save("karate-club", figure(r));
    }
}
