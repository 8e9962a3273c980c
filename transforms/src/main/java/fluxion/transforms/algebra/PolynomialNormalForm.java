package fluxion.transforms.algebra;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.Literal;
import fluxion.core.NodeMap;
import fluxion.core.Result;
import fluxion.core.op.Binary;
import fluxion.core.op.Op;
import fluxion.core.op.Power;
import fluxion.core.op.Unary;
import fluxion.core.rewrite.Law;
import fluxion.core.rewrite.Make;
import fluxion.core.rewrite.Rule;
import fluxion.core.rewrite.Step;
import fluxion.transforms.algebra.Polynomial.Term;
import fluxion.transforms.algebra.PolynomialBuilder.Bracket;
import fluxion.transforms.algebra.PolynomialBuilder.Budget;
import fluxion.transforms.algebra.PolynomialReader.Read;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects like terms and powers: sums, products and quotients are read as polynomials ({@link PolynomialReader}) and built again
 * ({@link PolynomialBuilder}), as sums of monomials or with common factors taken out, where that costs less than what was there.
 * It looks at a whole function at once, because what something costs depends on who else uses it.
 */
public final class PolynomialNormalForm implements Rule {
    private static final double LESS = 1e-9;
    private static final int TERMS = 400;
    private static final int SIZE = 4096;
    private final boolean cancels;

    private PolynomialNormalForm(boolean cancels) {
        this.cancels = cancels;
    }

    /** Terms and factors that cancel go. */
    public static PolynomialNormalForm cancelling() {
        return new PolynomialNormalForm(true);
    }

    /** Sums and products in which something would cancel stay as they are. */
    public static PolynomialNormalForm keeping() {
        return new PolynomialNormalForm(false);
    }

    @Override
    public String name() {
        return "sum/collect";
    }

    @Override
    public String statement() {
        return "a·m + b·m = (a + b)·m, m·x + m·y = m·(x + y), xᵐ·xⁿ = xᵐ⁺ⁿ in sums of products of any size";
    }

    @Override
    public Law law() {
        return Law.REAL;
    }

    @Override
    public String reason() {
        return "like terms are one, where that costs less to evaluate";
    }

    @Override
    public boolean concerns(Op op) {
        return op == Binary.ADD || op == Binary.SUB || op == Binary.MUL || op == Binary.DIV || op == Unary.NEG
                || op instanceof Power;
    }

    @Override
    public boolean cancels() {
        return cancels;
    }

    /** Who is told of the steps. */
    @FunctionalInterface
    public interface Log {
        /**
         * A step.
         *
         * @param cancels whether something no longer occurs afterwards
         */
        void step(Step step, boolean cancels);
    }

    @Override
    public Option<Expr> rewrite(Apply node, Make make) {
        Expr after = over(Array.of(node), make, (_, _) -> { }).get(0);
        return Option.when(after != node, after);
    }

    /** The roots with all their arithmetic collected; steps are told to {@code log}. */
    public Seq<Expr> over(Seq<Expr> roots, Make make, Log log) {
        return over(roots, make, log, NodeMap.set());
    }

    /**
     * As {@link #over(Seq, Make, Log)}, one of several walks.
     *
     * @param settled brackets that earlier walks put inside of others, which are looked at with the whole; this walk adds its own
     */
    public Seq<Expr> over(Seq<Expr> roots, Make make, Log log, Set<Expr> settled) {
        Seq<Expr> order = Graph.topological(roots);
        int count = order.count(PolynomialReader::isArithmetic);
        if (count == 0) {
            return roots;
        }
        return new Walk(order, roots, make, log, count, cancels, settled).collected();
    }

    /** What an operation costs, in additions of one element; a little less where it reads but one operand. */
    static double cost(Apply e) {
        return switch (e.op()) {
            case Binary binary -> (binary == Binary.DIV ? 3 : 1) - (e.inputs().exists(input -> Literal.value(input).isDefined())
                    ? 0.1 : 0);
            case Power(int n) -> n == 2 ? 0.9 : n > 2 ? 1.5 : n == -1 ? 3 : 4;
            case Unary _ -> 0.9;
            default -> 0;
        };
    }

    /** One pass over a function. */
    private static final class Walk {
        private final Seq<Expr> order;
        private final Seq<Expr> roots;
        private final Make make;
        private final Log log;
        private final boolean cancelling;
        private final PolynomialReader reading;
        private final Map<Expr, Integer> uses = new NodeMap<>();
        private final Set<Expr> needed = NodeMap.set();
        private final Map<Expr, Expr> made = new NodeMap<>();
        private final Map<Expr, Integer> position = new NodeMap<>();
        private final Map<Term, Expr> known = new HashMap<>();
        private final Map<Expr, Term> terms = new NodeMap<>();
        private final Map<Bracket, Option<Expr>> brackets = new HashMap<>();
        /** Terms for which no node was known while brackets were built. */
        private final Set<Term> missed = new HashSet<>();
        private final Map<Expr, List<Expr>> introduced = new NodeMap<>();
        private final Set<Expr> bracketed = NodeMap.set();
        /** What will be there whether this node is replaced or not. */
        private final Set<Expr> present = NodeMap.set();
        private final Set<Expr> settled;

        Walk(Seq<Expr> order, Seq<Expr> roots, Make make, Log log, int count, boolean cancelling, Set<Expr> settled) {
            this.order = order;
            this.roots = roots;
            this.make = make;
            this.log = log;
            this.cancelling = cancelling;
            this.reading = new PolynomialReader(Math.clamp(200_000 / count, 6, TERMS), Math.clamp(400_000 / count, 12, SIZE),
                    divisors(order));
            this.settled = settled;
        }

        /** Sums that are divided by, which stay whole so that they cancel. */
        private static Set<Expr> divisors(Seq<Expr> order) {
            Set<Expr> result = NodeMap.set();
            for (Expr node : order) {
                if (node instanceof Apply apply && PolynomialReader.isArithmetic(apply)) {
                    if (apply.op() == Binary.DIV) {
                        factors(apply.input(1), result);
                    } else if (apply.op() instanceof Power(int n) && n < 0) {
                        factors(apply.input(0), result);
                    }
                }
            }
            return result;
        }

        private static void factors(Expr product, Set<Expr> into) {
            List<Expr> stack = new ArrayList<>(List.of(product));
            while (!stack.isEmpty()) {
                Expr e = stack.removeLast();
                if (e instanceof Apply apply && PolynomialReader.isArithmetic(apply) && into.add(e) && apply.op() != Binary.ADD
                        && apply.op() != Binary.SUB) {
                    apply.inputs().forEach(stack::add);
                }
            }
        }

        Seq<Expr> collected() {
            read();
            int at = 0;
            for (Expr node : order) {
                position.put(node, at++);
                present.add(node);
            }
            for (Expr node : order) {
                switch (node) {
                    case Apply apply -> {
                        put(node, rebuilt(apply));
                        if (needed.contains(apply)) {
                            better(apply).forEach(after -> {
                                boolean cancels = cancels(apply);
                                if (cancelling || !cancels) {
                                    log.step(new Step("sum/collect", made.get(node), after), cancels);
                                    put(node, after);
                                    if (bracketed.contains(after)) {
                                        settled.addAll(introduced.getOrDefault(node, List.of()));
                                        settled.remove(after);
                                    }
                                }
                            });
                        }
                    }
                    case Result result -> {
                        Apply of = (Apply) made.get(result.of());
                        put(node, of == result.of() ? result : of.results().get(result.index()));
                    }
                    case Expr leaf -> put(node, leaf);
                }
                if (terms.containsKey(node) && missed.contains(terms.get(node))) {
                    // from here on they may be built with this node
                    brackets.clear();
                    missed.clear();
                }
            }
            return roots.map(made::get);
        }

        /** Notes what became of a node; it and all it is made of are there now. */
        private void put(Expr node, Expr becomes) {
            made.put(node, becomes);
            List<Expr> stack = new ArrayList<>(List.of(becomes));
            while (!stack.isEmpty()) {
                Expr e = stack.removeLast();
                if (present.add(e) && e instanceof Apply apply) {
                    introduced.computeIfAbsent(node, _ -> new ArrayList<>()).add(e);
                    apply.inputs().forEach(stack::add);
                }
            }
        }

        private Expr rebuilt(Apply apply) {
            Seq<Expr> inputs = apply.inputs().map(made::get);
            for (int i = 0; i < inputs.size(); i++) {
                if (inputs.get(i) != apply.input(i)) {
                    return make.apply(apply.op(), inputs);
                }
            }
            return apply;
        }

        /**
         * Reads all arithmetic; nodes that others need as they are, not as part of a polynomial, are noted, and sums in
         * products.
         */
        private void read() {
            roots.forEach(root -> {
                uses.merge(root, 1, Integer::sum);
                needed.add(root);
            });
            for (Expr node : order) {
                if (node instanceof Apply apply) {
                    apply.inputs().forEach(input -> uses.merge(input, 1, Integer::sum));
                    if (PolynomialReader.isArithmetic(apply) && Literal.value(apply).isEmpty()) {
                        Read read = reading.read(apply);
                        boolean sum = isSum(apply);
                        apply.inputs().filter(input -> !read.inside().contains(input) || !sum && isSum(input))
                                .forEach(needed::add);
                        if (read.polynomial().size() == 1 && !read.inside().isEmpty()
                                && !read.polynomial().terms().get(0).monomial().isOne()
                                && known.putIfAbsent(read.polynomial().terms().get(0), apply) == null) {
                            terms.put(apply, read.polynomial().terms().get(0));
                        }
                    } else {
                        apply.inputs().forEach(needed::add);
                    }
                }
            }
        }

        private static boolean isSum(Expr e) {
            return e instanceof Apply apply && (apply.op() == Binary.ADD || apply.op() == Binary.SUB);
        }

        private Option<Expr> better(Apply node) {
            Option<Read> read = reading.get(node);
            if (read.isEmpty() || read.get().inside().isEmpty() || settled.contains(node) && made.get(node) == node
                    && uses.get(node) == 1) {
                return Option.none();
            }
            Polynomial p = Identities.applied(read.get().polynomial(), reading);
            Set<Expr> own = exclusive(node);
            List.copyOf(own).forEach(e -> {
                own.add(made.getOrDefault(e, e));
                own.addAll(introduced.getOrDefault(e, List.of()));
            });
            double before = added(made.get(node), own);
            if (p.least() >= before) {
                return Option.none();
            }
            PolynomialBuilder reusing = new PolynomialBuilder(reading, node.tensorType(), made::get,
                    term -> known(term, position.get(node)), make, brackets);
            PolynomialBuilder fresh = new PolynomialBuilder(reading, node.tensorType(), made::get, _ -> Option.none(), make,
                    new HashMap<>());
            Option<Expr> best = Option.none();
            double least = before - LESS;
            for (PolynomialBuilder builder : List.of(reusing, fresh)) {
                for (Expr candidate : builder.sum(p, budget(own, least))) {
                    double cost = added(candidate, own);
                    if (cost < least) {
                        least = cost;
                        best = Option.of(candidate);
                    }
                }
            }
            Seq<Polynomial> forms = p.size() > 1 ? Array.of(p).filter(Polynomial::shares).appendAll(Fractions.joined(p, reading))
                    : Array.empty();
            for (Expr candidate : forms.flatMap(reusing::factored).flatMap(e -> e)) {
                double cost = added(candidate, own);
                // brackets are harder to read; they have to be worth it
                if (cost < least && cost < before - 0.5
                        && (best.isEmpty() || bracketed.contains(best.get()) || cost < least - 0.95)) {
                    least = cost;
                    best = Option.of(candidate);
                    bracketed.add(candidate);
                }
            }
            return best.filter(e -> e != made.get(node));
        }

        /** What a replacement may cost: less than {@code least}, when some nodes are gone. */
        private Budget budget(Set<Expr> gone, double least) {
            return new Budget() {
                @Override
                public boolean isThere(Expr e) {
                    return present.contains(e);
                }

                @Override
                public boolean isExceeded(int additions, List<Expr> summands) {
                    Set<Expr> made = NodeMap.set();
                    // the number that the sum may begin with is not among the summands
                    double cost = additions - 0.1;
                    for (Expr e : summands) {
                        if (Literal.value(e).isDefined()) {
                            cost -= 0.1;
                        } else if (e instanceof Apply apply && (!present.contains(e) || gone.contains(e)) && made.add(e)) {
                            cost += PolynomialNormalForm.cost(apply);
                        }
                    }
                    return cost - LESS >= least;
                }
            };
        }

        /** A node before a place that is a term. */
        private Option<Expr> known(Term term, int place) {
            Expr node = known.get(term);
            if (node != null && position.get(node) < place) {
                return Option.of(made.get(node));
            }
            missed.add(term);
            return Option.none();
        }

        /** Whether something that was read into a node's polynomial has gone from it. */
        private boolean cancels(Apply node) {
            Set<Expr> left = NodeMap.set();
            for (Term term : Identities.applied(reading.get(node).get().polynomial(), reading).terms()) {
                term.monomial().factors().forEach(factor -> left.add(reading.atom(factor / 2)));
            }
            Set<Expr> seen = NodeMap.set();
            List<Expr> stack = new ArrayList<>(List.of(node));
            while (!stack.isEmpty()) {
                Expr e = stack.removeLast();
                List<Expr> inside = reading.get(e).get().inside();
                for (Expr input : ((Apply) e).inputs()) {
                    if (inside.contains(input)) {
                        if (seen.add(input)) {
                            stack.add(input);
                        }
                    } else if (Literal.value(input).isEmpty() && !left.contains(input)) {
                        return true;
                    }
                }
            }
            return false;
        }

        /** The nodes inside that no one else uses. */
        private Set<Expr> exclusive(Apply node) {
            Set<Expr> own = NodeMap.set();
            Map<Expr, Integer> left = new NodeMap<>();
            List<Expr> stack = new ArrayList<>(List.of(node));
            while (!stack.isEmpty()) {
                Expr e = stack.removeLast();
                own.add(e);
                for (Expr input : ((Apply) e).inputs()) {
                    if (reading.get(e).get().inside().contains(input)
                            && left.merge(input, uses.get(input) - 1, (old, _) -> old - 1) == 0) {
                        stack.add(input);
                    }
                }
            }
            return own;
        }

        /** What a replacement adds to what is there without the nodes it replaces. */
        private double added(Expr candidate, Set<Expr> replaced) {
            Set<Expr> seen = NodeMap.set();
            List<Expr> stack = new ArrayList<>(List.of(candidate));
            double cost = 0;
            while (!stack.isEmpty()) {
                Expr e = stack.removeLast();
                boolean there = present.contains(e) && !replaced.contains(e);
                if (!there && seen.add(e) && e instanceof Apply apply && Literal.value(e).isEmpty()) {
                    cost += PolynomialNormalForm.cost(apply);
                    apply.inputs().forEach(stack::add);
                }
            }
            return cost;
        }
    }
}
