package fluxion.transforms.reading;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.LinearAlgebra.Cofactor;
import fluxion.core.op.LinearAlgebra.CofactorTangent;
import fluxion.core.op.LinearAlgebra.Determinant;
import fluxion.core.op.Op;
import fluxion.core.op.Power;
import fluxion.core.op.Select;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** The reading forms of vectors and matrices. */
final class TensorForms {
    /** Functions with more operations are left as they are. */
    private static final int OPERATIONS = 500;

    private TensorForms() {}

    static Fn of(Fn fn) {
        Seq<Expr> nodes = Graph.topological(fn.results());
        if (nodes.count(Apply.class::isInstance) > OPERATIONS || nodes.forAll(node -> !(node.type()
                instanceof fluxion.core.TensorType t) || t.rank() == 0)) {
            return fn;
        }
        Seq<Expr> entries = fn.results().map(result -> Entries.of(result).getOrElse(result));
        if (entries.zip(fn.results()).exists(pair -> pair._1 != pair._2)) {
            return Fn.of(fn.params(), entries);
        }
        Seq<Expr> results = new NetworkReader(true).of(fn.results());
        // a cofactor exists where the inverse does not: unless the determinant is gone, it stays
        boolean both = has(fn.results(), Cofactor.class) || has(fn.results(), CofactorTangent.class);
        boolean stays = both && !isDivided(fn.results()) && Graph.topological(results).exists(TensorForms::isDeterminant);
        return Fn.of(fn.params(), stays ? new NetworkReader(false).of(fn.results()) : results);
    }

    private static boolean isDeterminant(Expr node) {
        return node instanceof Apply(Determinant(var kind), _, _) && kind == Determinant.Kind.DET;
    }

    /** Whether the one result divides by each determinant, and so is nothing where one is 0. */
    private static boolean isDivided(Seq<Expr> results) {
        Seq<Expr> nodes = Graph.topological(results);
        return results.size() == 1 && !has(results, Select.class) && nodes.filter(TensorForms::isDeterminant)
                .forAll(det -> nodes.exists(node -> node instanceof Apply divided && divisor(divided).contains(det)));
    }

    /** The factors that a node divides by. */
    private static Seq<Expr> divisor(Apply node) {
        return switch (node.op()) {
            case Binary.DIV -> factors(node.input(1));
            case Power(int n) when n < 0 -> factors(node.input(0));
            case Op _ -> Array.empty();
        };
    }

    private static Seq<Expr> factors(Expr e) {
        return switch (e) {
            case Apply(Binary op, var of, _) when op == Binary.MUL -> of;
            case Apply(Power(int n), var of, _) when n > 0 -> of;
            case Apply(Broadcast _, var of, _) -> factors(of.get(0));
            case Expr _ -> Array.of(e);
        };
    }

    private static boolean has(Seq<Expr> roots, Class<?> op) {
        return Graph.topological(roots).exists(node -> node instanceof Apply apply && op.isInstance(apply.op()));
    }
}
