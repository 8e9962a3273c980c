//@ of 1 to 6
package fluxion.dsl.function;

import fluxion.core.Given;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.transforms.Randomness;
import io.vavr.Function2;
import java.util.function.Function;

/**
 * A function of two arguments, which are trees, as is its result.
 *
 * @param <A> the type of argument 1
 * @param <B> the type of argument 2
 * @param <R> the type of the result
 */
public sealed class Fun2<A, B, R> extends FunctionBase implements Function2<A, B, R> permits Fun2.Derivative, Fun2.Mapped {
    private static final long serialVersionUID = 1L;

    Fun2(TracedFunction program) {
        super(program);
    }

    /** The function that a lambda computes; itself where it is one already. */
    public static <A, B, R> Fun2<A, B, R> of(Function2<A, B, R> f) {
        return f instanceof Fun2<A, B, R> known ? known
                : new Fun2<>(new TracedFunction.Lambda(2, f instanceof ExprFn2, f));
    }

    /** A program of two arguments; its types are the caller's to know. */
    public static <A, B, R> Fun2<A, B, R> of(TracedFunction program) {
        return new Fun2<>(program);
    }

    /** The value: computed where the arguments are known, symbolic where one is not. */
    @Override
    @SuppressWarnings("unchecked") // the program gives what the lambda would
    public R apply(A a, B b) {
        return (R) program().call(a, b);
    }

    /** The value; a Java number or array among the arguments stands for the tensor of the dtype of the same name. */
    @SuppressWarnings("unchecked") // the program gives what the lambda would
    public R at(Object a, Object b) {
        return (R) program().call(NumberArguments.tensors(a, b));
    }

    /** The value at plain numbers, as f64 scalars. */
    public Tensor at(double a, double b) {
        return program().atScalars(a, b);
    }

    //@ only of 1, 2
    /** The value at plain numbers, as f64. */
    public double applyAsDouble(double a, double b) {
        return at(a, b).toDouble();
    }

    //@ of all
    @Override
    public <V> Fun2<A, B, V> andThen(Function<? super R, ? extends V> after) {
        Given.arguments("andThen", after);
        return new Fun2<>(new TracedFunction.Then(program(), after));
    }

    //@ only of 1
    @Override
    public <V> Fun1<V, R> compose(Function<? super V, ? extends A> before) {
        Given.arguments("compose", before);
        return Fun1.<V, A>of(before::apply).andThen(this);
    }

    //@ of all
    /**
     * A derivative of a function of two arguments, which options may still change.
     *
     * @param <A> the type of argument 1
     * @param <B> the type of argument 2
     * @param <Z> the type of the derivative
     */
    public static sealed class Derivative<A, B, Z> extends Fun2<A, B, Z> permits Jacobian {
        private static final long serialVersionUID = 1L;

        Derivative(TracedFunction inner, Differentiation spec) {
            super(spec.of(inner));
        }

        /** With respect to one argument, counted from 0, negative ones from the end; without it, the first one. */
        public <Y> Derivative<A, B, Y> wrt(int position) {
            return new Derivative<>(inner(), spec().wrt(2, position));
        }

        /** With respect to several arguments: a Vavr tuple of derivatives, in the order given. */
        public <Y> Derivative<A, B, Y> wrt(int first, int second, int... more) {
            return wrt(Ints.of(first, second).concat(Ints.of(more)));
        }

        /** With respect to several arguments, or one: a Vavr tuple of derivatives, of one for one. */
        public <Y> Derivative<A, B, Y> wrt(Ints positions) {
            return new Derivative<>(inner(), spec().wrt(2, positions));
        }

        /** Of a function that returns a pair (result, aux): the derivative of the result, and aux as it is. */
        public <X> Fun2<A, B, io.vavr.Tuple2<Z, X>> withAux() {
            return new Derivative<>(inner(), spec().withAux());
        }

        TracedFunction inner() {
            return differentiated().inner();
        }

        Differentiation spec() {
            return differentiated().spec();
        }
    }

    /**
     * A Jacobian or Hessian of a function of two arguments, which options may still change.
     *
     * @param <A> the type of argument 1
     * @param <B> the type of argument 2
     * @param <Z> the type of the derivative
     */
    public static final class Jacobian<A, B, Z> extends Derivative<A, B, Z> {
        private static final long serialVersionUID = 1L;

        Jacobian(TracedFunction inner, Differentiation spec) {
            super(inner, spec);
        }

        /** Only so many rows or columns at a time: less memory, the same result. */
        public Jacobian<A, B, Z> chunk(int size) {
            return new Jacobian<>(inner(), spec().chunk(size));
        }
    }

    /**
     * A function of two arguments over lanes, which options may still change.
     *
     * @param <A> the type of argument 1
     * @param <B> the type of argument 2
     * @param <R> the type of the result
     */
    public static final class Mapped<A, B, R> extends Fun2<A, B, R> {
        private static final long serialVersionUID = 1L;

        Mapped(TracedFunction inner, Vectorization spec) {
            super(spec.of(inner));
        }

        /**
         * Which axis of each argument counts the lanes: for each a number, {@code none()}, or a tree of these; or one for all.
         */
        public Mapped<A, B, R> in(Object... axes) {
            return new Mapped<>(mapped().inner(), mapped().spec().in(2, axes));
        }

        /** Which axis of the result is to count the lanes: a number, {@code none()} where all lanes agree, or a tree of these. */
        public Mapped<A, B, R> out(Object... axes) {
            return new Mapped<>(mapped().inner(), mapped().spec().out(axes));
        }

        /** How many lanes there are; needed only where no argument is mapped. */
        public Mapped<A, B, R> size(int lanes) {
            return new Mapped<>(mapped().inner(), mapped().spec().size(lanes));
        }

        /** Only so many lanes at a time: less memory, the same result. */
        public Mapped<A, B, R> chunk(int lanes) {
            return new Mapped<>(mapped().inner(), mapped().spec().chunk(lanes));
        }

        /** What random numbers from a key that all lanes share mean; refused unless said. */
        public Mapped<A, B, R> randomness(Randomness meaning) {
            return new Mapped<>(mapped().inner(), mapped().spec().randomness(meaning));
        }

        /** What operations across lanes, such as psum, call the axis. */
        public Mapped<A, B, R> axisName(String name) {
            return new Mapped<>(mapped().inner(), mapped().spec().axisName(name));
        }
    }

    /** Its gradient. */
    public <G> Derivative<A, B, G> grad() {
        return new Derivative<>(program(), new Differentiation(Differentiation.Kind.GRAD));
    }

    /** Its value and its gradient. */
    public <G> Derivative<A, B, io.vavr.Tuple2<fluxion.core.Expr, G>> valueAndGrad() {
        return new Derivative<>(program(), new Differentiation(Differentiation.Kind.VALUE_AND_GRAD));
    }

    /** Its Jacobian, column by column. */
    public <J> Jacobian<A, B, J> jacfwd() {
        return new Jacobian<>(program(), new Differentiation(Differentiation.Kind.JACFWD));
    }

    /** Its Jacobian, row by row. */
    public <J> Jacobian<A, B, J> jacrev() {
        return new Jacobian<>(program(), new Differentiation(Differentiation.Kind.JACREV));
    }

    /** Its Jacobian, in the mode that costs less. */
    public <J> Jacobian<A, B, J> jacobian() {
        return new Jacobian<>(program(), new Differentiation(Differentiation.Kind.JACOBIAN));
    }

    /** Its second derivatives. */
    public <H> Jacobian<A, B, H> hessian() {
        return new Jacobian<>(program(), new Differentiation(Differentiation.Kind.HESSIAN));
    }

    /** The same function, its arguments by these names where it or a derivative of it is printed. */
    public Fun2<A, B, R> named(String... names) {
        return new Fun2<>(program().named(names));
    }

    /** This function over lanes. */
    public Mapped<A, B, R> vmap() {
        return new Mapped<>(program(), Vectorization.DEFAULT);
    }
}
