package fluxion.dsl.function;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Literal;
import fluxion.core.TensorType;
import fluxion.core.TreeException;
import fluxion.core.Var;
import fluxion.core.op.LinearSolve;
import fluxion.dsl.tree.Trees;
import fluxion.transforms.Transpose;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Solutions of equations, whose derivatives follow from the equation and not from how it was solved. */
public final class Implicit {
    private Implicit() {}

    /**
     * The solution x of A·x = b.
     *
     * @param map the linear map A; what it captures is differentiated as well
     * @param b a tree
     * @param solve (A, b) to x
     * @param transposeSolve (Aᵀ, c) to the solution y of Aᵀ·y = c
     */
    public static Object linearSolve(Function<Object, Object> map, Object b,
            BiFunction<Function<Object, Object>, Object, Object> solve,
            BiFunction<Function<Object, Object>, Object, Object> transposeSolve) {
        Trees.Flat right = Trees.flatten(b);
        Array<TensorType> types = right.types();
        Array<Var> v = variables("v", types);
        Array<Expr> image = like("the map must return what it takes", right,
                Tracing.inside(() -> map.apply(Trees.unflatten(right.structure(), v))));
        Residuals cut = Residuals.of(image, v);
        Array<Var> constants = variables("p", cut.needed().map(Expr::tensorType));
        Seq<Expr> mapped = cut.given(constants);
        Fn forward = new Fn(constants.appendAll(v), mapped);
        Array<Var> ct = variables("ct", types);
        Seq<Option<Expr>> pulled = Transpose.pull(mapped, ct.map(c -> Option.of((Expr) c)), v);
        Fn backward = new Fn(constants.appendAll(ct), pulled.zipWith(v, (p, x) -> p.getOrElse(() -> Literal.zerosLike(x)))
                .toArray());
        LinearSolve op = new LinearSolve("linear_solve", constants.size(), forward, solver(forward, constants, right, solve),
                solver(backward, constants, right, transposeSolve));
        return Trees.unflatten(right.structure(),
                Tracing.settle(Apply.of(op, Array.<Expr>ofAll(cut.needed()).appendAll(right.leaves())).results()));
    }

    private static Fn solver(Fn map, Array<Var> constants, Trees.Flat like,
            BiFunction<Function<Object, Object>, Object, Object> solve) {
        Array<Var> b = variables("b", like.types());
        Function<Object, Object> known = x -> Trees.unflatten(like.structure(),
                map.on(constants.<Expr>map(p -> p).appendAll(like("the map is for", like, x))));
        Array<Expr> x = like("the solver must return what the map takes", like,
                Tracing.inside(() -> solve.apply(known, Trees.unflatten(like.structure(), b))));
        return new Fn(constants.appendAll(b), x);
    }

    private static Array<Var> variables(String name, Seq<TensorType> types) {
        return Array.ofAll(types).zipWithIndex((type, i) -> new Var(name + i, type));
    }

    private static Array<Expr> like(String requirement, Trees.Flat expected, Object tree) {
        Array<Expr> leaves = Trees.matching("customLinearSolve", requirement, expected.structure(), tree);
        if (!leaves.map(Expr::tensorType).equals(expected.types())) {
            throw new TreeException("customLinearSolve: " + requirement + ", " + expected.types().mkString(", ") + "; got "
                    + leaves.map(Expr::tensorType).mkString(", "));
        }
        return leaves;
    }
}
