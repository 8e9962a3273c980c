package fluxion.dsl.optim;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.Fluxion;

/** Transformations that divide by how large gradients were. */
sealed interface Scaling extends GradientTransformation {

    /** m̂/(√(v̂ + ε₀) + ε) of corrected running means; with Nesterov's momentum that of the next step. */
    record ByAdam(double beta1, double beta2, double epsilon, double epsilonRoot, boolean nesterov) implements Scaling {
        @Override
        public <P> TransformationMemory<P> init(P parameters) {
            return TransformationMemory.zeros(parameters, "mean", "square").counted();
        }

        @Override
        public <P> Change<P> update(Change<P> change, P parameters) {
            TransformationMemory<P> memory = change.memory();
            Expr t = Moments.next(memory);
            P mean = Moments.mean(memory.tree("mean"), change.updates(), beta1);
            P square = Moments.square(memory.tree("square"), change.updates(), beta2);
            P direction = nesterov ? Moments.mean(Moments.corrected(mean, beta1, t.plus(1)),
                    Moments.corrected(change.updates(), beta1, t), beta1) : Moments.corrected(mean, beta1, t);
            P updates = Fluxion.zip(direction, Moments.corrected(square, beta2, t),
                    (m, v) -> m.div(v.plus(epsilonRoot).sqrt().plus(epsilon)));
            return new Change<>(updates, memory.with("mean", mean).with("square", square).withStep(t));
        }
    }

    /** m̂/(√max v̂ + ε), by the largest v̂ of all steps so far. */
    record ByAmsgrad(double beta1, double beta2, double epsilon) implements Scaling {
        @Override
        public <P> TransformationMemory<P> init(P parameters) {
            return TransformationMemory.zeros(parameters, "mean", "square", "largest").counted();
        }

        @Override
        public <P> Change<P> update(Change<P> change, P parameters) {
            TransformationMemory<P> memory = change.memory();
            Expr t = Moments.next(memory);
            P mean = Moments.mean(memory.tree("mean"), change.updates(), beta1);
            P square = Moments.square(memory.tree("square"), change.updates(), beta2);
            P largest = Fluxion.zip(memory.tree("largest"), Moments.corrected(square, beta2, t), Expr::maximum);
            P updates = Fluxion.zip(Moments.corrected(mean, beta1, t), largest, (m, v) -> m.div(v.sqrt().plus(epsilon)));
            return new Change<>(updates, memory.with("mean", mean).with("square", square).with("largest", largest)
                    .withStep(t));
        }
    }

    /** m̂/v with v ← max(β₂·v, |g| + ε). */
    record ByAdamax(double beta1, double beta2, double epsilon) implements Scaling {
        @Override
        public <P> TransformationMemory<P> init(P parameters) {
            return TransformationMemory.zeros(parameters, "mean", "largest").counted();
        }

        @Override
        public <P> Change<P> update(Change<P> change, P parameters) {
            TransformationMemory<P> memory = change.memory();
            Expr t = Moments.next(memory);
            P mean = Moments.mean(memory.tree("mean"), change.updates(), beta1);
            P largest = Fluxion.zip(memory.tree("largest"), change.updates(),
                    (v, g) -> v.times(beta2).maximum(g.abs().plus(epsilon)));
            P updates = Fluxion.zip(Moments.corrected(mean, beta1, t), largest, Expr::div);
            return new Change<>(updates, memory.with("mean", mean).with("largest", largest).withStep(t));
        }
    }

    /** g/√(v + ε) with v ← β·v + (1 − β)·g²; about the mean where it is centred, v − m². */
    record ByRms(double decay, double epsilon, boolean centred) implements Scaling {
        @Override
        public <P> TransformationMemory<P> init(P parameters) {
            return centred ? TransformationMemory.zeros(parameters, "mean", "square")
                    : TransformationMemory.zeros(parameters, "square");
        }

        @Override
        public <P> Change<P> update(Change<P> change, P parameters) {
            TransformationMemory<P> memory = change.memory();
            P square = Moments.square(memory.tree("square"), change.updates(), decay);
            if (!centred) {
                P updates = Fluxion.zip(change.updates(), square, (g, v) -> g.div(v.plus(epsilon).sqrt()));
                return new Change<>(updates, memory.with("square", square));
            }
            P mean = Moments.mean(memory.tree("mean"), change.updates(), decay);
            P updates = Fluxion.zip(change.updates(), mean, square,
                    (g, m, v) -> g.div(v.minus(m.square()).plus(epsilon).sqrt()));
            return new Change<>(updates, memory.with("mean", mean).with("square", square));
        }
    }

    /** g/√(s + ε) with s ← s + g²; 0 where s is. */
    record BySum(double initial, double epsilon) implements Scaling {
        @Override
        public <P> TransformationMemory<P> init(P parameters) {
            TransformationMemory<P> memory = TransformationMemory.empty();
            return memory.with("sum", Fluxion.map(parameters, p -> Fluxion.full(p.tensorType(), initial)));
        }

        @Override
        public <P> Change<P> update(Change<P> change, P parameters) {
            P sum = Fluxion.zip(change.memory().tree("sum"), change.updates(), (s, g) -> s.plus(g.square()));
            P updates = Fluxion.zip(change.updates(), sum, (g, s) -> {
                Expr known = s.gt(0);
                return known.where(g.div(known.where(s.plus(epsilon), 1).sqrt()), 0);
            });
            return new Change<>(updates, change.memory().with("sum", sum));
        }
    }

    /** g·√(x + ε)/√(v + ε), v and x running means of the squares of g and of what came out. */
    record ByAdadelta(double rho, double epsilon) implements Scaling {
        @Override
        public <P> TransformationMemory<P> init(P parameters) {
            return TransformationMemory.zeros(parameters, "square", "moved");
        }

        @Override
        public <P> Change<P> update(Change<P> change, P parameters) {
            TransformationMemory<P> memory = change.memory();
            P square = Moments.square(memory.tree("square"), change.updates(), rho);
            P updates = Fluxion.zip(change.updates(), square, memory.tree("moved"),
                    (g, v, x) -> x.plus(epsilon).sqrt().div(v.plus(epsilon).sqrt()).times(g));
            return new Change<>(updates, memory.with("square", square)
                    .with("moved", Moments.square(memory.tree("moved"), updates, rho)));
        }
    }

    /** sign(β₁·m + (1 − β₁)·g), then m ← β₂·m + (1 − β₂)·g. */
    record ByLion(double beta1, double beta2) implements Scaling {
        @Override
        public <P> TransformationMemory<P> init(P parameters) {
            return TransformationMemory.zeros(parameters, "mean");
        }

        @Override
        public <P> Change<P> update(Change<P> change, P parameters) {
            P before = change.memory().tree("mean");
            P updates = Fluxion.map(Moments.mean(before, change.updates(), beta1), Expr::sign);
            return new Change<>(updates, change.memory().with("mean", Moments.mean(before, change.updates(), beta2)));
        }
    }

    /** u·c·‖p‖/(‖u‖ + ε) leaf by leaf; u where either norm is 0. */
    record ByTrustRatio(double coefficient, double epsilon) implements Scaling {
        @Override
        public <P> TransformationMemory<P> init(P parameters) {
            return TransformationMemory.empty();
        }

        @Override
        public <P> Change<P> update(Change<P> change, P parameters) {
            return new Change<>(Fluxion.zip(change.updates(), parameters, this::scaled), change.memory());
        }

        private Expr scaled(Expr update, Expr parameter) {
            Expr length = Fluxion.globalNorm(update);
            Expr size = Fluxion.globalNorm(parameter);
            Expr none = length.eq(0).or(size.eq(0));
            return update.times(none.where(1, size.times(coefficient).div(none.where(1, length.plus(epsilon)))));
        }
    }

    /** The root of the mean of the parameter's squares, at least a number, as a factor, leaf by leaf. */
    record ByParameters(double least) implements Scaling {
        @Override
        public <P> TransformationMemory<P> init(P parameters) {
            return TransformationMemory.empty();
        }

        @Override
        public <P> Change<P> update(Change<P> change, P parameters) {
            P updates = Fluxion.zip(change.updates(), parameters, (u, p) -> u.times(Clipping.rootMeanSquare(p).maximum(least)));
            return new Change<>(updates, change.memory());
        }
    }

    /** −η·u, or η·u where the sign stays; the rate of the step. */
    record ByRate(Schedule rate, boolean negated) implements Scaling {
        @Override
        public <P> TransformationMemory<P> init(P parameters) {
            TransformationMemory<P> memory = TransformationMemory.empty();
            return rate instanceof Schedule.Constant ? memory : memory.counted();
        }

        @Override
        public <P> Change<P> update(Change<P> change, P parameters) {
            TransformationMemory<P> memory = change.memory();
            if (rate instanceof Schedule.Constant(double always)) {
                double factor = negated ? -always : always;
                return new Change<>(Fluxion.map(change.updates(), u -> u.times(factor)), memory);
            }
            Expr step = memory.number(TransformationMemory.STEP);
            P updates = Fluxion.map(change.updates(), u -> {
                Expr scaled = Rates.scaled(rate, step, u);
                return negated ? scaled.neg() : scaled;
            });
            return new Change<>(updates, memory.withStep(Moments.next(memory)));
        }
    }

    /**
     * g/√v̂, where of matrices only the means r over columns and c over rows of v are remembered: v̂ = r·cᵀ/mean r
     * (Shazeer and Stern, ICML 2018), along the two longest axes of tensors whose shorter one of these is at least so long. The
     * running means forget by 1 − t^(−d).
     */
    record ByFactors(double decay, int shortest, double epsilon) implements Scaling {
        @Override
        public <P> TransformationMemory<P> init(P parameters) {
            TransformationMemory<P> memory = TransformationMemory.empty();
            return memory.with("rows", Fluxion.map(parameters, p -> isFactored(p) ? without(p, longer(p)) : nothing(p)))
                    .with("columns", Fluxion.map(parameters, p -> isFactored(p) ? without(p, shorter(p)) : nothing(p)))
                    .with("square", Fluxion.map(parameters, p -> isFactored(p) ? nothing(p) : Fluxion.zerosLike(p))).counted();
        }

        @Override
        public <P> Change<P> update(Change<P> change, P parameters) {
            TransformationMemory<P> memory = change.memory();
            Expr t = Moments.next(memory);
            Expr kept = t.cast(DType.F64).pow(-decay).subtractedFrom(1);
            P rows = Fluxion.zip(memory.tree("rows"), change.updates(),
                    (r, g) -> isFactored(g) ? mean(r, g, longer(g), kept) : r);
            P columns = Fluxion.zip(memory.tree("columns"), change.updates(),
                    (c, g) -> isFactored(g) ? mean(c, g, shorter(g), kept) : c);
            P square = Fluxion.zip(memory.tree("square"), change.updates(),
                    (v, g) -> isFactored(g) ? v : mixed(v, g.square().plus(epsilon), kept));
            P whole = Fluxion.zip(change.updates(), square, (g, v) -> isFactored(g) ? g : g.div(v.sqrt()));
            P updates = Fluxion.zip(whole, rows, columns, (g, r, c) -> isFactored(g) ? factored(g, r, c) : g);
            return new Change<>(updates, memory.with("rows", rows).with("columns", columns).with("square", square)
                    .withStep(t));
        }

        private static Expr factored(Expr g, Expr rows, Expr columns) {
            int at = shorter(g) > longer(g) ? shorter(g) - 1 : shorter(g); // of rows, which lack the longer axis
            Expr r = rows.div(rows.mean(at).expandDims(at));
            return g.div(r.sqrt().expandDims(longer(g))).div(columns.sqrt().expandDims(shorter(g)));
        }

        private Expr mean(Expr before, Expr g, int axis, Expr kept) {
            return mixed(before, g.square().plus(epsilon).mean(axis), kept);
        }

        private static Expr mixed(Expr before, Expr now, Expr kept) {
            Expr share = kept.cast(now.dtype());
            return before.times(share).plus(now.times(share.subtractedFrom(1)));
        }

        private boolean isFactored(Expr leaf) {
            return leaf.rank() >= 2 && leaf.shape().dim(shorter(leaf)) >= shortest;
        }

        /** The longest axis, the last of several. */
        private static int longer(Expr leaf) {
            return longest(leaf, -1);
        }

        /** The second longest. */
        private static int shorter(Expr leaf) {
            return longest(leaf, longest(leaf, -1));
        }

        private static int longest(Expr leaf, int except) {
            int best = -1;
            for (int axis = 0; axis < leaf.rank(); axis++) {
                if (axis != except && (best < 0 || leaf.shape().dim(axis) >= leaf.shape().dim(best))) {
                    best = axis;
                }
            }
            return best;
        }

        private static Expr without(Expr leaf, int axis) {
            return Fluxion.zerosLike(leaf.sum(axis));
        }

        private static Expr nothing(Expr leaf) {
            return Fluxion.zeros(Tensor.of(new double[0]).type().withDtype(leaf.dtype()));
        }
    }
}
