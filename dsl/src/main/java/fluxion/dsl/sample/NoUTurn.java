package fluxion.dsl.sample;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.dsl.function.ControlFlow;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.RandomKey;
import fluxion.dsl.sample.Sampler.Point;
import io.vavr.Function1;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.stream.IntStream;

/**
 * A proposal of the No-U-Turn sampler: a path of Hamiltonian dynamics is doubled, forwards or backwards in time, until it turns
 * back on itself, and one of its places is drawn by its density (Hoffman and Gelman, JMLR 15, 2014; Betancourt,
 * arXiv:1701.02434, A.3). The doubling is a loop, not a recursion: of the binary tree of a new half, only the momenta are kept
 * that begin a subtree that is still growing, at most one for each level (Phan, Pradhan and Jankowiak, arXiv:1912.11554).
 */
final class NoUTurn {
    /** An energy that much above the first one is no rounding: the step was too long. */
    private static final double DIVERGENCE = 1000;

    private NoUTurn() {}

    /** A place with its momentum: one end of a path. */
    private record End(Point at, Expr p) {}

    /**
     * The half that is being added.
     *
     * @param front where it has come to
     * @param chosen one of its places, drawn by their densities
     * @param weight the logarithm of the sum of their densities, relative to the first place's
     * @param momenta their sum
     * @param leaf how many places it has
     * @param firstMomenta of the subtrees that are growing, a row for each level
     * @param sums what the sum was at these
     */
    private record Half(End front, Point chosen, Expr weight, Expr momenta, Expr leaf, Expr firstMomenta, Expr sums) {}

    /** The path with the half that is being added, how probable its places are in sum, and how many there were. */
    private record Path(End left, End right, Point chosen, Expr weight, Expr momenta, Half half, Expr direction, Expr depth,
            Expr probability, Expr steps, Expr isDone) {}

    /** The next place, and the mean probability of places of the path to be taken. */
    static Tuple2<Point, Expr> propose(Function1<Expr, Point> point, RandomKey key, Point at, Expr step, int treeDepth) {
        TensorType type = at.x().tensorType();
        Expr p = Distributions.normal(key.foldIn(0), type);
        Expr energy = p.square().sum().times(0.5).minus(at.log());
        End start = new End(at, p);
        Expr none = Tensor.zeros(new TensorType(type.dtype(), new Shape(Ints.of(treeDepth).concat(type.shape().dims()))));
        Expr zero = Tensor.number(type.dtype(), 0);
        Expr noWeight = Tensor.number(type.dtype(), Double.NEGATIVE_INFINITY);
        Half empty = new Half(start, at, noWeight, p.times(0), Tensor.of(0), none, none);
        Path first = new Path(start, start, at, zero, p, empty, direction(key, Tensor.of(0), type.dtype()), Tensor.of(0), zero,
                zero, Tensor.of(false));
        Path end = ControlFlow.<Path>loop(first, path -> path.isDone().not(), path -> {
            Half half = path.half();
            Expr move = step.times(path.direction());
            Expr middle = half.front().p().plus(move.times(half.front().at().gradient()).times(0.5));
            Point next = point.apply(half.front().at().x().plus(move.times(middle)));
            End front = new End(next, middle.plus(move.times(next.gradient()).times(0.5)));
            Expr gained = energy.minus(front.p().square().sum().times(0.5)).plus(next.log());
            Expr gain = gained.isNan().where(Double.NEGATIVE_INFINITY, gained);
            RandomKey now = key.foldIn(2).foldIn(path.steps().cast(DType.I32));
            Half grown = grown(half, front, gain, now, treeDepth);
            Expr size = Tensor.of(IntStream.range(0, treeDepth).map(d -> 1 << d).toArray()).take(path.depth(), 0);
            Expr failed = gain.lt(-DIVERGENCE).or(turns(grown, half.leaf(), treeDepth));
            Expr whole = grown.leaf().eq(size).and(failed.not());
            Path tried = new Path(path.left(), path.right(), path.chosen(), path.weight(), path.momenta(), grown,
                    path.direction(), path.depth(), path.probability().plus(gain.minimum(0).exp()), path.steps().plus(1), failed);
            return joined(tried, whole, empty, key, treeDepth);
        });
        return Tuple.of(end.chosen(), end.probability().div(end.steps()));
    }

    private static Expr direction(RandomKey key, Expr depth, DType dtype) {
        Expr forwards = Distributions.uniform(key.foldIn(1).foldIn(depth), TensorType.of(dtype)).lt(0.5);
        return forwards.where(Tensor.number(dtype, 1), Tensor.number(dtype, -1));
    }

    /** With one more place, which is chosen with its part of the density. */
    private static Half grown(Half half, End front, Expr gain, RandomKey key, int treeDepth) {
        Expr weight = half.weight().logaddexp(gain);
        Expr taken = Distributions.uniform(key, gain.tensorType()).log().lt(gain.minus(weight));
        Expr momenta = half.momenta().plus(front.p());
        // a place with an even number begins a subtree at the level of the ones in its number
        Expr level = Tensor.of(IntStream.range(0, treeDepth).toArray());
        Expr begins = half.leaf().remainder(2).eq(0).and(level.eq(ones(half.leaf(), treeDepth))).expandDims(-1);
        return new Half(front, picked(taken, front.at(), half.chosen()), weight, momenta, half.leaf().plus(1),
                begins.where(front.p().expandDims(0), half.firstMomenta()), begins.where(momenta.expandDims(0), half.sums()));
    }

    /** Whether a subtree that the place of an odd number ends turns back: its ends no longer part along its sum of momenta. */
    private static Expr turns(Half grown, Expr leaf, int treeDepth) {
        Expr p = grown.front().p().expandDims(0);
        Expr along = grown.momenta().expandDims(0).minus(grown.sums()).plus(grown.firstMomenta());
        Expr back = grown.firstMomenta().times(along).sum(-1).le(0).or(p.times(along).sum(-1).le(0));
        Expr level = Tensor.of(IntStream.range(0, treeDepth).toArray());
        Expr last = ones(leaf, treeDepth);
        int[] trailing = IntStream.range(0, 1 << treeDepth).map(n -> Integer.numberOfTrailingZeros(~n)).toArray();
        Expr ended = level.le(last).and(level.gt(last.minus(Tensor.of(trailing).take(leaf, 0))));
        return ended.and(back).any();
    }

    /** How many ones the number has without its last digit. */
    private static Expr ones(Expr leaf, int treeDepth) {
        return Tensor.of(IntStream.range(0, 1 << treeDepth).map(n -> Integer.bitCount(n >> 1)).toArray()).take(leaf, 0);
    }

    /** Where the half is whole, the path with it; a place of the half is preferred by how much more probable it is in sum. */
    private static Path joined(Path path, Expr whole, Half empty, RandomKey key, int treeDepth) {
        Half half = path.half();
        Expr forwards = path.direction().gt(0);
        DType dtype = path.direction().dtype();
        End left = picked(whole.and(forwards.not()), half.front(), path.left());
        End right = picked(whole.and(forwards), half.front(), path.right());
        Expr lot = Distributions.uniform(key.foldIn(3).foldIn(path.depth()), TensorType.of(dtype)).log();
        Expr taken = whole.and(lot.lt(half.weight().minus(path.weight())));
        Expr momenta = path.momenta().plus(half.momenta());
        Expr back = left.p().times(momenta).sum().le(0).or(right.p().times(momenta).sum().le(0));
        Expr depth = whole.where(path.depth().plus(1), path.depth());
        Expr isDone = path.isDone().or(whole.and(back.or(depth.ge(treeDepth))));
        Expr direction = direction(key, depth, dtype);
        Half next = new Half(picked(whole, picked(direction.gt(0), right, left), half.front()), picked(whole, empty.chosen(),
                half.chosen()), whole.where(empty.weight(), half.weight()), whole.where(empty.momenta(), half.momenta()),
                whole.where(Tensor.of(0), half.leaf()), half.firstMomenta(), half.sums());
        return new Path(left, right, picked(taken, half.chosen(), path.chosen()),
                whole.where(path.weight().logaddexp(half.weight()), path.weight()), whole.where(momenta, path.momenta()), next,
                direction, depth, path.probability(), path.steps(), isDone);
    }

    private static End picked(Expr condition, End one, End other) {
        return new End(picked(condition, one.at(), other.at()), condition.where(one.p(), other.p()));
    }

    private static Point picked(Expr condition, Point one, Point other) {
        return new Point(condition.where(one.x(), other.x()), condition.where(one.log(), other.log()),
                condition.where(one.gradient(), other.gradient()));
    }
}
