package fluxion.examples.teaching;

import static fluxion.dsl.Fluxion.*;

import fluxion.core.Expr;

/** What vmap does to a matrix product: no loop; a product with one more axis, or a bigger matrix. */
public final class VmapOfAProduct {
    private VmapOfAProduct() {}

    public static void main(String[] args) {
        IO.println("What vmap does to a matrix product\n");
        var product = fn((Expr m, Expr v) -> m.matmul(v));
        IO.println("The function of one matrix [2, 3] and one vector [3]:  " + product.on(f64(2, 3), f64(3)));
        IO.println("\nFour vectors, one matrix: the vectors become the rows of a matrix, and the product one of matrices.\n");
        IO.println(explain(vmap(product).in(none(), axis(0)), f64(2, 3), f64(4, 3)));
        IO.println("\nFour matrices, four vectors: the new axis is a batch axis, b in einsum's notation.\n");
        IO.println(explain(vmap(product).in(axis(0), axis(0)), f64(4, 2, 3), f64(4, 3)));
        IO.println("\nBoth at once are what a loop over lanes would give:\n");
        var matrices = eval(uniform(key(0), f64(4, 2, 3)));
        var vectors = eval(uniform(key(1), f64(4, 3)));
        Expr all = vmap(product).apply(matrices, vectors);
        for (int i = 0; i < 4; i++) {
            Expr one = product.apply(eval(matrices.get(i)), eval(vectors.get(i)));
            IO.println("   lane %d: largest difference %.1e".formatted(i, toDouble(all.get(i).minus(one).abs().max())));
        }
    }
}
