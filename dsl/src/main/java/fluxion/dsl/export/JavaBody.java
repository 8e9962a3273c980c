package fluxion.dsl.export;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Result;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Eye;
import fluxion.core.op.Flip;
import fluxion.core.op.Iota;
import fluxion.core.op.Movement;
import fluxion.core.op.Named;
import fluxion.core.op.Permute;
import fluxion.core.op.Recompute;
import fluxion.core.op.Reduce;
import fluxion.core.op.Require;
import fluxion.core.op.Reshape;
import fluxion.core.op.Slice;
import fluxion.core.op.StopGradient;
import fluxion.core.op.Switch;
import fluxion.ops.Accurate;
import fluxion.transforms.Cse;
import fluxion.transforms.Inline;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The statements of one function. A value is a variable, or an expression of one element: elementwise operations that only
 * one elementwise operation or sum needs, and views (broadcasts, permutations, slices …), which are never copied for those
 * that read element by element.
 */
final class JavaBody {
    /** Operations in one expression. */
    private static final int MOST = 10;
    /** Views of views read through. */
    private static final int DEPTH = 6;

    private final JavaClass in;
    private final Fn fn;
    private final JavaClass.Method method;
    private final boolean isPublic;
    private final Map<Expr, String> names = new IdentityHashMap<>();
    private final Map<Expr, Integer> uses = new IdentityHashMap<>();
    /** Expressions whose elements are each read once, where they are needed. */
    private final Set<Expr> once = java.util.Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Expr, Integer> weights = new IdentityHashMap<>();
    private final Map<Expr, String> wishes = new IdentityHashMap<>();
    private final Map<Apply, Seq<String>> several = new IdentityHashMap<>();
    private final Map<Expr, String> factors = new IdentityHashMap<>();
    private final JavaVariables variables = new JavaVariables();
    private final List<JavaParts.Chunk> chunks = new ArrayList<>();
    private final Seq<String> parameters;

    JavaBody(JavaClass in, Fn given, JavaClass.Method method, boolean isPublic) {
        this.in = in;
        this.method = method;
        this.isPublic = isPublic;
        this.fn = plain(Cse.of(Accurate.of(Inline.of(given))));
        this.parameters = fn.params().map(p -> variables.fresh(JavaVariables.identifier(p.name(), "p_"))).toArray();
        fn.params().zip(parameters).forEach(p -> names.put(p._1, p._2));
    }

    JavaClass in() {
        return in;
    }

    /** Without what changes nothing; names that were given are kept, to be used where they are free. */
    private Fn plain(Fn f) {
        return new Fn(f.params(), Graph.rebuild(f.results(), leaf -> leaf, (apply, inputs) -> switch (apply.op()) {
            case StopGradient _, Recompute _ -> inputs.get(0);
            case Named(String name) -> {
                wishes.put(inputs.get(0), name);
                yield inputs.get(0);
            }
            default -> apply.on(inputs);
        }));
    }

    Seq<String> parameters() {
        return parameters;
    }

    // ---- names ------------------------------------------------------------------------------------------------------

    private String named(Expr node, String wish) {
        String name = variables.fresh(wishes.containsKey(node) ? JavaVariables.identifier(wishes.get(node), "v_") : wish);
        names.put(node, name);
        return name;
    }

    JavaVariables variables() {
        return variables;
    }

    // ---- the function -----------------------------------------------------------------------------------------------

    /** The method, from its type on. */
    String source() {
        Seq<Expr> order = Graph.topological(fn.results());
        for (Expr node : order) {
            if (node instanceof Apply apply) {
                boolean readsOnce = apply.op().isElementwise() || apply.op() instanceof Reduce r
                        && r.kind() != Reduce.Kind.LOGSUMEXP;
                boolean choosesOnce = apply.op() instanceof Switch choice && choice.lanes().isEmpty();
                apply.inputs().forEach(input -> {
                    if (uses.merge(input, 1, Integer::sum) == 1 && (readsOnce || choosesOnce && input == apply.input(0))) {
                        once.add(input);
                    } else {
                        once.remove(input);
                    }
                });
            }
        }
        fn.results().forEach(once::remove);
        Set<Expr> results = java.util.Collections.newSetFromMap(new IdentityHashMap<>());
        fn.results().forEach(results::add);
        for (Expr node : order) {
            if (node instanceof Apply apply) {
                step(apply, results);
            }
        }
        return JavaParts.method(in, method, fn, parameters, isPublic, chunks, results());
    }

    private String results() {
        Set<String> given = new HashSet<>();
        Seq<String> values = fn.results().map(result -> {
            String value = value(result);
            boolean isShared = result.tensorType().rank() > 0
                    && (!given.add(value) || parameters.contains(value) || value.startsWith("CONSTANT"));
            return isPublic && isShared ? value + ".clone()" : value;
        }).toArray();
        return values.size() == 1 ? values.get(0) : "new " + method.record() + values.mkString("(", ", ", ")");
    }

    private void step(Apply apply, Set<Expr> results) {
        if (apply.op() instanceof Require(String message)) {
            String condition = value(apply.input(1));
            chunks.add(new JavaParts.Chunk("assert " + (apply.input(1).tensorType().rank() == 0 ? condition
                    : in.helper(JavaHelper.ALL) + "(" + condition + ")") + " : \""
                    + message.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\";\n", Array.empty()));
            names.put(apply, value(apply.input(0)));
            return;
        }
        if (!apply.op().isElementwise() && !isView(apply)) {
            statement(apply);
            return;
        }
        boolean isOnlyResult = results.contains(apply) && apply.tensorType().rank() == 0 && uses.getOrDefault(apply, 0) == 0
                && fn.results().count(r -> r == apply) == 1;
        if (results.contains(apply) && !isOnlyResult) {
            statement(apply);
            return;
        }
        if (Literal.value(apply).isDefined()) {
            return;
        }
        int weight = 1 + apply.inputs().map(input -> names.containsKey(input) ? 0 : weights.getOrDefault(input, 0)).sum()
                .intValue();
        weights.put(apply, weight);
        boolean read = isView(apply) ? weight <= DEPTH : (isOnlyResult || once.contains(apply)) && weight <= MOST;
        if (!read) {
            statement(apply);
        }
    }

    /** What is read where it lies: no arithmetic, one element for each. */
    private static boolean isView(Apply apply) {
        return switch (apply.op()) {
            case Broadcast _, Permute _, Slice _, Flip _, Iota _, Eye _ -> true;
            case Reshape(Shape to) -> squeezed(apply.input(0).shape()).equals(squeezed(to));
            default -> false;
        };
    }

    private static Ints squeezed(Shape shape) {
        return shape.dims().filter(d -> d != 1);
    }

    /** Adds what a step wrote; its first piece makes the variables. */
    private void add(String comment, JavaStep step, Seq<JavaParts.Variable> made) {
        Seq<String> pieces = step.pieces();
        chunks.add(new JavaParts.Chunk(comment + pieces.head(), made));
        pieces.tail().forEach(piece -> chunks.add(new JavaParts.Chunk(piece, Array.empty())));
    }

    // ---- statements -------------------------------------------------------------------------------------------------

    private void statement(Apply apply) {
        if (names.containsKey(apply)) {
            return;
        }
        if (apply.op() instanceof Reshape && apply.tensorType().rank() > 0 && apply.input(0).tensorType().rank() > 0) {
            // the same elements in the same order
            names.put(apply, value(apply.input(0)));
            return;
        }
        switch (apply.type()) {
            case TensorType type -> {
                if (apply.op().isElementwise() || isView(apply)) {
                    elements(apply, type);
                } else {
                    JavaStep step = new JavaStep(this, apply, Array.of(named(apply, JavaNames.of(apply))));
                    JavaOps.write(step);
                    add(comment(apply), step, Array.of(new JavaParts.Variable(JavaSource.java(type), step.out())));
                }
            }
            case fluxion.core.TupleType(var types) -> {
                Seq<Expr> results = apply.results();
                Seq<String> outs = results.zipWithIndex((r, i) ->
                        named(r, JavaVariables.identifier(JavaNames.of(apply, i), "v_"))).toArray();
                JavaStep step = new JavaStep(this, apply, outs);
                JavaOps.write(step);
                add(comment(apply), step, types.zip(outs).map(t -> new JavaParts.Variable(JavaSource.java(t._1), t._2))
                        .toArray());
                several.put(apply, outs);
            }
        }
    }

    private static String comment(Apply apply) {
        String parameters = apply.op().parameters();
        return "// " + apply.op().label() + (parameters.isEmpty() ? "" : " " + parameters) + ": " + apply.type() + "\n";
    }

    /** A loop over the elements of an expression, or one number. */
    private void elements(Apply apply, TensorType type) {
        JavaExpr number = type.rank() == 0 ? expression(apply, Array.empty(), "") : JavaExpr.atom("");
        boolean flat = isFlat(apply);
        String name = variables.local(JavaNames.of(apply));
        JavaStep step = new JavaStep(this, apply, Array.of(name));
        if (type.rank() == 0) {
            name = named(apply, JavaNames.of(apply));
            step.line(JavaSource.java(type) + " " + name + " = " + number + ";");
        } else if (Literal.value(apply).isDefined()) {
            double everywhere = Literal.value(apply).get();
            name = named(apply, everywhere == 0 ? "zeros" : everywhere == 1 ? "ones" : "filled");
            step.allocate(name, type);
            JavaExpr value = JavaExpr.number(type.dtype(), everywhere);
            if (!value.text().matches("0|0L|0\\.0f?|false")) {
                step.line(in.use("java.util.Arrays") + ".fill(" + name + ", " + value + ");");
            }
        } else if (flat) {
            String i = variables.outer(0);
            JavaExpr value = expression(apply, Array.empty(), i);
            name = named(apply, JavaNames.of(apply));
            step.allocate(name, type);
            step.open("for (int " + i + " = 0; " + i + " < " + type.shape().size() + "; " + i + "++)");
            step.line(name + "[" + i + "] = " + value + ";");
            step.close();
        } else {
            String out = variables.fresh(wishes.containsKey(apply) ? JavaVariables.identifier(wishes.get(apply), "v_")
                    : JavaNames.of(apply));
            step.allocate(out, type);
            step.each(type.shape(), index -> JavaStep.at(out, type.shape(), index) + " = " + expression(apply, index, "") + ";");
            names.put(apply, out);
            name = out;
        }
        add(type.rank() == 0 ? "" : comment(apply), step, Array.of(new JavaParts.Variable(JavaSource.java(type), name)));
    }

    /** Whether all that the expression reads lies in its own order. */
    private boolean isFlat(Expr node) {
        return switch (node) {
            case Tensor _, Var _, Result _ -> true;
            case Apply apply when names.containsKey(apply) || Literal.value(apply).isDefined() -> true;
            case Apply apply when isView(apply) -> false;
            case Apply apply -> apply.tensorType().rank() == 1 && apply.inputs().forAll(this::isFlat)
                    || apply.inputs().forAll(this::isFlat);
        };
    }

    /** The elimination of matrices, see {@link JavaMatrices}. */
    String factors(Expr a) {
        String known = factors.get(a);
        if (known != null) {
            return known;
        }
        String array = value(a);
        String name = variables.fresh("elimination");
        JavaStep step = new JavaStep(this, Apply.of(new fluxion.core.op.LinearAlgebra.Lu(), Array.of(a)), Array.of(name));
        JavaMatrices.eliminate(step, a.dtype() == fluxion.core.DType.F32 ? in.helper(JavaHelper.WIDENED) + "(" + array + ")"
                : array);
        add("// elimination with pivots: factors and order of rows\n", step, Array.of(new JavaParts.Variable("double[]", name)));
        factors.put(a, name);
        return name;
    }

    // ---- values -----------------------------------------------------------------------------------------------------

    /** A number, or an array: where there is none so far, it is made. */
    String value(Expr node) {
        String known = name(node);
        if (!known.isEmpty()) {
            return known;
        }
        return switch (node) {
            case Tensor tensor -> tensor.rank() == 0 ? JavaConstants.element(tensor, 0).text() : in.constant(tensor);
            case Apply apply when apply.tensorType().rank() == 0 -> expression(apply, Array.empty(), "").text();
            case Apply apply -> {
                statement(apply);
                yield names.get(apply);
            }
            case Var _, Result _ -> throw new IllegalStateException("unnamed");
        };
    }

    private String name(Expr node) {
        if (node instanceof Result result && several.containsKey(result.of())) {
            return several.get(result.of()).get(result.index());
        }
        return names.getOrDefault(node, "");
    }

    /** One element of a value. */
    JavaExpr element(Expr node, Seq<String> index) {
        return element(node, index, "");
    }

    private JavaExpr element(Expr node, Seq<String> index, String flat) {
        String name = name(node);
        if (!name.isEmpty()) {
            return lies(name, node.shape(), index, flat);
        }
        return switch (node) {
            case Tensor tensor -> Literal.value(tensor).map(v -> JavaExpr.number(tensor.dtype(), v)).getOrElse(() ->
                    tensor.rank() == 0 ? JavaConstants.element(tensor, 0)
                            : lies(in.constant(tensor), tensor.shape(), index, flat));
            case Apply apply -> expression(apply, index, flat);
            case Var _, Result _ -> throw new IllegalStateException("unnamed");
        };
    }

    private static JavaExpr lies(String name, Shape shape, Seq<String> index, String flat) {
        return shape.rank() == 0 && !name.isEmpty()
                ? new JavaExpr(name, name.matches("[\\w$.\\[\\]]+") ? JavaExpr.ATOM : JavaExpr.CHOICE)
                : JavaExpr.atom(flat.isEmpty() ? JavaStep.at(name, shape, index) : name + "[" + flat + "]");
    }

    private JavaExpr expression(Apply apply, Seq<String> i, String flat) {
        var literal = Literal.value(apply);
        if (literal.isDefined()) {
            return JavaExpr.number(apply.tensorType().dtype(), literal.get());
        }
        return switch (apply.op()) {
            case Movement move when isView(apply) -> element(apply.input(0), moved(move, apply, i), "");
            case Iota(TensorType type, int axis) -> {
                String at = i.get(axis);
                yield type.dtype().isFloat() ? JavaExpr.cast(JavaSource.java(type.dtype()),
                        new JavaExpr(at, at.matches("\\w+") ? JavaExpr.ATOM : JavaExpr.SUM))
                        : new JavaExpr(at, at.matches("\\w+") ? JavaExpr.ATOM : JavaExpr.SUM);
            }
            case Eye(var dtype, _, _, int offset) -> new JavaExpr(JavaStep.plus(i.get(0), offset) + " == " + i.get(1) + " ? "
                    + JavaExpr.number(dtype, 1) + " : "
                    + JavaExpr.number(dtype, 0), JavaExpr.CHOICE);
            default -> JavaElement.of(apply, apply.inputs().map(input -> element(input, i, flat)), in);
        };
    }

    /** Where an element of a view lies in what is viewed. */
    private static Seq<String> moved(Movement op, Apply apply, Seq<String> i) {
        Shape of = apply.input(0).shape();
        return switch (op) {
            case Broadcast(_, Ints axes) -> Array.ofAll(axes).map(i::get);
            case Permute(Ints permutation) -> Array.ofAll(permutation.inverse()).map(i::get);
            case Slice s -> Array.range(0, of.rank())
                    .map(k -> JavaStep.plus(JavaStep.times(i.get(k), s.step().get(k)), s.start().get(k)));
            case Flip(Ints axes) -> Array.range(0, of.rank())
                    .map(k -> axes.contains(k) ? JavaStep.minus(of.dim(k) - 1, i.get(k)) : i.get(k));
            case Reshape(Shape to) -> {
                Seq<String> kept = Array.range(0, to.rank()).filter(k -> to.dim(k) != 1).map(i::get);
                int[] next = {0};
                yield Array.ofAll(of.dims()).map(d -> d == 1 ? "0" : kept.get(next[0]++)).toArray();
            }
            default -> throw new IllegalStateException("no view: " + apply.op().label());
        };
    }
}
