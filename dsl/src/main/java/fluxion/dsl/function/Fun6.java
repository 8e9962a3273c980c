package fluxion.dsl.function;

import fluxion.core.Given;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.transforms.Randomness;
import io.vavr.Function6;
import java.util.function.Function;

/**
 * A function of six arguments, which are trees, as is its result.
 *
 * @param <A> the type of argument 1
 * @param <B> the type of argument 2
 * @param <C> the type of argument 3
 * @param <D> the type of argument 4
 * @param <E> the type of argument 5
 * @param <F> the type of argument 6
 * @param <R> the type of the result
 */
public sealed class Fun6<A, B, C, D, E, F, R> extends Typed implements Function6<A, B, C, D, E, F, R> permits Fun6.Derivative, Fun6.Mapped {
    private static final long serialVersionUID = 1L;

    Fun6(Program program) {
        super(program);
    }

    /** The function that a lambda computes; itself where it is one already. */
    public static <A, B, C, D, E, F, R> Fun6<A, B, C, D, E, F, R> of(Function6<A, B, C, D, E, F, R> f) {
        return f instanceof Fun6<A, B, C, D, E, F, R> known ? known
                : new Fun6<>(new Program.Lambda(6, f instanceof ExprFn6, f));
    }

    /** A program of six arguments; its types are the caller's to know. */
    public static <A, B, C, D, E, F, R> Fun6<A, B, C, D, E, F, R> of(Program program) {
        return new Fun6<>(program);
    }

    /** The value: computed where the arguments are known, symbolic where one is not. */
    @Override
    @SuppressWarnings("unchecked") // the program gives what the lambda would
    public R apply(A a, B b, C c, D d, E e, F f) {
        return (R) program().call(a, b, c, d, e, f);
    }

    /** The value; a Java number or array among the arguments stands for the tensor of the dtype of the same name. */
    @SuppressWarnings("unchecked") // the program gives what the lambda would
    public R at(Object a, Object b, Object c, Object d, Object e, Object f) {
        return (R) program().call(Numbers.tensors(a, b, c, d, e, f));
    }

    /** The value at plain numbers, as f64 scalars. */
    public Tensor at(double a, double b, double c, double d, double e, double f) {
        return program().atScalars(a, b, c, d, e, f);
    }

    @Override
    public <V> Fun6<A, B, C, D, E, F, V> andThen(Function<? super R, ? extends V> after) {
        Given.arguments("andThen", after);
        return new Fun6<>(new Program.Then(program(), after));
    }

    /**
     * A derivative of a function of six arguments, which options may still change.
     *
     * @param <A> the type of argument 1
     * @param <B> the type of argument 2
     * @param <C> the type of argument 3
     * @param <D> the type of argument 4
     * @param <E> the type of argument 5
     * @param <F> the type of argument 6
     * @param <Z> the type of the derivative
     */
    public static sealed class Derivative<A, B, C, D, E, F, Z> extends Fun6<A, B, C, D, E, F, Z> permits Jacobian {
        private static final long serialVersionUID = 1L;

        Derivative(Program inner, Differentiation spec) {
            super(spec.of(inner));
        }

        /** With respect to one argument, counted from 0, negative ones from the end; without it, the first one. */
        public <Y> Derivative<A, B, C, D, E, F, Y> wrt(int position) {
            return new Derivative<>(inner(), spec().wrt(6, position));
        }

        /** With respect to several arguments: a Vavr tuple of derivatives, in the order given. */
        public <Y> Derivative<A, B, C, D, E, F, Y> wrt(int first, int second, int... more) {
            return wrt(Ints.of(first, second).concat(Ints.of(more)));
        }

        /** With respect to several arguments, or one: a Vavr tuple of derivatives, of one for one. */
        public <Y> Derivative<A, B, C, D, E, F, Y> wrt(Ints positions) {
            return new Derivative<>(inner(), spec().wrt(6, positions));
        }

        /** Of a function that returns a pair (result, aux): the derivative of the result, and aux as it is. */
        public <X> Fun6<A, B, C, D, E, F, io.vavr.Tuple2<Z, X>> withAux() {
            return new Derivative<>(inner(), spec().withAux());
        }

        Program inner() {
            return differentiated().inner();
        }

        Differentiation spec() {
            return differentiated().spec();
        }
    }

    /**
     * A Jacobian or Hessian of a function of six arguments, which options may still change.
     *
     * @param <A> the type of argument 1
     * @param <B> the type of argument 2
     * @param <C> the type of argument 3
     * @param <D> the type of argument 4
     * @param <E> the type of argument 5
     * @param <F> the type of argument 6
     * @param <Z> the type of the derivative
     */
    public static final class Jacobian<A, B, C, D, E, F, Z> extends Derivative<A, B, C, D, E, F, Z> {
        private static final long serialVersionUID = 1L;

        Jacobian(Program inner, Differentiation spec) {
            super(inner, spec);
        }

        /** Only so many rows or columns at a time: less memory, the same result. */
        public Jacobian<A, B, C, D, E, F, Z> chunk(int size) {
            return new Jacobian<>(inner(), spec().chunk(size));
        }
    }

    /**
     * A function of six arguments over lanes, which options may still change.
     *
     * @param <A> the type of argument 1
     * @param <B> the type of argument 2
     * @param <C> the type of argument 3
     * @param <D> the type of argument 4
     * @param <E> the type of argument 5
     * @param <F> the type of argument 6
     * @param <R> the type of the result
     */
    public static final class Mapped<A, B, C, D, E, F, R> extends Fun6<A, B, C, D, E, F, R> {
        private static final long serialVersionUID = 1L;

        Mapped(Program inner, Vectorization spec) {
            super(spec.of(inner));
        }

        /** Which axis of each argument counts the lanes: for each a number, {@code none()}, or a tree of these; or one for all. */
        public Mapped<A, B, C, D, E, F, R> in(Object... axes) {
            return new Mapped<>(mapped().inner(), mapped().spec().in(6, axes));
        }

        /** Which axis of the result is to count the lanes: a number, {@code none()} where all lanes agree, or a tree of these. */
        public Mapped<A, B, C, D, E, F, R> out(Object... axes) {
            return new Mapped<>(mapped().inner(), mapped().spec().out(axes));
        }

        /** How many lanes there are; needed only where no argument is mapped. */
        public Mapped<A, B, C, D, E, F, R> size(int lanes) {
            return new Mapped<>(mapped().inner(), mapped().spec().size(lanes));
        }

        /** Only so many lanes at a time: less memory, the same result. */
        public Mapped<A, B, C, D, E, F, R> chunk(int lanes) {
            return new Mapped<>(mapped().inner(), mapped().spec().chunk(lanes));
        }

        /** What random numbers from a key that all lanes share mean; refused unless said. */
        public Mapped<A, B, C, D, E, F, R> randomness(Randomness meaning) {
            return new Mapped<>(mapped().inner(), mapped().spec().randomness(meaning));
        }

        /** What operations across lanes, such as psum, call the axis. */
        public Mapped<A, B, C, D, E, F, R> axisName(String name) {
            return new Mapped<>(mapped().inner(), mapped().spec().axisName(name));
        }
    }

    /** Its gradient. */
    public <G> Derivative<A, B, C, D, E, F, G> grad() {
        return new Derivative<>(program(), new Differentiation(Differentiation.Kind.GRAD));
    }

    /** Its value and its gradient. */
    public <G> Derivative<A, B, C, D, E, F, io.vavr.Tuple2<fluxion.core.Expr, G>> valueAndGrad() {
        return new Derivative<>(program(), new Differentiation(Differentiation.Kind.VALUE_AND_GRAD));
    }

    /** Its Jacobian, column by column. */
    public <J> Jacobian<A, B, C, D, E, F, J> jacfwd() {
        return new Jacobian<>(program(), new Differentiation(Differentiation.Kind.JACFWD));
    }

    /** Its Jacobian, row by row. */
    public <J> Jacobian<A, B, C, D, E, F, J> jacrev() {
        return new Jacobian<>(program(), new Differentiation(Differentiation.Kind.JACREV));
    }

    /** Its Jacobian, in the mode that costs less. */
    public <J> Jacobian<A, B, C, D, E, F, J> jacobian() {
        return new Jacobian<>(program(), new Differentiation(Differentiation.Kind.JACOBIAN));
    }

    /** Its second derivatives. */
    public <H> Jacobian<A, B, C, D, E, F, H> hessian() {
        return new Jacobian<>(program(), new Differentiation(Differentiation.Kind.HESSIAN));
    }

    /** The same function, its arguments by these names where it or a derivative of it is printed. */
    public Fun6<A, B, C, D, E, F, R> named(String... names) {
        return new Fun6<>(program().named(names));
    }

    /** This function over lanes. */
    public Mapped<A, B, C, D, E, F, R> vmap() {
        return new Mapped<>(program(), Vectorization.DEFAULT);
    }
}
