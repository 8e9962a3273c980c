//@ of 1 to 6
package fluxion.dsl.function;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.transforms.Randomness;
import io.vavr.Function2;
import io.vavr.Tuple2;
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
                : new Fun2<>(new TracedFunction.Lambda(2, f instanceof OfExprs2<?>, f));
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
     * @param <R> the type of the function's result
     */
    public static sealed class Derivative<A, B, Z, R> extends Fun2<A, B, Z> 
            permits Gradient, ValueAndGradient, Jacobian, Hessian {
        private static final long serialVersionUID = 1L;

        Derivative(TracedFunction inner, Differentiation spec) {
            super(spec.of(inner));
        }

        /** With respect to several arguments: a Vavr tuple of derivatives, in the order given. */
        public <Y> Derivative<A, B, Y, R> wrt(int first, int second, int... more) {
            return wrt(Ints.of(first, second).concat(Ints.of(more)));
        }

        /** With respect to several arguments, or one: a Vavr tuple of derivatives, of one for one. */
        public <Y> Derivative<A, B, Y, R> wrt(Ints positions) {
            return new Derivative<>(inner(), spec().wrt(2, positions));
        }

        /** Of a function that returns a pair (result, aux): the derivative of the result, and aux as it is. */
        public <X> Fun2<A, B, Tuple2<Z, X>> withAux() {
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
     * A gradient of a function of two arguments, which options may still change.
     *
     * @param <A> the type of argument 1
     * @param <B> the type of argument 2
     * @param <Z> the type of the derivative
     * @param <R> the type of the function's result
     * @param <W> what the derivative with respect to any one argument is: an expression where all arguments are
     */
    public static final class Gradient<A, B, Z, R, W> extends Derivative<A, B, Z, R> {
        private static final long serialVersionUID = 1L;

        Gradient(TracedFunction inner, Differentiation spec) {
            super(inner, spec);
        }

        /**
         * With respect to one argument, counted from 0, negative ones from the end; without it, the first one. Where arguments
         * are of several types, {@code <Y>} says which it is, as in {@code grad(f).<Model>wrt(1)}.
         */
        public <Y extends W> Gradient<A, B, Y, R, W> wrt(int position) {
            return new Gradient<>(inner(), spec().wrt(2, position));
        }

        //@ only of 2, 3, 4, 5, 6
        /** With respect to two arguments, in this order. */
        public <P extends W, Q extends W> Gradient<A, B, Tuple2<P, Q>, R, W> wrt(
                int first, int second) {
            return new Gradient<>(inner(), spec().wrt(2, Ints.of(first, second)));
        }

        //@ only of 3, 4, 5, 6
        /** With respect to three arguments, in this order. */
        public <P extends W, Q extends W, S extends W> Gradient<A, B, Tuple3<P, Q, S>, R, W> wrt(
                int first, int second, int third) {
            return new Gradient<>(inner(), spec().wrt(2, Ints.of(first, second, third)));
        }

        //@ only of 4, 5, 6
        /** With respect to four arguments, in this order. */
        public <P extends W, Q extends W, S extends W, T extends W> Gradient<A, B, Tuple4<P, Q, S, T>, R, W> wrt(
                int first, int second, int third, int fourth) {
            return new Gradient<>(inner(), spec().wrt(2, Ints.of(first, second, third, fourth)));
        }

        //@ only of 5, 6
        /** With respect to five arguments, in this order. */
        public <P extends W, Q extends W, S extends W, T extends W, U extends W> Gradient<A, B, Tuple5<P, Q, S, T, U>, R, W> wrt(
                int first, int second, int third, int fourth, int fifth) {
            return new Gradient<>(inner(), spec().wrt(2, Ints.of(first, second, third, fourth, fifth)));
        }

        //@ only of 6
        /** With respect to six arguments, in this order. */
        public <P extends W, Q extends W, S extends W, T extends W, U extends W, V extends W> Gradient<A, B, Tuple6<P, Q, S, T, U, V>, R, W> wrt(
                int first, int second, int third, int fourth, int fifth, int sixth) {
            return new Gradient<>(inner(), spec().wrt(2, Ints.of(first, second, third, fourth, fifth, sixth)));
        }

        //@ of all
    }

    /**
     * The value and the gradient of a function of two arguments, which options may still change.
     *
     * @param <A> the type of argument 1
     * @param <B> the type of argument 2
     * @param <Z> the type of the derivative
     * @param <R> the type of the function's result
     * @param <W> what the derivative with respect to any one argument is: an expression where all arguments are
     */
    public static final class ValueAndGradient<A, B, Z, R, W> extends Derivative<A, B, Z, R> {
        private static final long serialVersionUID = 1L;

        ValueAndGradient(TracedFunction inner, Differentiation spec) {
            super(inner, spec);
        }

        /**
         * With respect to one argument, counted from 0, negative ones from the end; without it, the first one. Where arguments
         * are of several types, {@code <Y>} says which it is, as in {@code grad(f).<Model>wrt(1)}.
         */
        public <Y extends W> ValueAndGradient<A, B, Tuple2<Expr, Y>, R, W> wrt(int position) {
            return new ValueAndGradient<>(inner(), spec().wrt(2, position));
        }

        //@ only of 2, 3, 4, 5, 6
        /** With respect to two arguments, in this order. */
        public <P extends W, Q extends W> ValueAndGradient<A, B, Tuple2<Expr, Tuple2<P, Q>>, R, W> wrt(
                int first, int second) {
            return new ValueAndGradient<>(inner(), spec().wrt(2, Ints.of(first, second)));
        }

        //@ only of 3, 4, 5, 6
        /** With respect to three arguments, in this order. */
        public <P extends W, Q extends W, S extends W> ValueAndGradient<A, B, Tuple2<Expr, Tuple3<P, Q, S>>, R, W> wrt(
                int first, int second, int third) {
            return new ValueAndGradient<>(inner(), spec().wrt(2, Ints.of(first, second, third)));
        }

        //@ only of 4, 5, 6
        /** With respect to four arguments, in this order. */
        public <P extends W, Q extends W, S extends W, T extends W> ValueAndGradient<A, B, Tuple2<Expr, Tuple4<P, Q, S, T>>, R, W> wrt(
                int first, int second, int third, int fourth) {
            return new ValueAndGradient<>(inner(), spec().wrt(2, Ints.of(first, second, third, fourth)));
        }

        //@ only of 5, 6
        /** With respect to five arguments, in this order. */
        public <P extends W, Q extends W, S extends W, T extends W, U extends W> ValueAndGradient<A, B, Tuple2<Expr, Tuple5<P, Q, S, T, U>>, R, W> wrt(
                int first, int second, int third, int fourth, int fifth) {
            return new ValueAndGradient<>(inner(), spec().wrt(2, Ints.of(first, second, third, fourth, fifth)));
        }

        //@ only of 6
        /** With respect to six arguments, in this order. */
        public <P extends W, Q extends W, S extends W, T extends W, U extends W, V extends W> ValueAndGradient<A, B, Tuple2<Expr, Tuple6<P, Q, S, T, U, V>>, R, W> wrt(
                int first, int second, int third, int fourth, int fifth, int sixth) {
            return new ValueAndGradient<>(inner(), spec().wrt(2, Ints.of(first, second, third, fourth, fifth, sixth)));
        }

        //@ of all
    }

    /**
     * A Jacobian of a function of two arguments, which options may still change.
     *
     * @param <A> the type of argument 1
     * @param <B> the type of argument 2
     * @param <Z> the type of the derivative
     * @param <R> the type of the function's result
     * @param <W> what the derivative with respect to any one argument is: an expression where all arguments are
     */
    public static final class Jacobian<A, B, Z, R, W> extends Derivative<A, B, Z, R> {
        private static final long serialVersionUID = 1L;

        Jacobian(TracedFunction inner, Differentiation spec) {
            super(inner, spec);
        }

        /**
         * With respect to one argument, counted from 0, negative ones from the end; without it, the first one. Where arguments
         * are of several types, {@code <Y>} says which it is, as in {@code grad(f).<Model>wrt(1)}.
         */
        public <Y extends W> Jacobian<A, B, Y, R, W> wrt(int position) {
            return new Jacobian<>(inner(), spec().wrt(2, position));
        }

        //@ only of 2, 3, 4, 5, 6
        /** With respect to two arguments, in this order. */
        public <P extends W, Q extends W> Jacobian<A, B, Tuple2<P, Q>, R, W> wrt(
                int first, int second) {
            return new Jacobian<>(inner(), spec().wrt(2, Ints.of(first, second)));
        }

        //@ only of 3, 4, 5, 6
        /** With respect to three arguments, in this order. */
        public <P extends W, Q extends W, S extends W> Jacobian<A, B, Tuple3<P, Q, S>, R, W> wrt(
                int first, int second, int third) {
            return new Jacobian<>(inner(), spec().wrt(2, Ints.of(first, second, third)));
        }

        //@ only of 4, 5, 6
        /** With respect to four arguments, in this order. */
        public <P extends W, Q extends W, S extends W, T extends W> Jacobian<A, B, Tuple4<P, Q, S, T>, R, W> wrt(
                int first, int second, int third, int fourth) {
            return new Jacobian<>(inner(), spec().wrt(2, Ints.of(first, second, third, fourth)));
        }

        //@ only of 5, 6
        /** With respect to five arguments, in this order. */
        public <P extends W, Q extends W, S extends W, T extends W, U extends W> Jacobian<A, B, Tuple5<P, Q, S, T, U>, R, W> wrt(
                int first, int second, int third, int fourth, int fifth) {
            return new Jacobian<>(inner(), spec().wrt(2, Ints.of(first, second, third, fourth, fifth)));
        }

        //@ only of 6
        /** With respect to six arguments, in this order. */
        public <P extends W, Q extends W, S extends W, T extends W, U extends W, V extends W> Jacobian<A, B, Tuple6<P, Q, S, T, U, V>, R, W> wrt(
                int first, int second, int third, int fourth, int fifth, int sixth) {
            return new Jacobian<>(inner(), spec().wrt(2, Ints.of(first, second, third, fourth, fifth, sixth)));
        }

        //@ of all
        /** Only so many rows or columns at a time: less memory, the same result. */
        public Jacobian<A, B, Z, R, W> chunk(int size) {
            return new Jacobian<>(inner(), spec().chunk(size));
        }
    }

    /**
     * A Hessian of a function of two arguments, which options may still change.
     *
     * @param <A> the type of argument 1
     * @param <B> the type of argument 2
     * @param <Z> the type of the derivative
     * @param <R> the type of the function's result
     * @param <W> what the derivative with respect to any one argument is: an expression where all arguments are
     */
    public static final class Hessian<A, B, Z, R, W> extends Derivative<A, B, Z, R> {
        private static final long serialVersionUID = 1L;

        Hessian(TracedFunction inner, Differentiation spec) {
            super(inner, spec);
        }

        /**
         * With respect to one argument, counted from 0, negative ones from the end; without it, the first one. Where arguments
         * are of several types, {@code <Y>} says which it is, as in {@code grad(f).<Model>wrt(1)}.
         */
        public <Y extends W> Hessian<A, B, Y, R, W> wrt(int position) {
            return new Hessian<>(inner(), spec().wrt(2, position));
        }

        /** Only so many rows or columns at a time: less memory, the same result. */
        public Hessian<A, B, Z, R, W> chunk(int size) {
            return new Hessian<>(inner(), spec().chunk(size));
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
    public <G, W> Gradient<A, B, G, R, W> grad() {
        return new Gradient<>(program(), new Differentiation(Differentiation.Kind.GRAD));
    }

    /** Its value and its gradient. */
    public <G, W> ValueAndGradient<A, B, Tuple2<Expr, G>, R, W> valueAndGrad() {
        return new ValueAndGradient<>(program(), new Differentiation(Differentiation.Kind.VALUE_AND_GRAD));
    }

    /** Its Jacobian, column by column. */
    public <J, W> Jacobian<A, B, J, R, W> jacfwd() {
        return new Jacobian<>(program(), new Differentiation(Differentiation.Kind.JACFWD));
    }

    /** Its Jacobian, row by row. */
    public <J, W> Jacobian<A, B, J, R, W> jacrev() {
        return new Jacobian<>(program(), new Differentiation(Differentiation.Kind.JACREV));
    }

    /** Its Jacobian, in the mode that costs less. */
    public <J, W> Jacobian<A, B, J, R, W> jacobian() {
        return new Jacobian<>(program(), new Differentiation(Differentiation.Kind.JACOBIAN));
    }

    /** Its second derivatives. */
    public <H, W> Hessian<A, B, H, R, W> hessian() {
        return new Hessian<>(program(), new Differentiation(Differentiation.Kind.HESSIAN));
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
