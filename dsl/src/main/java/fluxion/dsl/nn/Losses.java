package fluxion.dsl.nn;

import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Given;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import io.vavr.control.Option;

/**
 * Losses: how far predictions are from targets. Prediction and target have one shape, unless told otherwise; a loss without a
 * {@link Reduction} is the mean.
 */
public final class Losses {
    /** What the logarithm of a probability is at least, so that one impossible event does not make the loss infinite. */
    private static final double LEAST_LOG = -100;

    private Losses() {}

    /** The mean of (x − y)². */
    public static Expr mse(Expr prediction, Expr target) {
        Given.arguments("mse", prediction, target);
        return mse(prediction, target, Reduction.MEAN);
    }

    /** (x − y)². */
    public static Expr mse(Expr prediction, Expr target, Reduction reduction) {
        Given.arguments("mse", prediction, target, reduction);
        return reduction.of(difference("mse", prediction, target).square());
    }

    /** The mean of |x − y|. */
    public static Expr l1(Expr prediction, Expr target) {
        Given.arguments("l1", prediction, target);
        return l1(prediction, target, Reduction.MEAN);
    }

    /** |x − y|; its derivative where they are equal is 0. */
    public static Expr l1(Expr prediction, Expr target, Reduction reduction) {
        Given.arguments("l1", prediction, target, reduction);
        return reduction.of(difference("l1", prediction, target).abs());
    }

    /** d²/2 where |d| ≤ δ, else δ·(|d| − δ/2), for d = x − y (Huber, 1964). */
    public static Expr huber(Expr prediction, Expr target, double delta, Reduction reduction) {
        Given.arguments("huber", prediction, target, reduction);
        Expr difference = difference("huber", prediction, target);
        Expr distance = difference.abs();
        return reduction.of(distance.le(delta).where(difference.square().times(0.5), distance.minus(delta / 2).times(delta)));
    }

    /** The mean of d²/2 where |d| ≤ 1, else |d| − 1/2. */
    public static Expr huber(Expr prediction, Expr target) {
        Given.arguments("huber", prediction, target);
        return huber(prediction, target, 1, Reduction.MEAN);
    }

    /** d²/(2β) where |d| ≤ β, else |d| − β/2, for d = x − y: huber divided by β; |d| for β = 0 (Girshick, Fast R-CNN, 2015). */
    public static Expr smoothL1(Expr prediction, Expr target, double beta, Reduction reduction) {
        Given.arguments("smoothL1", prediction, target, reduction);
        if (!(beta >= 0)) {
            throw new FluxionException("smoothL1: β must not be negative; got " + beta);
        }
        Expr difference = difference("smoothL1", prediction, target);
        Expr distance = difference.abs();
        return reduction.of(beta == 0 ? distance
                : distance.le(beta).where(difference.square().times(0.5 / beta), distance.minus(beta / 2)));
    }

    /** The mean of d²/2 where |d| ≤ 1, else |d| − 1/2. */
    public static Expr smoothL1(Expr prediction, Expr target) {
        Given.arguments("smoothL1", prediction, target);
        return smoothL1(prediction, target, 1, Reduction.MEAN);
    }

    /** The mean of −p[target]: see {@link #nll(Expr, Expr, Reduction)}. */
    public static Expr nll(Expr logProbabilities, Expr target) {
        Given.arguments("nll", logProbabilities, target);
        return nll(logProbabilities, target, Reduction.MEAN);
    }

    /**
     * The negative log-likelihood {@code −p[n, target[n, …], …]} of classes.
     *
     * @param logProbabilities [N, C, …], or [C] of one example
     * @param target classes from 0 to C − 1, [N, …], or a scalar; others are refused when it is evaluated
     */
    public static Expr nll(Expr logProbabilities, Expr target, Reduction reduction) {
        Given.arguments("nll", logProbabilities, target, reduction);
        return nll(logProbabilities, target, reduction, Option.none(), Option.none());
    }

    /**
     * The negative log-likelihood {@code −w[target]·p[n, target[n, …], …]} of classes; the mean is over the weights of those
     * that count.
     *
     * @param ignoreIndex a class whose positions neither add to the loss nor count in the mean
     * @param classWeights [C]
     */
    public static Expr nll(Expr logProbabilities, Expr target, Reduction reduction, Option<Integer> ignoreIndex,
            Option<Expr> classWeights) {
        Given.arguments("nll", logProbabilities, target, reduction, ignoreIndex, classWeights);
        return classified("nll", logProbabilities, Option.none(), target, reduction, 0, ignoreIndex, classWeights);
    }

    /** The mean cross-entropy: see {@link #crossEntropy(Expr, Expr, Reduction, double, Option)}. */
    public static Expr crossEntropy(Expr logits, Expr target) {
        Given.arguments("crossEntropy", logits, target);
        return crossEntropy(logits, target, Reduction.MEAN);
    }

    /** The cross-entropy: see {@link #crossEntropy(Expr, Expr, Reduction, double, Option)}. */
    public static Expr crossEntropy(Expr logits, Expr target, Reduction reduction) {
        Given.arguments("crossEntropy", logits, target, reduction);
        return crossEntropy(logits, target, reduction, 0, Option.none());
    }

    /**
     * The cross-entropy {@code −Σ_c t[c]·ln softmax(z)[c]} of logits z and a target distribution t.
     *
     * @param logits [N, C, …], or [C] of one example
     * @param target classes (integers, [N, …]; those outside 0 … C − 1 are refused when it is evaluated), or probabilities
     *     (floating, of the logits' shape)
     * @param labelSmoothing the part ε of the target that is spread evenly over all classes: t·(1 − ε) + ε/C (Szegedy et
     *     al., Rethinking the Inception Architecture, 2016)
     * @param ignoreIndex a class whose positions neither add to the loss nor count in the mean
     */
    public static Expr crossEntropy(Expr logits, Expr target, Reduction reduction, double labelSmoothing,
            Option<Integer> ignoreIndex) {
        Given.arguments("crossEntropy", logits, target, reduction, ignoreIndex);
        return crossEntropy(logits, target, reduction, labelSmoothing, ignoreIndex, Option.none());
    }

    /**
     * The cross-entropy with weights {@code −Σ_c w[c]·t[c]·ln softmax(z)[c]}. For integer classes the mean is over the weights
     * of those that count, as PyTorch's; for probabilities it is plain.
     *
     * @param classWeights [C]
     */
    public static Expr crossEntropy(Expr logits, Expr target, Reduction reduction, double labelSmoothing,
            Option<Integer> ignoreIndex,
            Option<Expr> classWeights) {
        Given.arguments("crossEntropy", logits, target, reduction, ignoreIndex, classWeights);
        if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
            throw new ShapeException("crossEntropy: label smoothing must be from 0 to 1; got " + labelSmoothing);
        }
        int axis = classAxis("crossEntropy", logits);
        if (target.dtype().isInteger()) {
            return classified("crossEntropy", logits, Option.of(logits.logsumexp(axis)), target, reduction, labelSmoothing,
                    ignoreIndex, classWeights);
        }
        requireSame("crossEntropy", logits, target);
        if (ignoreIndex.isDefined()) {
            throw new DTypeException("crossEntropy: an ignored class requires integer classes as target; got " + target.type());
        }
        int classes = logits.shape().dim(axis);
        Expr wanted = labelSmoothing == 0 ? target : target.times(1 - labelSmoothing).plus(labelSmoothing / classes);
        Expr weighted = classWeights.map(w -> wanted.times(alongClasses("crossEntropy", w, logits))).getOrElse(wanted);
        return reduction.of(weighted.times(logits.logSoftmax(axis)).sum(axis).neg());
    }

    /**
     * w[target]·(total − z[target]): with ln Σ eᶻ for the total this is −(ln softmax(z))[target], and no logarithm of a class
     * that is not asked for is made.
     */
    private static Expr classified(String operation, Expr scores, Option<Expr> total, Expr target, Reduction reduction,
            double smoothing,
            Option<Integer> ignored, Option<Expr> classWeights) {
        Option<Expr> counted = ignored.map(target::ne);
        Expr classes = counted.map(c -> c.where(target, 0)).getOrElse(target);
        Expr picked = picked(operation, scores, classes);
        Option<Expr> weights = classWeights.map(w -> {
            requireClassWeights(operation, w, scores);
            return w.take(classes, 0);
        });
        Expr surprise = weighted(weights, total.map(t -> t.minus(picked)).getOrElse(picked::neg));
        Expr losses = smoothing == 0 ? surprise
                : surprise.times(1 - smoothing).plus(spread(operation, scores, total, classWeights).times(smoothing));
        Option<Expr> counts = counted.map(c -> weights.map(w -> c.where(w, 0)).getOrElse(c)).orElse(weights);
        Expr kept = counted.map(c -> c.where(losses, 0)).getOrElse(losses);
        return counts.map(c -> reduction.of(kept, c)).getOrElse(() -> reduction.of(kept));
    }

    private static Expr weighted(Option<Expr> weights, Expr x) {
        return weights.map(x::times).getOrElse(x);
    }

    /** The mean over all classes of w·(total − z): the mean of z alone would lose the digits of large logits. */
    private static Expr spread(String operation, Expr scores, Option<Expr> total, Option<Expr> classWeights) {
        int axis = classAxis(operation, scores);
        Expr surprises = total.map(t -> t.expandDims(axis).minus(scores)).getOrElse(scores::neg);
        return classWeights.map(w -> surprises.times(alongClasses(operation, w, scores))).getOrElse(surprises).mean(axis);
    }

    /** [C] as [C, 1, …], to broadcast against [N, C, …]. */
    private static Expr alongClasses(String operation, Expr weights, Expr scores) {
        requireClassWeights(operation, weights, scores);
        return weights.reshape(new Shape(weights.shape().dims().concat(Ints.fill(Math.max(0, scores.rank() - 2), 1))));
    }

    private static void requireClassWeights(String operation, Expr weights, Expr scores) {
        int classes = scores.shape().dim(classAxis(operation, scores));
        if (!weights.shape().equals(Shape.of(classes)) || !weights.dtype().isFloat()) {
            throw new ShapeException(operation + ": requires a weight for each of " + classes + " classes; got " + weights.type()
                    + " for " + scores.type());
        }
    }

    /** {@code scores[n, classes[n, …], …]}. */
    private static Expr picked(String operation, Expr scores, Expr classes) {
        int axis = classAxis(operation, scores);
        Shape positions = scores.shape().without(Ints.of(axis));
        if (!classes.dtype().isInteger()) {
            throw new DTypeException(operation + ": requires integer classes as target; got " + classes.type());
        }
        if (!classes.shape().equals(positions)) {
            throw new ShapeException(operation + ": the target must have the shape " + positions
                    + ", the input's without its class axis "
                    + axis + "; got " + classes.type() + " for " + scores.type());
        }
        return scores.takeAlongAxis(classes.expandDims(axis), axis).squeeze(axis);
    }

    private static int classAxis(String operation, Expr logits) {
        if (logits.rank() == 0) {
            throw new ShapeException(operation + ": requires an input [N, C, …] or [C]; got " + logits.type());
        }
        return logits.rank() == 1 ? 0 : 1;
    }

    /** The mean of −y·ln p − (1 − y)·ln(1 − p). */
    public static Expr binaryCrossEntropy(Expr probability, Expr target) {
        Given.arguments("binaryCrossEntropy", probability, target);
        return binaryCrossEntropy(probability, target, Reduction.MEAN);
    }

    /** −y·ln p − (1 − y)·ln(1 − p), each logarithm at least −100. From logits, the other one is more exact. */
    public static Expr binaryCrossEntropy(Expr probability, Expr target, Reduction reduction) {
        Given.arguments("binaryCrossEntropy", probability, target, reduction);
        requireSame("binaryCrossEntropy", probability, target);
        Expr yes = guarded(probability.eq(0), probability, probability.log());
        Expr no = guarded(probability.eq(1), probability, probability.neg().log1p());
        return reduction.of(target.times(yes).plus(target.subtractedFrom(1).times(no)).neg());
    }

    private static Expr guarded(Expr impossible, Expr probability, Expr log) {
        return impossible.where(LEAST_LOG, log).maximum(LEAST_LOG);
    }

    /** The mean of softplus(z) − y·z. */
    public static Expr binaryCrossEntropyWithLogits(Expr logits, Expr target) {
        Given.arguments("binaryCrossEntropyWithLogits", logits, target);
        return binaryCrossEntropyWithLogits(logits, target, Reduction.MEAN);
    }

    /** The binary cross-entropy of the probabilities sigmoid(z): softplus(z) − y·z. */
    public static Expr binaryCrossEntropyWithLogits(Expr logits, Expr target, Reduction reduction) {
        Given.arguments("binaryCrossEntropyWithLogits", logits, target, reduction);
        requireSame("binaryCrossEntropyWithLogits", logits, target);
        return reduction.of(logits.softplus().minus(target.times(logits)));
    }

    /**
     * The binary cross-entropy with weights for what is true: (1 − y)·z + (1 + (w − 1)·y)·softplus(−z).
     *
     * @param positiveWeight broadcast to the logits; above 1 for rare positives
     */
    public static Expr binaryCrossEntropyWithLogits(Expr logits, Expr target, Expr positiveWeight, Reduction reduction) {
        Given.arguments("binaryCrossEntropyWithLogits", logits, target, positiveWeight, reduction);
        requireSame("binaryCrossEntropyWithLogits", logits, target);
        Expr weight = target.times(positiveWeight.minus(1)).plus(1);
        return reduction.of(target.subtractedFrom(1).times(logits).plus(weight.times(logits.neg().softplus())));
    }

    /**
     * The Kullback-Leibler divergence t·(ln t − x) of a target distribution t from one given by its logarithm x; 0 where t is 0.
     * {@link Reduction#BATCH_MEAN} makes it the divergence of each example, averaged.
     */
    public static Expr klDiv(Expr logProbabilities, Expr target, Reduction reduction) {
        Given.arguments("klDiv", logProbabilities, target, reduction);
        requireSame("klDiv", logProbabilities, target);
        return reduction.of(target.eq(0).where(0, target.times(target.log().minus(logProbabilities))));
    }

    /** The same for a target given by its logarithm y: eʸ·(y − x). */
    public static Expr klDivOfLogs(Expr logProbabilities, Expr logTarget, Reduction reduction) {
        Given.arguments("klDivOfLogs", logProbabilities, logTarget, reduction);
        requireSame("klDivOfLogs", logProbabilities, logTarget);
        return reduction.of(logTarget.exp().times(logTarget.minus(logProbabilities)));
    }

    /** The cosine of the angle between vectors along an axis, with ε = 10⁻⁸. */
    public static Expr cosineSimilarity(Expr a, Expr b, int axis) {
        Given.arguments("cosineSimilarity", a, b);
        return cosineSimilarity(a, b, axis, 1e-8);
    }

    /** a·b / √(max(a·a, ε²)·max(b·b, ε²)) along an axis: 0 for a vector of zeros. */
    public static Expr cosineSimilarity(Expr a, Expr b, int axis, double epsilon) {
        Given.arguments("cosineSimilarity", a, b);
        requireSame("cosineSimilarity", a, b);
        double least = epsilon * epsilon;
        return a.times(b).sum(axis).div(a.square().sum(axis).maximum(least).times(b.square().sum(axis).maximum(least)).sqrt());
    }

    /** max(0, 1 − y·x), for y = ±1; its derivative at the kink is 0. */
    public static Expr hinge(Expr prediction, Expr target, Reduction reduction) {
        Given.arguments("hinge", prediction, target, reduction);
        requireSame("hinge", prediction, target);
        return reduction.of(prediction.times(target).subtractedFrom(1).relu());
    }

    /** The mean of max(0, 1 − y·x), for y = ±1. */
    public static Expr hinge(Expr prediction, Expr target) {
        Given.arguments("hinge", prediction, target);
        return hinge(prediction, target, Reduction.MEAN);
    }

    /** max(0, ‖a − p‖ − ‖a − n‖ + margin) over the last axis, Euclidean (Schroff et al., FaceNet, 2015). */
    public static Expr triplet(Expr anchor, Expr positive, Expr negative, double margin, Reduction reduction) {
        Given.arguments("triplet", anchor, positive, negative, reduction);
        Expr near = difference("triplet", anchor, positive).norm(-1);
        Expr far = difference("triplet", anchor, negative).norm(-1);
        return reduction.of(near.minus(far).plus(margin).relu());
    }

    /** The mean of max(0, ‖a − p‖ − ‖a − n‖ + 1) over the last axis. */
    public static Expr triplet(Expr anchor, Expr positive, Expr negative) {
        Given.arguments("triplet", anchor, positive, negative);
        return triplet(anchor, positive, negative, 1, Reduction.MEAN);
    }

    /** The mean of eᶻ − y·z: see the other one. */
    public static Expr poissonNll(Expr logRate, Expr target) {
        Given.arguments("poissonNll", logRate, target);
        return poissonNll(logRate, target, false, Reduction.MEAN);
    }

    /**
     * The negative log-likelihood eᶻ − y·z of counts y with rates eᶻ, less ln y!.
     *
     * @param full whether Stirling's approximation of ln y!, y·ln y − y + ln(2πy)/2, is added for y &gt; 1
     */
    public static Expr poissonNll(Expr logRate, Expr target, boolean full, Reduction reduction) {
        Given.arguments("poissonNll", logRate, target, reduction);
        requireSame("poissonNll", logRate, target);
        Expr loss = logRate.exp().minus(target.times(logRate));
        if (!full) {
            return reduction.of(loss);
        }
        Expr many = target.gt(1);
        Expr counts = many.where(target.cast(loss.dtype()), 1);
        Expr stirling = counts.times(counts.log()).minus(counts).plus(counts.times(2 * Math.PI).log().times(0.5));
        return reduction.of(loss.plus(many.where(stirling, 0)));
    }

    /** (ln v + (x − y)²/v)/2 for a predicted mean x and variance v, which counts as at least ε (Nix and Weigend, 1994). */
    public static Expr gaussianNll(Expr mean, Expr variance, Expr target, double epsilon, Reduction reduction) {
        Given.arguments("gaussianNll", mean, variance, target, reduction);
        requireSame("gaussianNll", mean, variance);
        Expr v = variance.maximum(epsilon);
        return reduction.of(v.log().plus(difference("gaussianNll", mean, target).square().div(v)).times(0.5));
    }

    private static Expr difference(String operation, Expr prediction, Expr target) {
        requireSame(operation, prediction, target);
        return prediction.minus(target);
    }

    /** A column less a row is a matrix: broadcasting here is nearly always a mistake. */
    private static void requireSame(String operation, Expr prediction, Expr target) {
        if (!prediction.shape().equals(target.shape())) {
            throw new ShapeException(operation + ": prediction and target must have one shape; got " + prediction.type() + " and "
                    + target.type() + "; reshape or broadcastTo makes them agree");
        }
        DType dtype = prediction.dtype().promote(target.dtype());
        if (!dtype.isFloat()) {
            throw new DTypeException(operation + ": requires floating-point numbers; got " + prediction.type() + " and "
                    + target.type());
        }
    }
}
