package fluxion.dsl.optim;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Tensor;
import fluxion.dsl.Fluxion;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.control.Option;
import java.io.Serializable;

/**
 * What a gradient transformation remembers between steps; a tree, so that it is traced, batched, saved and loaded like any
 * other.
 *
 * @param trees trees like the parameters, by name; a leaf may have a shape of its own
 * @param numbers scalars, by name
 * @param parts what the transformations that it is made of remember
 * @param <P> the type of the parameters
 */
public record TransformationMemory<P>(LinkedHashMap<String, P> trees, LinkedHashMap<String, Expr> numbers,
        Array<TransformationMemory<P>> parts) implements Serializable {
    /** Nothing. */
    public static <P> TransformationMemory<P> empty() {
        return new TransformationMemory<>(LinkedHashMap.empty(), LinkedHashMap.empty(), Array.empty());
    }

    /** What parts remember. */
    public static <P> TransformationMemory<P> of(Array<TransformationMemory<P>> parts) {
        return new TransformationMemory<>(LinkedHashMap.empty(), LinkedHashMap.empty(), parts);
    }

    /** Zeros like the parameters, by names. */
    static <P> TransformationMemory<P> zeros(P parameters, String... names) {
        TransformationMemory<P> start = empty();
        return Array.of(names).foldLeft(start,
                (memory, name) -> memory.with(name, Fluxion.<P>map(parameters, Fluxion::zerosLike)));
    }

    /** This, with a count of steps that is 0. */
    TransformationMemory<P> counted() {
        return withStep(Tensor.of(0));
    }

    /** This, with a count of steps. */
    TransformationMemory<P> withStep(Expr step) {
        return withNumber(STEP, step);
    }

    /** How many steps were made. */
    static final String STEP = "step";

    /** This, with a tree. */
    public TransformationMemory<P> with(String name, P tree) {
        return new TransformationMemory<>(trees.put(name, tree), numbers, parts);
    }

    /** This, with a scalar. */
    public TransformationMemory<P> withNumber(String name, Expr number) {
        return new TransformationMemory<>(trees, numbers.put(name, number), parts);
    }

    /** This, with other parts. */
    public TransformationMemory<P> withParts(Array<TransformationMemory<P>> others) {
        return new TransformationMemory<>(trees, numbers, others);
    }

    /** A tree of this or the first that a part has by the name; none where there is none. */
    public Option<P> find(String name) {
        return trees.get(name).orElse(() -> parts.iterator().flatMap(part -> part.find(name)).headOption());
    }

    /**
     * The tree of a name.
     *
     * @throws FluxionException where there is none
     */
    public P tree(String name) {
        return trees.get(name).getOrElseThrow(() -> none("tree", name));
    }

    /**
     * The scalar of a name.
     *
     * @throws FluxionException where there is none
     */
    public Expr number(String name) {
        return numbers.get(name).getOrElseThrow(() -> none("number", name));
    }

    private FluxionException none(String kind, String name) {
        return new FluxionException("memory: there is no " + kind + " called " + name + "; there are trees "
                + trees.keySet().mkString(", ") + " and numbers " + numbers.keySet().mkString(", "));
    }
}
