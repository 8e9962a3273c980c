package fluxion.transforms;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.Literal;
import fluxion.core.NodeMap;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.TransformException;
import fluxion.core.Var;
import fluxion.core.op.Binary;
import fluxion.core.op.Op;
import fluxion.core.rewrite.Equation;
import fluxion.core.rewrite.Law;
import fluxion.core.rewrite.Make;
import fluxion.core.rewrite.Rule;
import fluxion.core.rewrite.Step;
import fluxion.transforms.algebra.SignAnalysis;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One bottom-up walk: every node is rebuilt on simplified inputs, shared with equal ones, and rewritten until no rule
 * applies. What a rule builds is simplified as it is built, so that after the walk no rule applies anywhere, except where
 * rules nested deeper than {@value #DEPTH}; the next walk finds those.
 */
final class Rewriter implements Make {
    /** How deep rules may build within rules; deeper, nodes are only built. */
    private static final int DEPTH = 100;
    private final HashConsing table = new HashConsing();
    private final Map<Expr, Expr> normal = new NodeMap<>();
    private final Map<Expr, Integer> uses = new NodeMap<>();
    private final RuleIndex rules;
    private final Seq<String> assumed;
    private final Map<Expr, List<Rule>> open;
    private final List<Step> steps;
    private final boolean recording;
    private final Option<RewriteCheck> check;
    private int depth;
    /** How often rules asked what is around a node, or built one. */
    private long questions;
    private long fuel;
    private boolean cancelled;

    /**
     * @param rules to try, in order
     * @param assumed the names of those whose guards need no proof
     * @param open of nodes to which no rule applied those that may apply elsewhere: all others looked at nothing but the node and
     *     what it is made of, which stay what they are; this walk adds what it finds
     * @param steps where to record, if at all
     * @param fuel the most firings before rewriting is taken to be endless
     * @param check what looks at every firing, if anything
     */
    Rewriter(RuleIndex rules, Seq<String> assumed, Map<Expr, List<Rule>> open, Option<List<Step>> steps, long fuel,
            Option<RewriteCheck> check) {
        this.open = open;
        this.check = check;
        this.fuel = fuel;
        this.rules = rules;
        this.assumed = assumed;
        this.recording = steps.isDefined();
        this.steps = steps.getOrElse(ArrayList::new);
    }

    /** The roots simplified; where nothing is left to do, the very same nodes. */
    Seq<Expr> walk(Seq<? extends Expr> roots) {
        Seq<Expr> order = Graph.topological(roots);
        order.forEach(table::intern);
        Map<Expr, Integer> old = Uses.of(roots, order);
        Map<Expr, Expr> made = new NodeMap<>();
        for (Expr node : order) {
            Expr becomes = switch (node) {
                case Tensor tensor -> leaf(tensor);
                case Var variable -> variable;
                case Apply apply -> apply(apply.op(), apply.inputs().map(made::get));
                case Result result -> switch (made.get(result.of())) {
                    case Apply apply -> table.intern(new Result(apply, result.index(), result.type()));
                    case Expr other -> throw new TransformException("an operation with several results became " + other.type());
                };
            };
            made.put(node, becomes);
            uses.merge(becomes, old.getOrDefault(node, 0), Integer::sum);
        }
        return Array.ofAll(roots).map(made::get);
    }

    /** How many firings are left. */
    long fuel() {
        return fuel;
    }

    /** Whether a rule fired by which something may have cancelled. */
    boolean cancelled() {
        return cancelled;
    }

    @Override
    public Expr leaf(Tensor tensor) {
        questions++;
        Expr shared = table.intern(tensor);
        if (tensor.shape().isScalar()) {
            return shared;
        }
        return normal.computeIfAbsent(shared, _ -> Literal.value(tensor).flatMap(value -> literal(tensor.type(), value))
                .getOrElse(shared));
    }

    @Override
    public boolean has(Op op, Expr... operands) {
        questions++;
        return table.find(op, Array.of(operands)).exists(node -> uses(node) > 0);
    }

    @Override
    public int uses(Expr expression) {
        questions++;
        return uses.getOrDefault(expression, 0);
    }

    @Override
    public Expr apply(Op op, Seq<Expr> operands) {
        questions++;
        Seq<Expr> inputs = op == Binary.MUL && Literal.value(operands.get(1)).isDefined()
                && Literal.value(operands.get(0)).isEmpty()
                ? operands.reverse() : operands;
        Apply node = table.intern(op, inputs);
        rules.meet(op);
        // while a node is being rewritten it stands for itself, so that rules which undo each other change nothing
        Expr known = depth >= DEPTH ? normal.getOrDefault(node, node) : normal.putIfAbsent(node, node);
        if (known != null) {
            return known;
        }
        depth++;
        try {
            Expr result = rewritten(node);
            normal.put(node, result);
            return result;
        } finally {
            depth--;
        }
    }

    private Expr rewritten(Apply node) {
        List<Rule> before = open.get(node);
        List<Rule> asked = new ArrayList<>();
        for (Rule rule : before == null ? rules.of(node.op()) : before) {
            long questionsBefore = questions;
            Option<Expr> after = allowed(rule, node) ? rule.rewrite(node, this).filter(made -> made != node) : Option.none();
            if (after.isDefined()) {
                if (fuel-- == 0) {
                    throw new TransformException("simplify: a rule must not grow what it replaces without end; got "
                            + rule.text());
                }
                check.forEach(c -> c.fired(rule, node, after.get()));
                cancelled |= rule.cancels();
                if (recording) {
                    steps.add(new Step(rule.name(), node, after.get()));
                }
                return after.get();
            }
            if (questions != questionsBefore) {
                asked.add(rule);
            }
        }
        if (before == null) {
            open.put(node, asked.isEmpty() ? List.of() : asked);
        }
        return node;
    }

    private boolean allowed(Rule rule, Apply node) {
        return !(rule.law() instanceof Law.Domain(var guard)) || assumed.contains(rule.name())
                || rule instanceof Equation equation && equation.match(node).exists(values -> SignAnalysis.holds(guard, values));
    }
}
