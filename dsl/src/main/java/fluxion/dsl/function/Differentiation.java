package fluxion.dsl.function;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.TensorType;
import fluxion.core.TransformException;
import fluxion.core.explain.Explanation;
import fluxion.dsl.tree.NamedBlocks;
import fluxion.dsl.tree.Structure;
import fluxion.dsl.tree.Trees;
import fluxion.transforms.Grad;
import fluxion.transforms.Hessian;
import fluxion.transforms.Jacobian;
import fluxion.transforms.explain.Explain;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * A derivative that is asked for.
 *
 * @param kind which
 * @param wrt with respect to what
 * @param aux whether the function returns a pair whose second part is only passed on
 * @param chunk how many rows or columns of a Jacobian at a time, 0 for all at once
 */
record Differentiation(Kind kind, ArgumentSelection wrt, boolean aux, int chunk) {
    enum Kind {
        GRAD("grad"), VALUE_AND_GRAD("valueAndGrad"), JACFWD("jacfwd"), JACREV("jacrev"), JACOBIAN("jacobian"),
        HESSIAN("hessian");

        private final String verb;

        Kind(String verb) {
            this.verb = verb;
        }
    }

    Differentiation(Kind kind) {
        this(kind, ArgumentSelection.FIRST, false, 0);
    }

    Differentiation wrt(int arity, int position) {
        return new Differentiation(kind, ArgumentSelection.one(kind.verb, arity, position), aux, chunk);
    }

    Differentiation wrt(int arity, Ints positions) {
        return new Differentiation(kind, ArgumentSelection.several(kind.verb, arity, positions), aux, chunk);
    }

    Differentiation withAux() {
        return new Differentiation(kind, wrt, true, chunk);
    }

    Differentiation chunk(int size) {
        if (size < 1) {
            throw new TransformException(kind.verb + ": the chunk size must be positive; got " + size);
        }
        return new Differentiation(kind, wrt, aux, size);
    }

    /** The derivative of a function, made once. */
    TracedFunction of(TracedFunction inner) {
        return inner.derive(this, spec -> new Derivative(inner, spec));
    }

    /** The function and what differentiating it needs: its main result by itself, what is passed on by itself. */
    private record Parts(Fn main, Structure structure, Seq<Expr> aux, Structure auxStructure) {}

    private Parts parts(Specialization inner, Fn fn) {
        if (!aux) {
            return new Parts(fn, inner.result(), Array.empty(), Structure.tuple(Array.empty()));
        }
        if (!(inner.result() instanceof Structure.Node node) || node.children().size() != 2) {
            throw new TransformException(kind.verb
                    + ": withAux() needs a function that returns a pair (result, aux); it returned " + result(inner));
        }
        int main = node.children().get(0).leafCount();
        return new Parts(new Fn(fn.params(), fn.results().take(main)), node.children().get(0), fn.results().drop(main),
                node.children().get(1));
    }

    private static String result(Specialization inner) {
        return inner.result().describe(inner.whole().resultTypes());
    }

    private Object differentiate(CallSignature signature, Ints leaves, Specialization inner) {
        Parts parts = parts(inner, inner.whole());
        Structure inputs = wrt.structure(signature);
        Object derivative = switch (kind) {
            case GRAD -> inputs.build(Grad.of(scalar(inner, parts), leaves).results());
            case VALUE_AND_GRAD -> {
                Fn both = Grad.withValue(scalar(inner, parts), leaves);
                yield Tuple.of(both.results().get(0), inputs.build(both.results().drop(1)));
            }
            case JACFWD -> blocks(parts.structure(), inputs, Jacobian.forward(floating(parts), leaves, chunk).results());
            case JACREV -> blocks(parts.structure(), inputs, Jacobian.reverse(floating(parts), leaves, chunk).results());
            case JACOBIAN -> blocks(parts.structure(), inputs, Jacobian.cheapest(floating(parts), leaves, chunk).results());
            case HESSIAN -> {
                Seq<Expr> all = Hessian.of(floating(parts), leaves, chunk).results();
                int square = inputs.leafCount() * inputs.leafCount();
                yield NamedBlocks.build(parts.structure(), grouped(all, square).map(one -> blocks(inputs, inputs, one)));
            }
        };
        return aux ? Tuple.of(derivative, parts.auxStructure().build(parts.aux())) : derivative;
    }

    /** Output structure outside, input structure inside. */
    private static Object blocks(Structure outer, Structure inner, Seq<Expr> leaves) {
        return NamedBlocks.build(outer, grouped(leaves, inner.leafCount()).map(inner::build));
    }

    private static Seq<Seq<Expr>> grouped(Seq<Expr> leaves, int size) {
        return Array.range(0, size == 0 ? 0 : leaves.size() / size).map(i -> leaves.slice(i * size, (i + 1) * size));
    }

    /** The loss alone. A plain number that the function returns is a constant. */
    private Fn scalar(Specialization inner, Parts parts) {
        if (parts.structure() instanceof Structure.Carried(Number constant)) {
            return new Fn(parts.main().params(), Array.of(Literal.of(TensorType.scalar(DType.F64), constant)));
        }
        if (parts.structure() != Structure.LEAF) {
            boolean pair = parts.structure().parts().size() == 2 && parts.structure().parts().get(0) == Structure.LEAF;
            throw new TransformException(kind.verb + ": the function must return a scalar; it returned " + result(inner)
                    + (pair && !aux ? ". Use withAux() if the second part is only to be passed on"
                    : ". Use jacrev for a Jacobian"));
        }
        return parts.main();
    }

    private Fn floating(Parts parts) {
        Array<String> paths = parts.structure().paths();
        for (int i = 0; i < parts.main().results().size(); i++) {
            TensorType type = parts.main().results().get(i).tensorType();
            if (!type.dtype().isFloat()) {
                throw new TransformException(kind.verb + ": the function must return floating-point tensors; it returned " + type
                        + (paths.get(i).isEmpty() ? "" : " for " + paths.get(i))
                        + ", whose derivative is zero or does not exist");
            }
        }
        return parts.main();
    }

    /** The derivative of a program. */
    private static final class Derivative extends TracedFunction.Derived<Differentiation> {
        Derivative(TracedFunction inner, Differentiation spec) {
            super(inner, spec, new Recipe.Differentiated(inner, spec));
        }

        @Override
        Option<TracedFunction> inside(Array<String> names) {
            TracedFunction named = inner.inside(names).getOrElse(() -> inner.named(names.toJavaArray(String[]::new)));
            return Option.of(new Derivative(named, spec));
        }

        /** Gradients by the rules of calculus; Jacobians and Hessians from what the transform made. */
        @Override
        public Explanation explain(CallSignature signature) {
            Specialization derived = at(signature);
            Specialization traced = inner.at(signature);
            Ints leaves = spec.wrt.leaves(spec.kind.verb, signature);
            return switch (spec.kind) {
                case GRAD, VALUE_AND_GRAD -> {
                    Fn scalar = spec.scalar(traced, spec.parts(traced, traced.fn()));
                    int value = spec.kind == Kind.VALUE_AND_GRAD ? 1 : 0;
                    yield Explain.gradient(scalar, leaves,
                            new Fn(derived.fn().params(), derived.fn().results().drop(value).take(leaves.size())));
                }
                case HESSIAN -> Explain.hessian(traced.fn(), leaves, derived.made());
                case JACFWD, JACREV, JACOBIAN -> Explain.jacobian(spec.kind.verb, spec.kind == Kind.JACFWD
                        ? "J·eⱼ for each direction eⱼ at once: vmap(jvp)"
                        : spec.kind == Kind.JACREV ? "eᵢᵀ·J for each result at once: vmap(vjp)"
                        : "row by row or column by column, whichever costs less", traced.fn(), leaves, derived.made());
            };
        }

        @Override
        Specialization trace(CallSignature signature) {
            // first, so that a wrong dtype is the gradient's mistake and not some operation's inside
            Ints leaves = spec.wrt.leaves(spec.kind.verb, signature);
            Specialization traced = inner.at(signature);
            return Specialization.derived(signature, traced.whole().params(), spec.differentiate(signature, leaves, traced));
        }
    }
}
