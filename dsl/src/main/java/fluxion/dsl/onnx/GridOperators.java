package fluxion.dsl.onnx;

import static fluxion.dsl.onnx.OnnxOperator.one;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.op.Take;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Array;

/** Sampling of images at computed points (Jaderberg et al., Spatial Transformer Networks, 2015). */
final class GridOperators {
    /** The parameter of cubic interpolation. */
    private static final double A = -0.75;

    static final Array<OnnxOperator> TABLE = Array.of(
            one("GridSample", GridOperators::gridSample),
            one("AffineGrid", GridOperators::affineGrid).knowing(1));

    private GridOperators() {}

    // ---- sampling ---------------------------------------------------------------------------------------------------

    /**
     * How points are taken.
     *
     * @param mode nearest, linear or cubic
     * @param padding zeros, border or reflection
     * @param corners whether −1 and 1 are the centres of the outermost elements, not their edges
     */
    private record Sampling(String mode, String padding, boolean corners) {
        /** The coordinate along an axis of length n for one from −1 to 1. */
        Expr coordinate(Expr x, int n) {
            Expr plain = corners ? x.plus(1).times((n - 1) / 2.0) : x.plus(1).times(n).minus(1).times(0.5);
            Expr at = mode.equals("nearest") ? plain.round() : plain;
            return switch (padding) {
                case "border" -> at.clip(0, n - 1);
                case "reflection" -> reflected(at, n);
                default -> at;
            };
        }

        /** Turned back at the borders, again and again. */
        private Expr reflected(Expr x, int n) {
            double low = corners ? 0 : -0.5;
            double range = corners ? n - 1 : n;
            if (range == 0) {
                return x.times(0);
            }
            Expr far = x.minus(low).remainder(2 * range);
            return far.gt(range).where(far.neg().plus(2 * range), far).plus(low);
        }

        /** Positions along an axis of length n with their weights. */
        Array<Tuple2<Expr, Expr>> along(Expr x, int n) {
            if (mode.equals("nearest")) {
                return Array.of(place(x, x.times(0).plus(1), n));
            }
            Expr floor = x.floor().stopGradient();
            Expr t = x.minus(floor);
            Expr u = t.neg().plus(1);
            return mode.equals("linear") ? Array.of(place(floor, u, n), place(floor.plus(1), t, n))
                    : Array.of(place(floor.minus(1), outer(t.plus(1)), n), place(floor, inner(t), n),
                    place(floor.plus(1), inner(u), n), place(floor.plus(2), outer(u.plus(1)), n));
        }

        private Tuple2<Expr, Expr> place(Expr at, Expr weight, int n) {
            return switch (padding) {
                case "border" -> Tuple.of(at.clip(0, n - 1), weight);
                case "reflection" -> Tuple.of(reflected(at, n).trunc().clip(0, n - 1), weight);
                default -> Tuple.of(at.clip(0, n - 1), at.ge(0).and(at.le(n - 1)).where(weight, 0));
            };
        }

        private static Expr inner(Expr d) {
            return d.times(A + 2).minus(A + 3).times(d).times(d).plus(1);
        }

        private static Expr outer(Expr d) {
            return d.times(A).minus(5 * A).times(d).plus(8 * A).times(d).minus(4 * A);
        }
    }

    private static Expr gridSample(NodeCall c) {
        Expr x = c.x();
        Expr grid = c.y();
        int k = x.rank() - 2;
        if (grid.rank() != x.rank() || k < 1 || grid.shape().dim(k + 1) != k) {
            throw c.refused("requires an input [N, C, …] and a grid [N, …, " + k + "]; got " + x.type() + " and "
                    + grid.type());
        }
        String mode = switch (c.text("mode", "linear")) {
            case "linear", "bilinear" -> "linear";
            case "cubic", "bicubic" -> "cubic";
            case "nearest" -> "nearest";
            default -> throw c.refused("there is no mode " + c.text("mode", ""));
        };
        Sampling sampling = new Sampling(mode, c.text("padding_mode", "zeros"), c.flag("align_corners"));
        int n = x.shape().dim(0);
        Ints lengths = x.shape().dims().drop(2);
        Expr points = grid.reshape(n, -1, k);
        Expr pixels = x.reshape(n, x.shape().dim(1), -1).swapAxes(1, 2);
        // each corner: a position in memory and a weight
        Array<Tuple2<Expr, Expr>> corners = Array.of(Tuple.of(Tensor.number(x.dtype(), 0), Tensor.number(x.dtype(), 1)));
        for (int axis = 0; axis < k; axis++) {
            int length = lengths.get(axis);
            // the last number of a point is along the first axis
            Expr at = points.slice(2, k - 1 - axis, k - axis).squeeze(2);
            Array<Tuple2<Expr, Expr>> along = sampling.along(sampling.coordinate(at, length), length);
            corners = corners.flatMap(corner -> along.map(p ->
                    Tuple.of(corner._1.times(length).plus(p._1), corner._2.times(p._2))));
        }
        Expr sum = corners.map(corner -> Expr.apply(new Take(1, 1), pixels, corner._1.cast(DType.I32))
                .times(corner._2.expandDims(2))).reduce(Expr::plus);
        return sum.swapAxes(1, 2).reshape(new Shape(Ints.of(n, x.shape().dim(1)).concat(grid.shape().dims().slice(1, k + 1))));
    }

    // ---- grids ------------------------------------------------------------------------------------------------------

    /** The points that an affine map takes the places of an image to. */
    private static Expr affineGrid(NodeCall c) {
        Ints size = c.knownInts(1);
        Ints lengths = size.drop(2);
        int k = lengths.size();
        Expr theta = c.x();
        if (theta.rank() != 3 || theta.shape().dim(1) != k || theta.shape().dim(2) != k + 1) {
            throw c.refused("requires maps [N, " + k + ", " + (k + 1) + "]; got " + theta.type());
        }
        Shape grid = ShapeOperators.shape(lengths);
        int count = grid.count("AffineGrid");
        boolean corners = c.flag("align_corners");
        double[][] points = new double[k + 1][count];
        for (int i = 0; i < count; i++) {
            for (int axis = 0; axis < k; axis++) {
                int n = lengths.get(axis);
                int at = i / grid.strides().get(axis) % n;
                points[k - 1 - axis][i] = corners ? n == 1 ? -1 : 2.0 * at / (n - 1) - 1 : (2.0 * at + 1) / n - 1;
            }
            points[k][i] = 1;
        }
        Expr moved = theta.matmul(Tensor.of(points).cast(theta.dtype()));
        return moved.swapAxes(1, 2).reshape(new Shape(lengths.prepend(theta.shape().dim(0)).append(k)));
    }
}
