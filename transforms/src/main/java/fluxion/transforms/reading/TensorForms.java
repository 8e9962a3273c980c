package fluxion.transforms.reading;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.op.LinearAlgebra.Cofactor;
import fluxion.core.op.LinearAlgebra.CofactorTangent;
import fluxion.core.op.LinearAlgebra.Determinant;
import io.vavr.collection.Seq;

/** The reading forms of vectors and matrices. */
final class TensorForms {
    /** Functions with more operations are left as they are. */
    private static final int OPERATIONS = 2000;

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
        return Fn.of(fn.params(), both && Graph.topological(results).exists(node -> node instanceof Apply(Determinant(var kind),
                _, _) && kind == Determinant.Kind.DET) ? new NetworkReader(false).of(fn.results()) : results);
    }

    private static boolean has(Seq<Expr> roots, Class<?> op) {
        return Graph.topological(roots).exists(node -> node instanceof Apply apply && op.isInstance(apply.op()));
    }
}
