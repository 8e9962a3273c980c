package fluxion.core;

/**
 * Whether a verb was given its arguments. Each verb asks first, so that a null is explained where it was handed over and not
 * where it is missed.
 */
public final class Given {
    private Given() {}

    /**
     * Checks that no argument is null, and no element of an argument that is an array of references.
     *
     * @param operation the verb, with which the message begins
     * @param arguments all that could be null, in order; those that are numbers may be left out
     * @throws FluxionException where one is
     */
    public static void arguments(String operation, Object... arguments) {
        if (arguments == null) {
            throw new FluxionException(operation + ": an argument must not be null; got null");
        }
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] == null) {
                throw new FluxionException(operation + ": "
                        + (arguments.length == 1 ? "the argument" : "argument " + (i + 1) + " of " + arguments.length)
                        + " must not be null; got null");
            }
            if (arguments[i] instanceof Object[] elements) {
                for (Object element : elements) {
                    if (element == null) {
                        throw new FluxionException(operation + ": "
                                + (arguments.length == 1 ? "the arguments" : "argument " + (i + 1) + " of " + arguments.length)
                                + " must hold no null; got " + java.util.Arrays.toString(java.util.Arrays.stream(elements)
                                        .map(e -> e == null ? "null" : e instanceof Expr x ? x.type().toString()
                                        : e.getClass().getSimpleName()).toArray()));
                    }
                }
            }
        }
    }

    /** As {@link #arguments}, for one; the argument itself. */
    public static <T> T argument(String operation, T argument) {
        arguments(operation, argument);
        return argument;
    }
}
