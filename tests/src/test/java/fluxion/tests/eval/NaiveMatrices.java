package fluxion.tests.eval;

import fluxion.core.ExprType;
import fluxion.core.TensorType;
import fluxion.core.TupleType;
import fluxion.core.op.Fourier;
import fluxion.core.op.LinearAlgebra;
import fluxion.tests.eval.Naive.Value;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** What operations on matrices mean, by definitions and by the plainest algorithms: for small well-conditioned matrices of full rank. */
final class NaiveMatrices {
    private NaiveMatrices() {}

    static Seq<Value> run(LinearAlgebra op, Seq<Value> in, ExprType type) {
        Seq<Value> out = switch (type) {
            case TensorType t -> Array.of(new Value(t));
            case TupleType(var types) -> types.map(Value::new).toArray();
        };
        int[] dims = in.head().dims();
        int batch = 1;
        for (int d = 0; d < dims.length - 2; d++) {
            batch *= dims[d];
        }
        for (int e = 0; e < batch; e++) {
            int m = dims[dims.length - 2];
            double[][] a = matrix(in.head().floats(), e, m, dims[dims.length - 1]);
            double[][] b = in.size() == 1 || m == 0 ? a : matrix(in.get(1).floats(), e, m, in.get(1).floats().length / batch / m);
            double[][][] results = results(op, a, b);
            for (int r = 0; r < out.size(); r++) {
                Value y = out.get(r);
                int at = e * (y.floats().length + y.integers().length) / batch;
                for (double[] row : results[r]) {
                    for (double x : row) {
                        if (y.isFloat()) {
                            y.floats()[at++] = y.round(x);
                        } else {
                            y.integers()[at++] = (long) x;
                        }
                    }
                }
            }
        }
        return out;
    }

    private static double[][] matrix(double[] values, int e, int m, int n) {
        double[][] a = new double[m][n];
        for (int i = 0; i < m; i++) {
            System.arraycopy(values, (e * m + i) * n, a[i], 0, n);
        }
        return a;
    }

    private static double[][][] results(LinearAlgebra op, double[][] a, double[][] b) {
        return switch (op) {
            case LinearAlgebra.Cholesky _ -> new double[][][] {cholesky(symmetric(a))};
            case LinearAlgebra.TriangularSolve(boolean lower, boolean transposed, boolean unit) -> {
                double[][] t = new double[a.length][a.length];
                for (int i = 0; i < a.length; i++) {
                    for (int j = 0; j < a.length; j++) {
                        t[i][j] = i == j ? unit ? 1 : a[i][i] : lower == i > j ? a[i][j] : 0;
                    }
                }
                yield new double[][][] {times(inverse(transposed ? transpose(t) : t), b)};
            }
            case LinearAlgebra.Lu _ -> lu(a);
            case LinearAlgebra.Qr _ -> qr(a);
            case LinearAlgebra.Eigh _ -> {
                double[][][] f = eigh(symmetric(a));
                signed(f[1], f[1]);
                yield f;
            }
            case LinearAlgebra.Svd _ -> svd(a);
            case LinearAlgebra.Inverse _ -> new double[][][] {inverse(a)};
            case LinearAlgebra.Solve(boolean transposed) -> new double[][][] {times(inverse(transposed ? transpose(a) : a), b)};
            case LinearAlgebra.Determinant(LinearAlgebra.Determinant.Kind kind) -> new double[][][] {{{switch (kind) {
                case DET -> det(a);
                case SIGN -> Math.signum(det(a));
                case LOG_ABS -> Math.log(Math.abs(det(a)));
            }}}};
            case LinearAlgebra.Cofactor _ -> new double[][][] {cofactors(a)};
            case LinearAlgebra.CofactorTangent _ -> {
                double[][] y = new double[a.length][a.length];
                for (int i = 0; i < a.length; i++) {
                    for (int j = 0; j < a.length; j++) {
                        double[][] c = cofactors(minor(a, i, j));
                        double[][] t = minor(b, i, j);
                        for (int k = 0; k < c.length; k++) {
                            for (int l = 0; l < c.length; l++) {
                                y[i][j] += ((i + j) % 2 == 0 ? 1 : -1) * c[k][l] * t[k][l];
                            }
                        }
                    }
                }
                yield new double[][][] {y};
            }
            case LinearAlgebra.PseudoInverse _ -> new double[][][] {pseudoInverse(a)};
            case LinearAlgebra.LeastSquares _ -> new double[][][] {times(pseudoInverse(a), b)};
            case LinearAlgebra.MatrixExp _ -> new double[][][] {exponential(a)};
            case LinearAlgebra.MatrixExpTangent _ -> {
                int n = a.length;
                double[][] block = new double[2 * n][2 * n];
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        block[i][j] = block[n + i][n + j] = a[i][j];
                        block[i][n + j] = b[i][j];
                    }
                }
                double[][] y = exponential(block);
                double[][] corner = new double[n][n];
                for (int i = 0; i < n; i++) {
                    System.arraycopy(y[i], n, corner[i], 0, n);
                }
                yield new double[][][] {corner};
            }
        };
    }

    private static double[][] pseudoInverse(double[][] a) {
        return a.length >= a[0].length ? times(inverse(times(transpose(a), a)), transpose(a)) : times(transpose(a), inverse(times(a, transpose(a))));
    }

    private static double[][] times(double[][] a, double[][] b) {
        double[][] c = new double[a.length][b[0].length];
        for (int i = 0; i < c.length; i++) {
            for (int j = 0; j < c[0].length; j++) {
                for (int k = 0; k < b.length; k++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }

    private static double[][] transpose(double[][] a) {
        double[][] t = new double[a[0].length][a.length];
        for (int i = 0; i < t.length; i++) {
            for (int j = 0; j < a.length; j++) {
                t[i][j] = a[j][i];
            }
        }
        return t;
    }

    private static double[][] symmetric(double[][] a) {
        double[][] s = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                s[i][j] = (a[i][j] + a[j][i]) / 2;
            }
        }
        return s;
    }

    private static double[][] minor(double[][] a, int row, int column) {
        double[][] m = new double[a.length - 1][a.length - 1];
        for (int i = 0; i < m.length; i++) {
            for (int j = 0; j < m.length; j++) {
                m[i][j] = a[i < row ? i : i + 1][j < column ? j : j + 1];
            }
        }
        return m;
    }

    private static double det(double[][] a) {
        double sum = a.length == 0 ? 1 : 0;
        for (int j = 0; j < a.length; j++) {
            sum += (j % 2 == 0 ? 1 : -1) * a[0][j] * det(minor(a, 0, j));
        }
        return sum;
    }

    private static double[][] cofactors(double[][] a) {
        double[][] c = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                c[i][j] = ((i + j) % 2 == 0 ? 1 : -1) * det(minor(a, i, j));
            }
        }
        return c;
    }

    private static double[][] inverse(double[][] a) {
        double[][] c = transpose(cofactors(a));
        double det = det(a);
        for (double[] row : c) {
            for (int j = 0; j < row.length; j++) {
                row[j] /= det;
            }
        }
        return c;
    }

    private static double[][] cholesky(double[][] a) {
        double[][] l = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = a[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= l[i][k] * l[j][k];
                }
                l[i][j] = i == j ? Math.sqrt(rest) : rest / l[j][j];
            }
        }
        return l;
    }

    private static double[][][] lu(double[][] a) {
        int m = a.length;
        double[] rows = new double[m];
        for (int i = 0; i < m; i++) {
            rows[i] = i;
        }
        for (int k = 0; k < Math.min(m, a[0].length); k++) {
            int p = k;
            for (int i = k; i < m; i++) {
                p = Math.abs(a[i][k]) > Math.abs(a[p][k]) ? i : p;
            }
            double[] row = a[k];
            a[k] = a[p];
            a[p] = row;
            double number = rows[k];
            rows[k] = rows[p];
            rows[p] = number;
            for (int i = k + 1; i < m; i++) {
                a[i][k] /= a[k][k];
                for (int j = k + 1; j < a[0].length; j++) {
                    a[i][j] -= a[i][k] * a[k][j];
                }
            }
        }
        return new double[][][] {a, {rows}};
    }

    /** Gram and Schmidt's, twice for orthogonality. */
    private static double[][][] qr(double[][] a) {
        int m = a.length;
        int k = Math.min(m, a[0].length);
        double[][] q = new double[m][k];
        for (int j = 0; j < k; j++) {
            for (int i = 0; i < m; i++) {
                q[i][j] = a[i][j];
            }
            for (int pass = 0; pass < 2; pass++) {
                for (int p = 0; p < j; p++) {
                    double inner = 0;
                    for (int i = 0; i < m; i++) {
                        inner += q[i][p] * q[i][j];
                    }
                    for (int i = 0; i < m; i++) {
                        q[i][j] -= inner * q[i][p];
                    }
                }
            }
            double norm = 0;
            for (int i = 0; i < m; i++) {
                norm = Math.hypot(norm, q[i][j]);
            }
            for (int i = 0; i < m; i++) {
                q[i][j] /= norm;
            }
        }
        double[][] r = times(transpose(q), a);
        for (int i = 0; i < k; i++) {
            java.util.Arrays.fill(r[i], 0, i, 0);
        }
        return new double[][][] {q, r};
    }

    /** Jacobi's rotations, values ascending. */
    private static double[][][] eigh(double[][] a) {
        int n = a.length;
        double[][] v = new double[n][n];
        for (int i = 0; i < n; i++) {
            v[i][i] = 1;
        }
        for (int sweep = 0; sweep < 30; sweep++) {
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    double angle = 0.5 * Math.atan2(2 * a[p][q], a[q][q] - a[p][p]);
                    double[][] j = new double[n][n];
                    for (int i = 0; i < n; i++) {
                        j[i][i] = 1;
                    }
                    j[p][p] = j[q][q] = Math.cos(angle);
                    j[p][q] = Math.sin(angle);
                    j[q][p] = -j[p][q];
                    a = times(transpose(j), times(a, j));
                    v = times(v, j);
                }
            }
        }
        double[][] of = a;
        Integer[] order = Array.range(0, n).toJavaArray(Integer[]::new);
        java.util.Arrays.sort(order, (x, y) -> Double.compare(of[x][x], of[y][y]));
        double[] w = new double[n];
        double[][] vectors = new double[n][n];
        for (int c = 0; c < n; c++) {
            w[c] = a[order[c]][order[c]];
            for (int i = 0; i < n; i++) {
                vectors[i][c] = v[i][order[c]];
            }
        }
        return new double[][][] {{w}, vectors};
    }

    /** Turns the columns of both such that the largest entry in each of the first's is positive. */
    private static void signed(double[][] u, double[][] also) {
        for (int c = 0; c < u[0].length; c++) {
            double most = 0;
            for (double[] row : u) {
                most = Math.abs(row[c]) > Math.abs(most) ? row[c] : most;
            }
            for (int pass = 0; most < 0 && pass < (u == also ? 1 : 2); pass++) {
                for (double[] row : pass == 0 ? u : also) {
                    row[c] = -row[c];
                }
            }
        }
    }

    private static double[][][] svd(double[][] a) {
        boolean wide = a.length < a[0].length;
        double[][] tall = wide ? transpose(a) : a;
        int k = tall[0].length;
        double[][][] f = eigh(times(transpose(tall), tall));
        double[] s = new double[k];
        double[][] v = new double[k][k];
        for (int c = 0; c < k; c++) {
            s[c] = Math.sqrt(f[0][0][k - 1 - c]);
            for (int i = 0; i < k; i++) {
                v[i][c] = f[1][i][k - 1 - c];
            }
        }
        double[][] u = times(tall, v);
        for (double[] row : u) {
            for (int c = 0; c < k; c++) {
                row[c] /= s[c];
            }
        }
        double[][] left = wide ? v : u;
        double[][] right = wide ? u : v;
        signed(left, right);
        return new double[][][] {left, {s}, transpose(right)};
    }

    /** The series, of a 1024th, squared ten times. */
    private static double[][] exponential(double[][] a) {
        int n = a.length;
        double[][] small = new double[n][n];
        double[][] sum = new double[n][n];
        double[][] term = new double[n][n];
        for (int i = 0; i < n; i++) {
            sum[i][i] = term[i][i] = 1;
            for (int j = 0; j < n; j++) {
                small[i][j] = a[i][j] / 1024;
            }
        }
        for (int k = 1; k < 20; k++) {
            term = times(term, small);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    term[i][j] /= k;
                    sum[i][j] += term[i][j];
                }
            }
        }
        for (int i = 0; i < 10; i++) {
            sum = times(sum, sum);
        }
        return sum;
    }

    /** The sums that define the transform, over every line. */
    static Value run(Fourier op, Value x, TensorType type) {
        Value y = new Value(type);
        int n = op.n();
        int read = switch (op.kind()) { case FORWARD, BACKWARD -> 2 * n; case REAL -> n; case HALF -> 2 * (n / 2 + 1); };
        int lines = x.floats().length / read;
        int write = lines == 0 ? 0 : y.floats().length / lines;
        for (int line = 0; line < lines; line++) {
            double[] z = new double[2 * n];
            for (int j = 0; j < n; j++) {
                int at = line * read + (op.kind() == Fourier.Kind.REAL ? j : 2 * Math.min(j, op.kind() == Fourier.Kind.HALF ? n - j : j));
                z[2 * j] = x.floats()[at];
                z[2 * j + 1] = op.kind() == Fourier.Kind.REAL || op.kind() == Fourier.Kind.HALF && (j == 0 || 2 * j == n) ? 0
                        : op.kind() == Fourier.Kind.HALF && 2 * j > n ? -x.floats()[at + 1] : x.floats()[at + 1];
            }
            double turn = (op.kind() == Fourier.Kind.FORWARD || op.kind() == Fourier.Kind.REAL ? -2 : 2) * Math.PI / n;
            for (int k = 0; k < write; k++) {
                boolean pairs = op.kind() != Fourier.Kind.HALF;
                int term = pairs ? k / 2 : k;
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    double c = Math.cos(turn * (term * j % n));
                    double s = Math.sin(turn * (term * j % n));
                    sum += pairs && k % 2 == 1 ? z[2 * j] * s + z[2 * j + 1] * c : z[2 * j] * c - z[2 * j + 1] * s;
                }
                boolean zero = op.kind() == Fourier.Kind.REAL && k % 2 == 1 && (term == 0 || 2 * term == n);
                y.floats()[line * write + k] = zero ? 0 : y.round(sum);
            }
        }
        return y;
    }
}
