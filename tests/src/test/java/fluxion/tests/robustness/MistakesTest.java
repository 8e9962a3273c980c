package fluxion.tests.robustness;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Wrong uses: each is refused on the user's own line, in words that name the operation, what it requires and what it got. */
class MistakesTest {
    private static final Tensor V3 = vector(1.0, 2.0, 3.0);
    private static final Tensor V4 = vector(1.0, 2.0, 3.0, 4.0);
    private static final Tensor M34 = Tensor.zeros(f64(3, 4));
    private static final Tensor INTS = Tensor.of(new int[] {1, 2, 3});
    private static final Tensor BOOLS = Tensor.of(new boolean[] {true, false, true});

    private record Mistake(String name, ThrowingCallable code, String... words) {}

    private record Point(Expr x, Expr y) {}

    private static Stream<Mistake> mistakes() {
        return Stream.of(
                // shapes
                new Mistake("shapes that do not broadcast", () -> V3.plus(V4), "add: shapes must broadcast; got [3] and [4] (3 ≠ 4 on axis -1)"),
                new Mistake("inner sizes of a matrix product", () -> Tensor.zeros(f32(64, 784)).matmul(Tensor.zeros(f32(128, 10))),
                        "matmul: the inner sizes must agree; got f32[64,784] · f32[128,10] (784 ≠ 128)"),
                new Mistake("a matrix product of scalars", () -> scalar(2.0).matmul(V3), "matmul: scalars have no matrix product", "use times"),
                new Mistake("reshape to another size", () -> V4.reshape(3, 2), "reshape: the number of elements must stay the same; got f64[4] to [3,2] (4 ≠ 6)"),
                new Mistake("reshape with two unknown lengths", () -> M34.reshape(-1, -1), "reshape: lengths must not be negative, but for one −1; got [-1, -1]"),
                new Mistake("reshape that does not come out whole", () -> M34.reshape(5, -1), "reshape: the length −1 must come out whole", "f64[3,4]"),
                new Mistake("a permutation that repeats an axis", () -> M34.permute(0, 0),
                        "permute: permutation must reorder the operand's axes; got [0, 0] for f64[3,4]"),
                new Mistake("the transpose of a vector", () -> V3.t(), "t: requires at least two axes; got f64[3]", "outer"),
                new Mistake("broadcast to a shape it does not fit", () -> V3.broadcastTo(4), "broadcastTo: a shape must broadcast to the one asked for; got [3] to [4]"),
                new Mistake("squeeze of a longer axis", () -> M34.squeeze(0), "squeeze: the axes must have length one; got axes [0] of f64[3,4]"),
                new Mistake("concatenation of unlike shapes", () -> concatenate(0, Array.of(M34, Tensor.zeros(f64(3, 5)))),
                        "concatenate: lengths off axis 0 must agree; got f64[3,4] and f64[3,5]"),
                new Mistake("stack of unlike shapes", () -> stack(0, Array.of(V3, V4)), "stack: shapes must agree; got f64[3] and f64[4]"),
                new Mistake("split into parts that do not divide", () -> V4.split(3, 0), "split: the number of parts must divide the axis; got 3 parts of axis 0 of f64[4]"),
                new Mistake("slice beyond the end", () -> V3.slice(0, 1, 5), "slice: requires 0 ≤ start ≤ stop ≤ 3", "got 1:5:1"),
                new Mistake("a position beyond the end", () -> V3.get(3), "get: position must be from -3 to 2; got 3 on axis 0 of f64[3]"),
                new Mistake("more data than the shape holds", () -> Tensor.of(Shape.of(2, 2), 1.0, 2.0, 3.0), "[2,2]", "3"),
                new Mistake("ragged rows", () -> Tensor.of(new double[][] {{1, 2}, {3}}), "2", "1"),
                new Mistake("kernel channels that do not fit", () -> Tensor.zeros(f32(1, 3, 8, 8)).conv(Tensor.zeros(f32(4, 2, 3, 3)), Ints.of(1, 1), Ints.of(0, 0), Ints.of(1, 1), 1),
                        "conv: the input's channels must be the kernel's times groups", "f32[1,3,8,8] and f32[4,2,3,3] with groups 1"),
                new Mistake("einsum with sizes that disagree", () -> einsum("ij,jk->ik", M34, M34), "einsum", "ij,jk->ik", "4", "3"),
                new Mistake("a shift for each axis", () -> roll(M34, Ints.of(1, 2), Ints.of(0)), "roll: requires a shift for each axis; got [1, 2] along [0] for f64[3,4]"),
                new Mistake("a count for each element", () -> repeat(V3, Ints.of(1, 2), 0), "repeat: requires a count for each of the axis's 3 elements; got [1, 2]"),
                new Mistake("a negative count", () -> repeat(V3, -1, 0), "repeat: counts must not be negative; got -1 for f64[3]"),
                new Mistake("a mirror longer than what it shows", () -> padReflect(V3, Ints.of(3), Ints.of(0)), "padReflect: can mirror at most length − 1 elements", "f64[3]"),
                new Mistake("nothing to repeat at the border", () -> padCircular(zeros(f64(0)), Ints.of(1), Ints.of(0)), "padCircular: an empty axis has nothing to repeat"),
                new Mistake("a window longer than the axis", () -> unfold(V3, 0, 4, 1), "unfold: requires a step ≥ 1 and a size from 1 to the axis's length; got size 4, step 1"),
                new Mistake("patches that do not make an image", () -> col2im(zeros(f64(1, 4, 5)), Ints.of(3, 3), Ints.of(2, 2), Ints.of(1, 1), Ints.of(0, 0), Ints.of(1, 1)),
                        "col2im: lengths [3, 3] have 4 patches; got f64[1,4,5]"),
                new Mistake("axes without destinations", () -> moveAxis(M34, Ints.of(0, 1), Ints.of(1)), "moveAxis: requires a destination for each axis"),
                new Mistake("a grid of matrices", () -> meshgrid(V3, M34), "meshgrid: requires vectors; got f64[3] and f64[3,4]"),
                new Mistake("a vector product of four numbers", () -> cross(V4, V4), "cross: requires three numbers along axis -1; got f64[4] and f64[4]"),
                new Mistake("a chain with sizes that disagree", () -> multiDot(M34, M34, M34), "multiDot: the inner sizes must agree; got f64[3,4] · f64[3,4] · f64[3,4] (4 ≠ 3)"),
                new Mistake("a power of a matrix that is not square", () -> matrixPower(M34, 2), "matrixPower: requires square matrices", "f64[3,4]"),
                new Mistake("all elements of another number", () -> vdot(V3, V4), "vdot: the numbers of elements must agree; got f64[3] and f64[4]"),
                new Mistake("a matrix norm of order 3", () -> matrixNorm(M34, 3), "matrixNorm: the order must be ±1, ±2 or ±∞; got 3.0", "frobeniusNorm"),
                new Mistake("a matrix norm of a vector", () -> nuclearNorm(V3), "nuclearNorm: requires floating-point matrices in the last two axes; got f64[3]"),
                new Mistake("a norm of negative order", () -> vectorNorm(V3, -2), "vectorNorm: the order must be 0, at least 1, or infinite; got -2.0"),
                new Mistake("positions of another length", () -> trapz(M34, V3, 1), "trapz: requires positions of the operand's shape, or one for each along the axis"),
                // linear algebra and transforms
                new Mistake("the inverse of a matrix that is not square", () -> inv(M34), "inv: requires square matrices in the last two axes; got f64[3,4]"),
                new Mistake("the determinant of a vector", () -> det(V3), "det: requires matrices, at least two axes; got f64[3]"),
                new Mistake("a factor of integers", () -> cholesky(Tensor.of(Shape.of(2, 2), 1, 0, 0, 1)),
                        "cholesky: requires floating-point operands of one dtype (cast integers first); got i32[2,2]"),
                new Mistake("a right-hand side with other rows", () -> solve(Tensor.zeros(f64(3, 3)), V4),
                        "solve: the right-hand side must have a row for each row of the matrix; got f64[3,3] and f64[4]"),
                new Mistake("least squares with other rows", () -> lstsq(M34, V4), "lstsq: requires a matrix and a right-hand side with as many rows; got f64[3,4] and f64[4]"),
                new Mistake("the spectrum of real numbers as if complex", () -> fft(V3), "fft: requires a complex tensor, whose last axis has length 2", "got f64[3]", "rfft"),
                new Mistake("a transform of no length", () -> V3.rfft(0, 0, fluxion.core.Spectra.Norm.BACKWARD), "rfft: the length of a transform must be at least 1; got 0 for f64[3]"),
                // axes
                new Mistake("an axis that is not there", () -> M34.sum(2), "reduce_sum: axis must be from -2 to 1; got 2 for shape [3,4]"),
                new Mistake("an axis of a scalar", () -> scalar(1.0).cumsum(0), "cumsum: axis must be absent: a scalar has no axes; got 0"),
                new Mistake("an axis given twice", () -> M34.sum(0, -2), "reduce_sum: axes must be distinct; got [0, -2] for shape [3,4]"),
                new Mistake("the largest of no integers", () -> Tensor.zeros(TensorType.of(DType.I32, 0)).max(), "reduce_max: integers have no extremum of no elements"),
                new Mistake("argmax of nothing", () -> Tensor.zeros(f64(0)).argmax(0), "argmax: no elements have no extremum; got f64[0] along axis 0"),
                new Mistake("the axis of a sort", () -> sort(V3, 1), "sort: axis must be from -1 to 0; got 1 for shape [3]"),
                new Mistake("more of the largest than there are", () -> topK(V3, 4), "topK: k must be from 0 to the length of the last axis; got 4 for f64[3]"),
                new Mistake("a quantile beyond 1", () -> quantile(V3, 30), "quantile: q must be from 0 to 1; got 30.0"),
                new Mistake("the median of nothing", () -> median(Tensor.zeros(f64(0))), "median: no elements have no median; got f64[0]"),
                new Mistake("searching in a matrix", () -> searchsorted(M34, V3), "searchsorted: the sorted numbers must be a vector; got f64[3,4]"),
                // places
                new Mistake("a known position out of range", () -> V3.get(Tensor.of(new int[] {0, 5})),
                        "get: index must be from -3 to 2; got 5 on axis 0 of f64[3]", "clamped()"),
                new Mistake("a computed position out of range", () -> eval(M34.get(INTS.plus(1), INTS)), "flat_index: index must be from -3 to 2; got 3 for [3,4] along axis 0"),
                new Mistake("a computed position to write out of range", () -> eval(V3.at(INTS.plus(2)).set(0)), "scatter_set: index must be from -3 to 2; got 3 for f64[3]"),
                new Mistake("a single position out of range", () -> M34.get("0, 4"), "get: position must be from -4 to 3; got 4 on axis 1 of f64[3,4]"),
                new Mistake("a range out of range", () -> M34.get("1:9"), "get: a range must lie within 0:3; got 1:9 on axis 0 of f64[3,4]"),
                new Mistake("a range of step 0", () -> V3.get("::0"), "range: the step must not be 0"),
                new Mistake("words that are no places", () -> V3.get("1;2"), "\"1;2\""),
                new Mistake("more places than axes", () -> V3.get("0, 0"), "get: takes at most 1 indices; got [0, 0] for f64[3]"),
                new Mistake("two ellipses", () -> M34.get("..., ..."), "get: takes at most one ellipsis; got [..., ...] for f64[3,4]"),
                new Mistake("arrays of positions that do not meet", () -> M34.get(INTS.minus(1), Tensor.of(new int[] {0, 1})), "get: shapes must broadcast; got [3] and [2]"),
                new Mistake("a mask of another shape", () -> M34.get(Tensor.of(new boolean[] {true, false})),
                        "get: a mask must have the lengths of the axes it stands for; got bool[2] for f64[3,4]"),
                new Mistake("reading through a mask not known yet", () -> V3.get(V3.gt(1)),
                        "get: how many elements a mask selects must be known; got bool[3] of f64[3]", "where"),
                new Mistake("values that do not fit the places", () -> V4.at("1:3").set(V3), "at.set: a shape must broadcast to the one asked for; got [3] to [2]"),
                new Mistake("a start for too few axes", () -> dynamicSlice(M34, Tensor.of(new int[] {0}), 1, 1),
                        "dynamic_slice: start must hold one position for each axis; got i32[1] for f64[3,4]"),
                new Mistake("a block longer than the tensor", () -> dynamicSlice(V3, Tensor.of(new int[] {0}), 4), "dynamic_slice: requires a size from 0 to the length for every axis; got [4] for f64[3]"),
                new Mistake("an update longer than the tensor", () -> dynamicUpdateSlice(V3, V4, Tensor.of(new int[] {0})), "dynamic_update_slice: the update must fit into the operand"),
                new Mistake("a start between positions", () -> dynamicSlice(V3, V3.get("1:2"), 1), "dynamic_slice: requires integer start positions; got f64[1]"),
                // dtypes
                new Mistake("sine of integers", () -> sin(INTS), "sin: requires a floating-point operand", "i32[3]", "cast(F64)"),
                new Mistake("division of integers", () -> INTS.div(2), "div: requires floating-point operands", "floorDivide", "i32[3]"),
                new Mistake("a fraction meets integers", () -> INTS.plus(0.5), "0.5", "i32"),
                new Mistake("a number meets a bool", () -> BOOLS.plus(1), "add: a number does not meet a bool; got 1 for bool[3]"),
                new Mistake("a condition that is no bool", () -> where(V3, V3, V3), "where: the condition must be bool", "f64[3]"),
                new Mistake("logic on numbers", () -> V3.and(V3), "logical_and: requires bool operands; got f64[3] and f64[3]"),
                new Mistake("indices that are no integers", () -> V3.take(V3, 0), "take: requires integer indices; got f64[3]"),
                new Mistake("positions that are no integers", () -> V3.get(V3), "get: an index must be integers, or bools as a mask; got f64[3] for axis 0 of f64[3]"),
                new Mistake("the sine of a sort's positions", () -> sin(argsort(V3)), "sin: requires a floating-point operand"),
                new Mistake("the median of integers", () -> median(INTS), "median: requires a floating-point operand; got i32[3]", "cast(F64)"),
                new Mistake("sorting bools", () -> sort(BOOLS), "sort: requires a numeric operand; got bool[3]"),
                new Mistake("a logarithm of sums of integers", () -> logcumsumexp(INTS, 0), "logcumsumexp: requires a floating-point operand; got i32[3]"),
                new Mistake("doubles written into integers", () -> INTS.at(0).set(scalar(0.5)), "at.set: the values must fit into the tensor's dtype; got f64[] for i32[3]"),
                new Mistake("adding to bools", () -> BOOLS.at(0).add(Tensor.of(true)), "at.add: requires a numeric tensor; got bool[3]"),
                new Mistake("negative powers of integers", () -> INTS.pow(-1), "a negative exponent requires a floating-point operand", "i32[3]"),
                // derivatives
                new Mistake("the gradient of a vector", () -> grad(fn(x -> sin(x))).apply(Tensor.zeros(f32(64))),
                        "grad: the function must return a scalar; it returned f32[64]. Use jacrev for a Jacobian, or sum(·) first"),
                new Mistake("the gradient of one element in a vector", () -> grad(fn(x -> sin(x))).apply(vector(1.0)),
                        "grad: the function must return a scalar; it returned f64[1]", "squeeze"),
                new Mistake("the gradient in integers", () -> grad(fn(x -> x.times(x))).apply(Tensor.of(3)), "grad", "floating-point", "i32[]"),
                new Mistake("the gradient of an integer", () -> grad(fn(x -> x.argmax(0))).apply(V3), "grad: the function must return a floating-point scalar; it returned i32[]"),
                new Mistake("an argument that is not there", () -> grad(fn((Expr x, Expr y) -> x.times(y))).wrt(2), "grad", "2"),
                new Mistake("the same argument twice", () -> grad(fn((Expr x, Expr y) -> x.times(y))).wrt(0, -2), "grad", "distinct"),
                new Mistake("chunks of no size", () -> jacrev(fn(x -> sin(x))).chunk(0), "jacrev", "chunk", "0"),
                new Mistake("a tangent of another shape", () -> jvp(fn(x -> sin(x)), V3, V4), "jvp", "f64[3]", "f64[4]"),
                new Mistake("a cotangent of another structure", () -> vjp(fn((Point p) -> new Point(p.y(), p.x())), new Point(V3, V3)).pullback().apply(null),
                        "pullback: the cotangent must have the type of the result; got (null) for (Point(x: f64[3], y: f64[3]))"),
                new Mistake("the transpose of a sine", () -> linearTranspose(fn(x -> sin(x)), f64(3)), "linearTranspose: requires a linear function; sin is not linear"),
                new Mistake("the transpose of an affine function", () -> linearTranspose(fn(x -> x.plus(1)), f64(3)), "affine, not linear"),
                new Mistake("the transpose of a product with itself", () -> linearTranspose(fn(x -> x.times(x)), f64(3)), "the product of two linear operands is not linear"),
                // vmap
                new Mistake("mapped sizes that differ", () -> vmap(fn((Expr a, Expr b, Expr c) -> b.sum().plus(c.cast(DType.F32)))).in(none(), axis(0), axis(0))
                        .apply(scalar(1.0), Tensor.zeros(f32(64, 784)), Tensor.zeros(TensorType.of(DType.I32, 63))),
                        "vmap: mapped sizes differ: 64 for argument 2 (axis 0 of f32[64,784]), 63 for argument 3 (axis 0 of i32[63])"),
                new Mistake("an axis to map that is not there", () -> vmap(fn(x -> sin(x))).in(axis(3)).apply(M34), "vmap", "3", "f64[3,4]"),
                new Mistake("nothing mapped", () -> vmap(fn(x -> sin(x))).in(none()).apply(V3), "vmap"),
                new Mistake("a mapped result without lanes", () -> vmap(fn(x -> sin(x))).out(none()).apply(V3), "vmap", "out"),
                new Mistake("random numbers from a shared key", () -> vmap(fn(x -> x.plus(normal(key(0), f64())))).apply(V3), "vmap: random_normal", "key.batch(n)", "randomness(SAME)"),
                new Mistake("in-axes of another structure", () -> vmap(fn((Point p) -> p.x())).in(Tuple.of(axis(0), axis(0), axis(0))).apply(new Point(V3, V3)), "vmap", "Point"),
                // arguments
                new Mistake("words for a tensor", () -> fn(x -> sin(x)).at("two"), "fn: argument 1 must be an expression; got \"two\"", "fn((Model m) -> …)"),
                new Mistake("nothing for a tensor", () -> fn((Expr x, Expr y) -> x.plus(y)).apply(V3, null), "fn: argument 2 must be an expression; got null"),
                new Mistake("a pair for a tensor", () -> fn(x -> sin(x)).on(Tuple.of(f64(3), f64())), "fn: argument 1 must be an expression; got (f64[3], f64[])"),
                new Mistake("the gradient with respect to words", () -> grad(fn((String word, Expr x) -> x)).apply("two", V3),
                        "grad: the argument to differentiate with respect to must be an expression, or a record or collection of such; got \"two\" for argument 1"),
                new Mistake("tangents of integers", () -> jvp(fn((Expr x) -> x.square()), INTS, INTS), "jvp: requires a floating-point argument to differentiate with respect to; got i32[3]. Cast it"),
                new Mistake("cotangents of integers", () -> vjp(fn((Expr x) -> x.square()), INTS), "vjp: requires a floating-point argument"),
                new Mistake("integers made linear", () -> linearize(fn((Expr x) -> x.square()), INTS), "linearize: requires a floating-point argument"),
                new Mistake("the series at an integer", () -> taylor(fn((Expr x) -> x.square()), Tensor.of(1), 2), "taylor: requires a floating-point argument", "i32[]"),
                new Mistake("an equation of another shape", () -> grad(fn((Expr a) -> sum(customRoot((Expr x, Expr p) -> x.minus(p).sum(), (Expr p) -> p).apply(a)))).apply(V3),
                        "customRoot: the residual must be of the structure and types of x; got f64[] for f64[3]"),
                // control flow
                new Mistake("a fraction chooses", () -> switchOn(scalar(1.5), () -> V3, () -> V3), "switchOn: the choice must be an integer or a bool; got f64[]. Use cast(I32)"),
                new Mistake("a body that changes the shape", () -> fori(0, 3, V3, (i, s) -> s.sum()), "fori: the body must return a state like the one it takes; got f64[] for f64[3]"),
                new Mistake("a body that changes the shape, the end unknown", () -> fori(Tensor.of(0), Tensor.of(3), V3, (i, s) -> s.sum()), "fori: the body must return a state like the one it takes"),
                new Mistake("a range in batches", () -> fori(0, 3, V3, (i, s) -> s, batchSize(2)), "fori: takes no option batchSize(2)"),
                new Mistake("a map backwards", () -> mapEach(V3, x -> x, reversed()), "mapEach: takes no option reversed()"),
                new Mistake("a scan in batches", () -> scan(scalar(0.0), V3, (c, x) -> pair(c, x), batchSize(4)), "scan: takes no option batchSize(4)"),
                new Mistake("no state kept", () -> whileLoop(V3, x -> x.sum().lt(9), x -> x.plus(1), checkpointed(0)), "checkpointed: at least one state must be kept; got 0"),
                // texts
                new Mistake("a function without parentheses", () -> parse("(x: f64[3]) ↦ sin + x"), "column 15: sin is a function and takes its operands in parentheses, as in sin(x)"),
                new Mistake("a rule with a stranger", () -> rule("r", x -> x, x -> variable("q", f64()).plus(x)), "must be one of its holes x; got q: f64[]"),
                // trees
                new Mistake("trees of different structure", () -> zip(Tuple.of(V3, V3), Tuple.of(V3, Array.of(V3)), Expr::plus), "zip"),
                // values
                new Mistake("a symbolic value read as a number", () -> fn(x -> {
                    eval(x.times(2));
                    return x;
                }).apply(V3), "eval: the value must be known; got an expression f64[3] of x: f64[3]", "Return the expression"),
                new Mistake("many elements read as one", () -> V3.toDouble(), "toDouble: the tensor must have one element; got f64[3]"),
                new Mistake("an index out of range", () -> eval(V3.take(Tensor.of(new int[] {0, 3}), 0)), "take: index must be from -3 to 2; got 3"),
                new Mistake("an element out of range", () -> V3.doubleAt(5), "5", "[3]"),
                new Mistake("a narrowing copy", () -> V3.floats(), "floats", "f64[3]"),
                new Mistake("a fraction as an integer", () -> Tensor.number(DType.I32, 2.5), "2.5", "i32"),
                new Mistake("more memory than there is", () -> eval(iota(f64(2_000_000_000, 3), 0).plus(V3)), "at most 2147483639 elements; got 6000000000 in add", "chunks"),
                new Mistake("a negative length", () -> Shape.of(2, -1), "shape: lengths must not be negative; got [2, -1]"),
                new Mistake("not enough arguments", () -> fn((Expr x, Expr y) -> x).on(f64(3)), "2 arguments; got 1"));
    }

    @TestFactory
    Stream<DynamicTest> eachIsExplained() {
        return mistakes().map(mistake -> DynamicTest.dynamicTest(mistake.name(), () -> {
            Throwable error = catchThrowable(mistake.code());
            assertThat(error).as(mistake.name()).isInstanceOf(FluxionException.class);
            assertThat(error.getMessage()).contains(mistake.words());
        }));
    }

    @Test
    void theUsersOwnLineIsInTheTrace() {
        Throwable error = catchThrowable(() -> V3.plus(V4));
        assertThat(Array.of(error.getStackTrace()).map(StackTraceElement::getClassName).find(name -> !name.startsWith("fluxion.core")).get())
                .startsWith(MistakesTest.class.getName());
    }

    @Test
    void thereAreAtLeastForty() {
        assertThat(mistakes().count()).isGreaterThanOrEqualTo(40);
    }
}
