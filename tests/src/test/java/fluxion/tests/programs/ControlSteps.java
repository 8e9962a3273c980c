package fluxion.tests.programs;

import static fluxion.dsl.Fluxion.*;
import static fluxion.tests.programs.ElementwiseSteps.step;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.dsl.function.LoopOption;
import fluxion.tests.programs.Operation.Call;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.function.Supplier;

/** Choices, loops, and transforms inside programs. */
final class ControlSteps {
    private ControlSteps() {}

    static Seq<Tuple2<String, Operation>> all() {
        return Array.of(control(), transforms(), lanes()).flatMap(t -> t);
    }

    private static Seq<Tuple2<String, Operation>> control() {
        return Array.of(step("cond", "cond($0, #0, #1, $1)", c -> cond(c.x(), c.f1(0), c.f1(1), c.y())),
                step("switch", "switchOn($0, /* of $1 */ #*)", ControlSteps::chosen),
                step("scan", "scan($0, $1, #0) /* option {opt}, reversed: {rev}, part {want} */", ControlSteps::scanned),
                step("fori", "fori({low}, {high}, $0, #0) /* option {opt} */",
                        c -> fori(c.integer("low"), c.integer("high"), c.x(), c.f2(0),
                        c.integer("opt") == 3 ? new LoopOption[] {unroll(2)} : new LoopOption[0])),
                step("foridyn", "fori(scalar(I32, 0), $0.maximum(0).minimum(4), $1, #0) /* option {opt} */",
                        c -> fori(scalar(DType.I32, 0), c.x().maximum(0).minimum(4), c.y(), c.f2(0), options(c))),
                step("whileloop", "while $0² sums to more than {thr}, {max} times at most: #0 /* option {opt} */",
                        ControlSteps::repeated),
                step("mapeach", "mapEach($0, #0)", c -> mapEach(c.x(), c.f1(0))),
                step("assoc", "associativeScan($0, (a, b) -> a {kind: plus times maximum} b)",
                        c -> associativeScan(c.x(), (u, v) -> switch (c.integer("kind")) {
                    case 0 -> u.plus(v);
                    case 1 -> u.times(v);
                    default -> u.maximum(v);
                })));
    }

    private static Seq<Tuple2<String, Operation>> transforms() {
        return Array.of(step("grad", "grad(#0).apply($0)", c -> grad(c.f1(0)).apply(c.x())),
                step("jvp", "jvp(#0, $0, $1).tangent()", c -> jvp(c.f1(0), c.x(), c.y()).tangent()),
                step("linearize", "linearize(#0, $0).linear().apply($1)", c -> linearize(c.f1(0), c.x()).linear().apply(c.y())),
                step("vjp", "vjp(#0, $0) /* the value pulled back */", c -> {
                    var pulled = vjp(c.f1(0), c.x());
                    return pulled.pullback().apply(pulled.value());
                }),
                step("jacrev", "jacrev(#0).chunk({chunk}).apply($0)", c -> chunk(c) == 0 ? jacrev(c.f1(0)).apply(c.x())
                        : jacrev(c.f1(0)).chunk(chunk(c)).apply(c.x())),
                step("jacfwd", "jacfwd(#0).chunk({chunk}).apply($0)", c -> chunk(c) == 0 ? jacfwd(c.f1(0)).apply(c.x())
                        : jacfwd(c.f1(0)).chunk(chunk(c)).apply(c.x())),
                step("hessian", "hessian(#0).chunk({chunk}).apply($0)", c -> chunk(c) == 0 ? hessian(c.f1(0)).apply(c.x())
                        : hessian(c.f1(0)).chunk(chunk(c)).apply(c.x())),
                step("checkpoint", "checkpoint(#0).apply($0)", c -> checkpoint(c.f1(0)).apply(c.x())),
                        step("call", "fn(#0).apply($*)", c -> c.operands().size() == 1 ? fn(c.f1(0)).apply(c.x()) : fn(c.f2(0))
                        .apply(c.x(), c.y())));
    }

    private static Seq<Tuple2<String, Operation>> lanes() {
        return Array.of(step("vmap", "vmap(#0).in({in}).out({out}).chunk({chunk}).apply($*)", ControlSteps::mapped),
                step("lanes", "vmap(#0).in({axis}).axisName({name}).apply($0)", c -> vmap(c.f1(0)).in(c.axis())
                        .axisName(c.settings().text("name")).apply(c.x())),
                step("psum", "psum($0, {name})", c -> psum(c.x(), c.settings().text("name"))),
                step("pmean", "pmean($0, {name})", c -> pmean(c.x(), c.settings().text("name"))),
                step("laneindex", "axisIndex({name})", c -> axisIndex(c.settings().text("name"))));
    }

    @SuppressWarnings("unchecked") // an array of suppliers of expressions
    private static Expr chosen(Call c) {
        Supplier<Expr>[] branches = Array.range(0, c.bodies().size()).<Supplier<Expr>>map(i -> () -> c.f1(i).apply(c.y()))
                .toJavaArray(Supplier[]::new);
        return switchOn(c.x(), branches);
    }

    private static Expr scanned(Call c) {
        ExprStep<Expr> body = (u, v) -> {
            Seq<Expr> both = c.bodies().head().apply(Array.of(u, v));
            return pair(both.get(0), both.get(1));
        };
        Seq<LoopOption> options = Array.<LoopOption>empty().appendAll(Option.when(c.integer("opt") == 3, () -> unroll(2)))
                .appendAll(Option.when(c.settings().flag("rev"), () -> reversed()));
        Tuple2<Expr, Expr> both = scan(c.x(), c.y(), body, options.toJavaArray(LoopOption[]::new));
        return c.integer("want") == 0 ? both._1 : both._2;
    }

    private static Expr repeated(Call c) {
        double least = c.settings().number("thr");
        int most = c.integer("max");
        return whileLoop(pair(c.x(), (Expr) scalar(DType.I32, 0)), (Tuple2<Expr, Expr> s) -> s._1.square().sum().gt(least)
                .and(s._2.lt(most)),
                (Tuple2<Expr, Expr> s) -> pair(c.f1(0).apply(s._1), s._2.plus(1)), options(c))._1;
    }

    private static LoopOption[] options(Call c) {
        return switch (c.integer("opt")) {
            case 1 -> new LoopOption[] {checkpointed()};
            case 2 -> new LoopOption[] {checkpointed(2)};
            default -> new LoopOption[0];
        };
    }

    /** How many lanes at once; 0 means all. */
    private static int chunk(Call c) {
        return c.settings().get("chunk").fold(() -> 0, n -> (Integer) n);
    }

    private static Expr mapped(Call c) {
        Object[] in = c.settings().list("in").map(a -> a instanceof Number n ? axis(n.intValue()) : none()).toJavaArray();
        int out = c.integer("out");
        int chunk = chunk(c);
        if (c.operands().size() == 1) {
            var lanes = vmap(c.f1(0)).in(in).out(out);
            return (chunk == 0 ? lanes : lanes.chunk(chunk)).apply(c.x());
        }
        var lanes = vmap(c.f2(0)).in(in).out(out);
        return (chunk == 0 ? lanes : lanes.chunk(chunk)).apply(c.x(), c.y());
    }
}
