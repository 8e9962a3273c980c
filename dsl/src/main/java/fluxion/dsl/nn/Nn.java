package fluxion.dsl.nn;

/**
 * Every verb of neural networks, each written once: in the class of its subject, from which the others inherit it down to the
 * front door {@link fluxion.dsl.Fluxion}. {@code Fluxion.conv2d}, {@code Nn.conv2d} and {@code Convolutions.conv2d} are one.
 */
public abstract non-sealed class Nn extends Losses {
    /** For the front door. */
    protected Nn() {}
}
