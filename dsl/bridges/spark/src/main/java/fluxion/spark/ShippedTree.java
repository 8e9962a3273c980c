package fluxion.spark;

import java.io.Serializable;

/**
 * Parameters on their way to executors: tensors in containers, Serializable or not.
 *
 * @param <P> the type of the tree
 */
final class ShippedTree<P> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final byte[] bytes;
    private transient volatile P known;

    private ShippedTree(byte[] bytes) {
        this.bytes = bytes;
    }

    static <P> ShippedTree<P> of(String verb, P tree) {
        return new ShippedTree<>(SparkBytes.ofTree(verb, fluxion.dsl.Fluxion.eval(tree)));
    }

    /** The tree; read once a task. */
    P get() {
        P here = known;
        if (here == null) {
            here = SparkBytes.readTree(bytes);
            known = here;
        }
        return here;
    }
}
