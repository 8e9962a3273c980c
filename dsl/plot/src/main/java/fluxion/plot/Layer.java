package fluxion.plot;

import fluxion.core.Given;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;

/** What a figure shows. */
public sealed interface Layer {
    /** What the legend says of it; nothing where it is empty. */
    String label();

    /**
     * A line through points.
     *
     * @param label for the legend
     * @param x f64[n]
     * @param y f64[n]; the line is broken where it is NaN or infinite
     */
    record Line(String label, Tensor x, Tensor y) implements Layer {
        public Line {
            requirePairs("curve", label, x, y);
        }
    }

    /**
     * Points.
     *
     * @param label for the legend
     * @param x f64[n]
     * @param y f64[n]; what is NaN or infinite is not shown
     */
    record Points(String label, Tensor x, Tensor y) implements Layer {
        public Points {
            requirePairs("scatter", label, x, y);
        }
    }

    /**
     * What lies between two lines, in light colour.
     *
     * @param label for the legend
     * @param x f64[n]
     * @param low f64[n]
     * @param high f64[n]; where one of the two is NaN or infinite nothing is shown
     */
    record Band(String label, Tensor x, Tensor low, Tensor high) implements Layer {
        public Band {
            requirePairs("band", label, x, low);
            requirePairs("band", label, x, high);
        }
    }

    /**
     * A matrix as colours, the first row at the top.
     *
     * @param label for the scale
     * @param values f64[rows, columns]
     * @param pattern whether only zero and not zero are told apart
     */
    record Cells(String label, Tensor values, boolean pattern) implements Layer {
        public Cells {
            Given.arguments("heatmap", label, values);
            if (values.rank() != 2 || values.shape().size() == 0) {
                throw new ShapeException("heatmap: there must be a matrix that is not empty; got " + values.type());
            }
        }
    }

    private static void requirePairs(String operation, String label, Tensor x, Tensor y) {
        Given.arguments(operation, label, x, y);
        if (x.rank() != 1 || !x.shape().equals(y.shape()) || x.shape().dim(0) == 0) {
            throw new ShapeException(operation + ": x and y must be vectors of one length, not empty; got " + x.type() + " and "
                    + y.type());
        }
    }
}
