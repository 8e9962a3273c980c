package fluxion.core;

/**
 * A parameter of a function. A variable is its identity: two of one name and type are two variables. The name is what
 * printing begins with: where two have the same name, one gets a number.
 *
 * @param name what to call it when printing
 * @param type the type of its values
 */
public record Var(String name, TensorType type) implements Expr {
    /** Refuses null. */
    public Var {
        if (name == null || type == null) {
            Given.arguments("var", name, type);
        }
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /** {@code x: f64[3]}. */
    @Override
    public String toString() {
        return name + ": " + type;
    }
}
