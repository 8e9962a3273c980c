package fluxion.ops.eval;

import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.ops.simd.Interruption;
import fluxion.ops.simd.Workers;
import io.vavr.Lazy;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How a closed function is computed: its steps in order, with views resolved, elementwise operations gathered into groups and
 * buffers shared. Immutable to its users; any number of threads may run one plan at a time.
 *
 * <p>Arguments may be views (transposed, broadcast, sliced): they are read where they lie. For each combination of strides
 * that is met the steps are laid out once; from the {@value #LAYOUTS}th on arguments are copied into order instead.
 */
public final class Plan {
    private static final int LAYOUTS = 16;

    private final Lowering.Values values;
    private final TensorType[] types;
    private final Option<ScalarProgram> scalar;
    private final Lazy<StepProgram> ordered;
    private final Map<Seq<Ints>, StepProgram> others = new ConcurrentHashMap<>();

    private Plan(Lowering.Values values) {
        this.values = values;
        this.types = new TensorType[values.arguments()];
        for (int i = 0; i < types.length; i++) {
            types[i] = values.nodes().get(i).type;
        }
        this.scalar = ScalarProgram.of(values);
        this.ordered = Lazy.of(this::inOrder);
    }

    private StepProgram inOrder() {
        Layout[] layouts = new Layout[types.length];
        for (int i = 0; i < layouts.length; i++) {
            layouts[i] = Layout.contiguous(values.nodes().get(i).dims);
        }
        return Planner.plan(values, layouts);
    }

    static Plan of(Fn closed) {
        return new Plan(Folding.fold(Lowering.lower(closed)));
    }

    /** For one run: nothing is computed ahead. */
    static Plan once(Fn closed) {
        return new Plan(Lowering.lower(closed));
    }

    /**
     * The results for arguments.
     *
     * @throws fluxion.core.FluxionException where their number or types are not the parameters'
     */
    public Seq<Tensor> run(Seq<Tensor> arguments) {
        return run(arguments, Evaluator.workers());
    }

    Seq<Tensor> run(Seq<Tensor> arguments, Workers workers) {
        Tensor[] given = check(arguments);
        Interruption.check();
        if (scalar.isDefined()) {
            return scalar.get().run(given);
        }
        boolean inOrder = true;
        for (Tensor tensor : given) {
            inOrder &= tensor.isContiguous();
        }
        return inOrder ? ordered.get().run(given, workers) : strided(given, workers);
    }

    private Tensor[] check(Seq<Tensor> arguments) {
        if (arguments.size() != types.length) {
            throw new ShapeException("evaluate: the function takes " + types.length
                    + (types.length == 1 ? " argument" : " arguments")
                    + "; got " + arguments.size());
        }
        Tensor[] given = new Tensor[types.length];
        int i = 0;
        for (Tensor argument : arguments) {
            if (argument.type() != types[i] && !argument.type().equals(types[i])) {
                throw new ShapeException("evaluate: argument " + i + " must be " + types[i] + "; got " + argument.type());
            }
            given[i++] = argument;
        }
        return given;
    }

    private Seq<Tensor> strided(Tensor[] given, Workers workers) {
        Seq<Ints> strides = Array.of(given).map(Plan::strides);
        StepProgram program = others.get(strides);
        if (program == null) {
            if (others.size() >= LAYOUTS) {
                for (int i = 0; i < given.length; i++) {
                    given[i] = given[i].contiguous();
                }
                return ordered.get().run(given, workers);
            }
            Layout[] layouts = new Layout[given.length];
            for (int i = 0; i < given.length; i++) {
                layouts[i] = new Layout(given[i].shape().dims().toArray(), strides.get(i).toArray(), 0);
            }
            program = Planner.plan(values, layouts);
            others.put(strides, program);
        }
        return program.run(given, workers);
    }

    /** The strides that matter: a contiguous tensor's are the row-major ones, those of axes of length 1 are 0. */
    private static Ints strides(Tensor tensor) {
        Ints strides = tensor.isContiguous() ? tensor.shape().strides() : tensor.strides();
        return Ints.tabulate(strides.size(), d -> tensor.shape().dim(d) == 1 ? 0 : strides.get(d));
    }

    /** The steps, one a line, for arguments whose elements lie in order. */
    @Override
    public String toString() {
        return scalar.map(ScalarProgram::describe).getOrElse(() -> ordered.get().describe());
    }
}
