package fluxion.tests.programs;

import static fluxion.dsl.Fluxion.concatenate;
import static fluxion.dsl.Fluxion.stack;
import static fluxion.dsl.Fluxion.topK;
import static fluxion.tests.programs.ElementwiseSteps.step;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.tests.programs.Operation.Call;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Reductions, running and sorted values, and what moves elements. */
final class ArraySteps {
    private interface Reduction {
        Expr of(Expr x, int... axes);
    }

    private ArraySteps() {}

    static Seq<Tuple2<String, Operation>> all() {
        return Array.of(reductions(), running(), sorted(), shapes(), places()).flatMap(t -> t);
    }

    private static Seq<Tuple2<String, Operation>> reductions() {
        return Array.of(reduction("sum", "sum", Expr::sum), reduction("mean", "mean", Expr::mean),
                reduction("prod", "prod", Expr::prod), reduction("max", "max", Expr::max), reduction("min", "min", Expr::min),
                reduction("lse", "logsumexp", Expr::logsumexp), reduction("var", "var", Expr::var),
                reduction("std", "std", Expr::std), reduction("any", "any", Expr::any), reduction("all", "all", Expr::all),
                reduction("norm", "norm", Expr::norm), step("argmax", "$0.argmax({axis})", c -> c.x().argmax(c.axis())),
                step("argmin", "$0.argmin({axis})", c -> c.x().argmin(c.axis())),
                step("softmax", "$0.softmax({axes})", c -> c.x().softmax(axes(c))),
                step("logsoftmax", "$0.logSoftmax({axes})", c -> c.x().logSoftmax(axes(c))));
    }

    private static Tuple2<String, Operation> reduction(String name, String verb, Reduction f) {
        return step("r" + name, "$0." + verb + "({axes}) /* keep: {keep} */", c -> {
            Expr reduced = f.of(c.x(), axes(c));
            return c.settings().flag("keep") ? c.x().keep(reduced, axes(c)) : reduced;
        });
    }

    private static Seq<Tuple2<String, Operation>> running() {
        return Array.of(step("cumsum", "$0.cumsum({axis}, {rev})", c -> c.x().cumsum(c.axis(), reversed(c))),
                step("cumprod", "$0.cumprod({axis}, {rev})", c -> c.x().cumprod(c.axis(), reversed(c))),
                step("cummax", "$0.cummax({axis}, {rev})", c -> c.x().cummax(c.axis(), reversed(c))),
                step("cummin", "$0.cummin({axis}, {rev})", c -> c.x().cummin(c.axis(), reversed(c))),
                step("logcumsumexp", "$0.logcumsumexp({axis}, {rev})", c -> c.x().logcumsumexp(c.axis(), reversed(c))));
    }

    private static Seq<Tuple2<String, Operation>> sorted() {
        return Array.of(step("sort", "$0.sort({axis}, {desc})", c -> c.x().sort(c.axis(), c.settings().flag("desc"))),
                step("argsort", "$0.argsort({axis}, {desc})", c -> c.x().argsort(c.axis(), c.settings().flag("desc"))),
                step("topk", "topK($0, {k}).values()", c -> topK(c.x(), c.integer("k")).values()),
                step("median", "$0.median({axis})", c -> c.x().median(c.axis())),
                step("quantile", "$0.quantile({q}, {axis})", c -> c.x().quantile(c.settings().number("q"), c.axis())));
    }

    private static Seq<Tuple2<String, Operation>> shapes() {
        return Array.of(step("permute", "$0.permute({perm})", c -> c.x().permute(c.settings().ints("perm"))),
                step("reshape", "$0.reshape({shape})", c -> c.x().reshape(c.settings().ints("shape"))),
                step("broadcast", "$0.broadcastTo({shape})", c -> c.x().broadcastTo(c.settings().ints("shape"))),
                step("expand", "$0.expandDims({axis})", c -> c.x().expandDims(c.axis())),
                step("squeeze", "$0.squeeze({axis})", c -> c.x().squeeze(c.axis())),
                step("pad", "$0.pad(Ints.of({low}), Ints.of({high}), {v})", c -> c.x()
                        .pad(Ints.of(c.settings().ints("low")), Ints.of(c.settings().ints("high")), c.settings().number("v"))),
                step("flip", "$0.flip({axes})", c -> c.x().flip(axes(c))),
                step("concat", "concatenate({axis}, $*)", c -> concatenate(c.axis(), every(c))),
                step("stack", "stack({axis}, $*)", c -> stack(c.axis(), every(c))),
                step("roll", "$0.roll({n}, {axis})", c -> c.x().roll(c.integer("n"), c.axis())),
                step("tile", "$0.tile({reps})", c -> c.x().tile(c.settings().ints("reps"))),
                step("repeat", "$0.repeat({n}, {axis})", c -> c.x().repeat(c.integer("n"), c.axis())),
                step("diff", "$0.diff({axis})", c -> c.x().diff(c.axis())));
    }

    private static Seq<Tuple2<String, Operation>> places() {
        return Array.of(step("index", "$0.get({idx})", c -> c.settings().list("idx").isEmpty() ? c.x() : c.x()
                        .get(c.settings().subscripts())),
                step("take", "$0.take($1, {axis})", c -> c.x().take(c.y(), c.axis())),
                step("takealong", "$0.takeAlongAxis($1, {axis})", c -> c.x().takeAlongAxis(c.y(), c.axis())),
                step("atadd", "$0.at({idx}).add($1)", c -> c.x().at(c.settings().subscripts()).add(c.y())),
                step("atset", "$0.at({idx}).set($1)", c -> c.x().at(c.settings().subscripts()).set(c.y())),
                step("atmul", "$0.at({idx}).multiply($1)", c -> c.x().at(c.settings().subscripts()).multiply(c.y())),
                step("iadd", "$0.at($1).add($2)", c -> c.x().at(c.y()).add(c.z())),
                step("imul", "$0.at($1).multiply($2)", c -> c.x().at(c.y()).multiply(c.z())),
                step("imax", "$0.at($1).max($2)", c -> c.x().at(c.y()).max(c.z())),
                step("imin", "$0.at($1).min($2)", c -> c.x().at(c.y()).min(c.z())),
                step("iset", "$0.at($1).set($2)", c -> c.x().at(c.y()).set(c.z())),
                step("dslice", "$0.dynamicSlice($1, {sizes})", c -> c.x().dynamicSlice(c.y(), c.settings().ints("sizes"))),
                step("dupdate", "$0.dynamicUpdateSlice($1, $2)", c -> c.x().dynamicUpdateSlice(c.y(), c.z())),
                step("onehot", "$0.oneHot({n}, F64)", c -> c.x().oneHot(c.integer("n"), DType.F64)));
    }

    private static int[] axes(Call c) {
        return c.settings().ints("axes");
    }

    private static boolean reversed(Call c) {
        return c.settings().flag("rev");
    }

    private static Expr[] every(Call c) {
        return c.operands().toJavaArray(Expr[]::new);
    }
}
