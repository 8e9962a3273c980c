package fluxion.dsl.function;

import fluxion.core.op.Checkpoint;
import io.vavr.collection.Array;

/** How a program is made of others and of what the user wrote: what is said of it in a stream. */
sealed interface Recipe {
    /** The program. */
    TracedFunction make();

    /** Whether it is a derivative, under whatever names or over lanes. */
    default boolean isDerived() {
        return switch (this) {
            case Differentiated _ -> true;
            case Renamed(TracedFunction inner, _) -> inner.recipe().isDerived();
            case Mapped(TracedFunction inner, _) -> inner.recipe().isDerived();
            case Written _, Composed _, WithRule _, Checkpointed _, AtOne _, Unwritten _ -> false;
        };
    }

    /**
     * What stands for a piece of Java that could not be written.
     *
     * @param reason why not
     */
    record Lost(String reason) {}

    /** By a lambda, or a {@link Lost} one. */
    record Written(int arity, boolean ofExpressions, Object lambda) implements Recipe {
        @Override
        public TracedFunction make() {
            return new TracedFunction.Lambda(arity, ofExpressions, lambda);
        }
    }

    /** One after the other; what comes after may be {@link Lost}. */
    record Composed(TracedFunction first, Object after) implements Recipe {
        @Override
        public TracedFunction make() {
            return new TracedFunction.Then(first, after);
        }
    }

    /** With a rule of its own, which may be {@link Lost}. */
    record WithRule(String name, TracedFunction inner, CustomProgram.Form form, Object rule) implements Recipe {
        @Override
        public TracedFunction make() {
            return new CustomProgram(name, inner, form, rule);
        }
    }

    /** With names for its arguments. */
    record Renamed(TracedFunction inner, Array<String> names) implements Recipe {
        @Override
        public TracedFunction make() {
            return inner.named(names.toJavaArray(String[]::new));
        }
    }

    /** By a derivative. */
    record Differentiated(TracedFunction inner, Differentiation spec) implements Recipe {
        @Override
        public TracedFunction make() {
            return spec.of(inner);
        }
    }

    /** By vmap. */
    record Mapped(TracedFunction inner, Vectorization spec) implements Recipe {
        @Override
        public TracedFunction make() {
            return spec.of(inner);
        }
    }

    /** By a checkpoint. */
    record Checkpointed(TracedFunction inner, Checkpoint.Keep keep) implements Recipe {
        @Override
        public TracedFunction make() {
            return new CheckpointProgram(inner, keep);
        }
    }

    /** By what it is at the only signature it has. */
    record AtOne(String operation, String requirement, Specialization only) implements Recipe {
        @Override
        public TracedFunction make() {
            return Pointwise.fixed(operation, requirement, only);
        }
    }

    /** In a way that no function a user holds is made. */
    record Unwritten(String what) implements Recipe {
        @Override
        public TracedFunction make() {
            throw new IllegalStateException("no way to make a " + what);
        }
    }
}
