package fluxion.dsl.nn;

/**
 * Every verb of neural networks, each written once: in the class of its subject, where this and the front door
 * {@link fluxion.dsl.Fluxion} find it. {@code Fluxion.conv2d}, {@code Nn.conv2d} and {@code Convolutions.conv2d} are one.
 */
public final class Nn {
    private Nn() {}

    //@ verbs of Activations
    //@ verbs of Convolutions
    //@ verbs of Pooling
    //@ verbs of AdaptivePooling
    //@ verbs of Normalizations
    //@ verbs of Layers
    //@ verbs of Attention
    //@ verbs of Losses
}
