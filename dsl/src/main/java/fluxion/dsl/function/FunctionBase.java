package fluxion.dsl.function;

import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Given;
import fluxion.core.print.Graphviz;
import fluxion.core.print.Latex;
import fluxion.core.print.MathMl;
import fluxion.core.print.MathText;
import fluxion.core.print.Svg;
import fluxion.core.print.Tree;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamException;
import java.io.Serializable;

/**
 * What typed functions of any number of arguments have in common.
 *
 * <p>They go through {@link java.io.ObjectOutputStream}. Lambdas travel where all that they capture is
 * {@link java.io.Serializable}, as tensors, types, functions and keys are; the reader needs the class that they were written
 * in. With them travel the traces that there are: the function for the arguments that it was called with, or
 * {@link #on asked for}, up to the last 64 kinds of them. A function whose lambda cannot travel is read with its traces alone:
 * it gives the same bits for these arguments, and says for others which it knows. One that has no traces either is not
 * written: {@link java.io.NotSerializableException} says what its lambda captures, and where it stands. Derivatives, vmap,
 * custom rules and checkpoints travel with what they were made of.
 *
 * <p>A stream is not trusted when it is read: what is no function is an {@link InvalidObjectException}. But lambdas are
 * classes of the reader's own, so that streams from strangers need a {@link fluxion.dsl.stream.StreamFilter} of the classes they
 * may hold; one without the lambdas lets functions pass that have nothing but traces. {@code Fluxion.toBytes} and
 * {@code fromBytes} write and read with one.
 */
public abstract sealed class FunctionBase implements Serializable permits Fun1, Fun2, Fun3, Fun4, Fun5, Fun6 {
    private static final long serialVersionUID = 1L;

    /** A {@link TracedFunction}; a {@link SerializedProgram} where it was read from a stream and not used yet. */
    @SuppressWarnings("serial") // the second is serialisable, and only that is written
    private Object program;

    FunctionBase(TracedFunction program) {
        this.program = program;
    }

    /** The program that does what this function is called for. */
    public TracedFunction program() {
        return program instanceof TracedFunction known ? known : resolved();
    }

    /** A derivative's. */
    Recipe.Differentiated differentiated() {
        return (Recipe.Differentiated) program().recipe();
    }

    /** That of a function over lanes. */
    Recipe.Mapped mapped() {
        return (Recipe.Mapped) program().recipe();
    }

    /**
     * The flat function, from tensors to tensors, for arguments of the given types.
     *
     * @param arguments for each a {@link fluxion.core.TensorType}, or a tree of expressions or types whose values do not count
     */
    public Fn on(Object... arguments) {
        Given.arguments("on", arguments);
        return program().at(CallSignature.of(arguments)).fn();
    }

    /** How the function comes about, for arguments of the given types, see {@link #on}. */
    public fluxion.core.explain.Explanation explanation(Object... arguments) {
        Given.arguments("explain", arguments);
        return program().explain(CallSignature.of(arguments));
    }

    /**
     * The function in LaTeX, for the types it was used with last, f64 scalars if none; a derivative in reading form, see
     * {@link fluxion.transforms.reading.Reading}.
     *
     * @throws FluxionException where it was not used yet, and does not take scalars
     */
    public String latex() {
        return Latex.of(readable(shown("latex")));
    }

    /** The function in MathML, as {@link #latex()}. */
    public String mathml() {
        return MathMl.of(readable(shown("mathml")));
    }

    /** The function's graph in Graphviz' DOT language, for the types it was used with last. */
    public String dot() {
        return Graphviz.of(shown("dot").fn());
    }

    /** The function's graph as a drawing, an SVG document, for the types it was used with last. */
    public String svg() {
        return Svg.of(shown("svg").fn());
    }

    /** The function as a tree, one line an operation, for the types it was used with last. */
    public String tree() {
        return Tree.of(shown("tree").fn());
    }

    private Specialization shown(String how) {
        return program().shown()
                .getOrElseThrow(why -> new FluxionException(how + ": the types must be known; this is " + why));
    }

    /**
     * The function as mathematics, {@code x ↦ sin(x) + x·cos(x)}, for the types it was used with last, f64 scalars if none; a
     * derivative in reading form, see {@link fluxion.transforms.reading.Reading}.
     */
    @Override
    public String toString() {
        return program().shown().fold(how -> how, traced -> MathText.of(readable(traced)));
    }

    /** What a transform made is shown in the form in which it reads best, what someone wrote as it was written. */
    private Fn readable(Specialization traced) {
        return program().recipe().isDerived() ? traced.reading() : traced.fn();
    }

    // ---- streams of objects: no method of this library reads, so that the class loader is that of whoever does --------

    private void writeObject(ObjectOutputStream out) throws IOException {
        ObjectOutputStream.PutField fields = out.putFields();
        fields.put("program", program().serialized());
        out.writeFields();
    }

    /** Itself, once it is known that it is a function: what holds it may hold it already. */
    Object readResolve() throws ObjectStreamException {
        try {
            program = read();
        } catch (SerializedProgram.UnfinishedException e) {
            // a lambda of it captures what holds this; by the time it is called, it will have been read
        }
        return this;
    }

    private TracedFunction resolved() {
        try {
            TracedFunction read = read();
            program = read;
            return read;
        } catch (ObjectStreamException e) {
            throw new FluxionException(e.getMessage(), e);
        }
    }

    private TracedFunction read() throws ObjectStreamException {
        if (!(program instanceof SerializedProgram serialized)) {
            throw new InvalidObjectException("fn: a stream must hold a function in the form in which it is written");
        }
        TracedFunction read = serialized.program();
        int arity = switch (this) {
            case Fun1<?, ?> _ -> 1;
            case Fun2<?, ?, ?> _ -> 2;
            case Fun3<?, ?, ?, ?> _ -> 3;
            case Fun4<?, ?, ?, ?, ?> _ -> 4;
            case Fun5<?, ?, ?, ?, ?, ?> _ -> 5;
            case Fun6<?, ?, ?, ?, ?, ?, ?> _ -> 6;
        };
        if (read.arity() != arity || !isMadeBy(read.recipe())) {
            throw new InvalidObjectException("fn: the stream holds a " + getClass().getSimpleName() + " that is none: one of "
                    + read.arity() + " arguments, made by a " + read.recipe().getClass().getSimpleName());
        }
        return read;
    }

    /** Whether a function of this kind is made like this; any way will do unless it has options. */
    private boolean isMadeBy(Recipe recipe) {
        return switch (this) {
            case Fun1.Derivative<?, ?, ?> _, Fun2.Derivative<?, ?, ?, ?> _, Fun3.Derivative<?, ?, ?, ?, ?> _,
                    Fun4.Derivative<?, ?, ?, ?, ?, ?> _, Fun5.Derivative<?, ?, ?, ?, ?, ?, ?> _,
                    Fun6.Derivative<?, ?, ?, ?, ?, ?, ?, ?> _ -> recipe instanceof Recipe.Differentiated;
            case Fun1.Mapped<?, ?> _, Fun2.Mapped<?, ?, ?> _, Fun3.Mapped<?, ?, ?, ?> _, Fun4.Mapped<?, ?, ?, ?, ?> _,
                    Fun5.Mapped<?, ?, ?, ?, ?, ?> _, Fun6.Mapped<?, ?, ?, ?, ?, ?, ?> _ -> recipe instanceof Recipe.Mapped;
            case Fun1<?, ?> _, Fun2<?, ?, ?> _, Fun3<?, ?, ?, ?> _, Fun4<?, ?, ?, ?, ?> _, Fun5<?, ?, ?, ?, ?, ?> _,
                    Fun6<?, ?, ?, ?, ?, ?, ?> _ -> true;
        };
    }
}
