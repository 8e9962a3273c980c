package fluxion.dsl.equality;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Result;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Compare;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Dot;
import fluxion.core.op.Eye;
import fluxion.core.op.LinearAlgebra;
import fluxion.core.op.Marker;
import fluxion.core.op.Op;
import fluxion.core.op.Permute;
import fluxion.core.op.Power;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import fluxion.core.op.Select;
import fluxion.core.op.Special;
import fluxion.core.op.StopGradient;
import fluxion.core.op.Unary;
import fluxion.transforms.normal.RationalFunction;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Decides equality of functions of matrices and vectors of any size: both sides become sums of products of letters
 * ({@link MatrixWords}), vectors being columns and numbers coefficients. Functions of each element are letters of their own.
 */
public final class MatrixIdentities {
    private static final int BEGINNINGS = 40;
    private static final int DEPTH = 3;

    /** A number, a matrix (a column for a vector), or a product by elements of such. */
    private sealed interface Form {
        record Number(RationalFunction value) implements Form {}

        record Matrix(MatrixWords.Sum sum) implements Form {}

        record Elementwise(MatrixWords.Sum left, MatrixWords.Sum right) implements Form {}

        record DiagonalOf(MatrixWords.Sum of) implements Form {}
    }

    private final SymbolicScalars scalars;
    private final AtomTable atoms;
    private final MatrixWords words;
    private final Map<Expr, Integer> leaves = new IdentityHashMap<>();

    private MatrixIdentities(AtomTable atoms) {
        this.atoms = atoms;
        this.scalars = new SymbolicScalars(atoms, Signs.none(atoms));
        this.words = new MatrixWords(atoms, scalars);
    }

    /**
     * The names of the rules by which the first half of the results equals the second, wherever both are defined.
     *
     * @return none where they are not known to be equal
     */
    public static Option<Seq<String>> equal(Seq<Expr> both) {
        AtomTable atoms = new AtomTable();
        for (int beginning = 0; beginning < BEGINNINGS; beginning++) {
            try {
                return Option.when(new MatrixIdentities(atoms).holds(both), () -> Array.ofAll(rules(atoms)));
            } catch (AtomTable.Anew _) {
                // with what was learned
            } catch (Signs.Unknown | BeyondReach _) {
                return Option.none();
            }
        }
        return Option.none();
    }

    private static Set<String> rules(AtomTable atoms) {
        Set<String> rules = new LinkedHashSet<>(atoms.rules());
        if (rules.isEmpty()) {
            rules.add("multiplied out");
        }
        return rules;
    }

    private boolean holds(Seq<Expr> both) {
        Map<Expr, Form> known = new IdentityHashMap<>();
        for (Expr node : Graph.topological(both)) {
            known.put(node, switch (node) {
                case Tensor tensor -> constant(tensor);
                case Var variable -> parameter(variable);
                case Result _ -> throw new BeyondReach("operations with several results");
                case Apply apply -> apply(apply, apply.inputs().map(known::get));
            });
        }
        int n = both.size() / 2;
        return Array.range(0, n).forAll(i -> same(known.get(both.get(i)), known.get(both.get(n + i)), both.get(i).shape()));
    }

    private boolean same(Form a, Form b, Shape shape) {
        return a instanceof Form.Number(var x) && b instanceof Form.Number(var y)
                ? scalars.arithmetic().minus(x, y).isZero()
                : words.isZero(words.minus(matrix(a, shape), matrix(b, shape)), DEPTH);
    }

    // ---- leaves ----

    private Form constant(Tensor tensor) {
        Option<Double> value = Literal.value(tensor);
        if (value.isEmpty()) {
            return new Form.Matrix(words.named("constant " + number(tensor), rows(tensor.shape()),
                    columns(tensor.shape()), false));
        }
        return new Form.Number(scalars.number(value.get(), tensor.dtype()));
    }

    private Form parameter(Var variable) {
        Shape shape = variable.shape();
        return shape.rank() == 0 ? new Form.Number(atoms.variable(new Atom.Parameter(variable, 0)))
                : new Form.Matrix(words.named("parameter " + number(variable), rows(shape),
                columns(shape), false));
    }

    /** The same number for the same leaf. */
    private int number(Expr leaf) {
        return leaves.computeIfAbsent(leaf, _ -> leaves.size());
    }

    private static int rows(Shape shape) {
        if (shape.rank() == 0 || shape.rank() > 2) {
            throw new BeyondReach("tensors of " + shape.rank() + " axes");
        }
        return shape.dim(0);
    }

    private static int columns(Shape shape) {
        return shape.rank() == 2 ? shape.dim(1) : 1;
    }

    /** A form as a matrix of a shape; a number is in every element. */
    private MatrixWords.Sum matrix(Form form, Shape shape) {
        return switch (form) {
            case Form.Matrix(var sum) -> sum;
            case Form.Number(var value) -> words.times(value, filled(shape));
            case Form.Elementwise(var a, var b) -> {
                Seq<String> sides = Array.of(words.text(a), words.text(b)).sorted();
                yield words.named("(" + sides.get(0) + ")⊙(" + sides.get(1) + ")", a.rows(), a.columns(), false);
            }
            case Form.DiagonalOf(var of) -> words.named("diagonal of " + words.text(of), of.rows(), 1, false);
        };
    }

    private MatrixWords.Sum filled(Shape shape) {
        return shape.rank() == 1 ? words.ones(rows(shape))
                : words.product(words.ones(rows(shape)), words.transposed(words.ones(columns(shape))));
    }

    // ---- operations ----

    private Form apply(Apply node, Seq<Form> x) {
        if (!(node.type() instanceof TensorType type) || type.dtype() == DType.BOOL && type.rank() > 0) {
            throw new BeyondReach(node.op().label());
        }
        Shape shape = type.shape();
        boolean numbers = x.nonEmpty() && x.forAll(Form.Number.class::isInstance);
        return switch (node.op()) {
            case Unary op -> numbers ? number(scalars.unary(op, value(x.get(0)))) : unary(op, matrix(x.get(0), shape));
            case Power(int exponent) -> numbers ? number(scalars.power(value(x.get(0)), exponent))
                    : power(exponent, matrix(x.get(0), shape));
            case Binary op -> numbers ? number(scalars.binary(op, value(x.get(0)), value(x.get(1))))
                    : binary(op, x.get(0), x.get(1), shape);
            case Compare op when numbers -> number(scalars.compare(op, value(x.get(0)), value(x.get(1))));
            case Select _ when numbers -> number(scalars.select(value(x.get(0)), value(x.get(1)), value(x.get(2))));
            case Special op when numbers -> number(scalars.special(op, x.map(MatrixIdentities::value)));
            case Marker _, StopGradient _ -> x.get(0);
            case Broadcast(var to, var axes) -> broadcast(x.get(0), to, axes);
            case Reshape _ -> reshape(x.get(0), node.input(0).shape(), shape);
            case Permute(var permutation) -> permutation.isIdentity() ? x.get(0)
                    : new Form.Matrix(words.transposed(matrix(x.get(0), node.input(0).shape())));
            case Dot op -> dot(op, matrix(x.get(0), node.input(0).shape()), matrix(x.get(1), node.input(1).shape()),
                    node.input(0).rank(), node.input(1).rank());
            case Reduce(var kind, var axes) when kind == Reduce.Kind.SUM -> sum(x.get(0), axes, node.input(0).shape());
            case Reduce(var kind, var axes) when kind == Reduce.Kind.LOGSUMEXP && axes.size() == node.input(0).rank() ->
                    number(scalars.unary(Unary.LOG, value(sum(unary(Unary.EXP, matrix(x.get(0), node.input(0).shape())), axes,
                            node.input(0).shape()))));
            case Reduce(var kind, var axes) -> opaque(kind + " " + axes, matrix(x.get(0), node.input(0).shape()), shape);
            case Diagonal(int offset) when offset == 0 && node.input(0).shape().dim(0) == node.input(0).shape().dims().last() ->
                    new Form.DiagonalOf(matrix(x.get(0), node.input(0).shape()));
            case Diag(int offset) when offset == 0 -> new Form.Matrix(words.named("diag "
                    + words.text(matrix(x.get(0), node.input(0).shape())), shape.dim(0), shape.dim(0), true));
            case Eye(_, int rows, int columns, int offset) when rows == columns && offset == 0 ->
                    new Form.Matrix(words.identity(rows));
            case LinearAlgebra op -> algebra(op, x, node);
            case Op op -> throw new BeyondReach(op.label());
        };
    }

    private static Form number(RationalFunction value) {
        return new Form.Number(value);
    }

    private static RationalFunction value(Form form) {
        if (form instanceof Form.Number(var value)) {
            return value;
        }
        throw new BeyondReach("matrices among numbers");
    }

    private Form opaque(String function, MatrixWords.Sum x, Shape shape) {
        String name = function + " of " + words.text(x);
        return shape.rank() == 0 ? number(atoms.variable(new Atom.Opaque(name, Array.empty())))
                : new Form.Matrix(words.named(name, rows(shape), columns(shape), false));
    }

    /** e^(v + c) = e^c·e^v where c is one number. */
    private Form unary(Unary op, MatrixWords.Sum x) {
        if (op == Unary.NEG) {
            return new Form.Matrix(words.times(Quotients.number(-1), x));
        }
        Shape shape = x.columns() == 1 ? Shape.of(x.rows()) : Shape.of(x.rows(), x.columns());
        if (op == Unary.EXP) {
            MatrixWords.Sum ones = filled(shape);
            RationalFunction shift = x.terms().get(ones.terms().head()._1).getOrElse(RationalFunction.ZERO);
            MatrixWords.Sum rest = words.minus(x, words.times(shift, ones));
            if (!rest.isZero()) {
                return new Form.Matrix(words.times(scalars.unary(op, shift),
                        words.named(MatrixWords.EXP + words.text(rest), x.rows(), x.columns(), false)));
            }
        }
        return new Form.Matrix(words.named(op.label() + " of " + words.text(x), x.rows(), x.columns(), false));
    }

    private Form power(int exponent, MatrixWords.Sum x) {
        return exponent == 2 ? new Form.Elementwise(x, x)
                : new Form.Matrix(words.named("power " + exponent + " of " + words.text(x), x.rows(), x.columns(), false));
    }

    private Form binary(Binary op, Form a, Form b, Shape shape) {
        return switch (op) {
            case ADD -> new Form.Matrix(words.plus(matrix(a, shape), matrix(b, shape)));
            case SUB -> new Form.Matrix(words.minus(matrix(a, shape), matrix(b, shape)));
            case MUL -> a instanceof Form.Number(var x) ? new Form.Matrix(words.times(x, matrix(b, shape)))
                    : b instanceof Form.Number(var y) ? new Form.Matrix(words.times(y, matrix(a, shape)))
                    : new Form.Elementwise(matrix(a, shape), matrix(b, shape));
            case DIV -> {
                if (b instanceof Form.Number(var y)) {
                    yield new Form.Matrix(words.times(scalars.power(y, -1), matrix(a, shape)));
                }
                throw new BeyondReach("quotients by elements");
            }
            default -> throw new BeyondReach(op.label() + " by elements");
        };
    }

    private Form broadcast(Form x, Shape to, Ints axes) {
        if (x instanceof Form.Number) {
            return x;
        }
        if (to.rank() != 2 || axes.size() != 1) {
            throw new BeyondReach("broadcasts to " + to);
        }
        MatrixWords.Sum column = matrix(x, Shape.of(to.dim(axes.get(0))));
        return new Form.Matrix(axes.get(0) == 0 ? words.product(column, words.transposed(words.ones(to.dim(1))))
                : words.product(words.ones(to.dim(0)), words.transposed(column)));
    }

    private Form reshape(Form x, Shape from, Shape to) {
        if (x instanceof Form.Number) {
            return x;
        }
        MatrixWords.Sum matrix = matrix(x, from);
        if (to.rank() == 0) {
            return number(words.scalar(matrix));
        }
        if (rows(to) == matrix.rows() && columns(to) == matrix.columns()) {
            return new Form.Matrix(matrix);
        }
        if (rows(to) == matrix.columns() && columns(to) == matrix.rows() && (matrix.rows() == 1 || matrix.columns() == 1)) {
            return new Form.Matrix(words.transposed(matrix));
        }
        throw new BeyondReach("reshapes of " + from + " to " + to);
    }

    private Form dot(Dot op, MatrixWords.Sum a, MatrixWords.Sum b, int left, int right) {
        if (!op.leftBatch().isEmpty()) {
            throw new BeyondReach("batches of products");
        }
        int contracted = op.leftContract().size();
        if (contracted == 2) {
            boolean straight = op.leftContract().get(0) == op.rightContract().get(0);
            return number(words.trace(words.product(straight ? words.transposed(a) : a, b)));
        }
        if (contracted == 0) {
            if (left != 1 || right != 1) {
                throw new BeyondReach("outer products of matrices");
            }
            return new Form.Matrix(words.product(a, words.transposed(b)));
        }
        MatrixWords.Sum rows = left == 1 || op.leftContract().get(0) == 0 ? words.transposed(a) : a;
        MatrixWords.Sum columns = right == 1 || op.rightContract().get(0) == 0 ? b : words.transposed(b);
        MatrixWords.Sum product = words.product(rows, columns);
        return left == 1 && right == 1 ? number(words.scalar(product))
                : new Form.Matrix(left == 1 ? words.transposed(product) : product);
    }

    private Form sum(Form x, Ints axes, Shape shape) {
        if (axes.isEmpty()) {
            return x;
        }
        if (x instanceof Form.DiagonalOf(var of)) {
            return number(words.trace(of));
        }
        if (x instanceof Form.Elementwise(var a, var b) && axes.size() == shape.rank()) {
            atoms.used("Σ A⊙B = tr Aᵀ·B");
            return number(words.trace(words.product(words.transposed(a), b)));
        }
        MatrixWords.Sum matrix = matrix(x, shape);
        boolean all = axes.size() == shape.rank();
        if (all || axes.get(0) == 1) {
            MatrixWords.Sum sums = shape.rank() == 1 ? matrix : words.product(matrix, words.ones(matrix.columns()));
            return all ? number(words.scalar(words.product(words.transposed(words.ones(matrix.rows())), sums)))
                    : new Form.Matrix(sums);
        }
        return new Form.Matrix(words.product(words.transposed(matrix), words.ones(matrix.rows())));
    }

    private Form algebra(LinearAlgebra op, Seq<Form> x, Apply node) {
        MatrixWords.Sum a = matrix(x.get(0), node.input(0).shape());
        return switch (op) {
            case LinearAlgebra.Inverse _ -> new Form.Matrix(words.inverse(a));
            case LinearAlgebra.Determinant(var kind) -> switch (kind) {
                case DET -> number(words.determinant(a));
                case LOG_ABS -> number(scalars.unary(Unary.LOG, words.determinant(a)));
                case SIGN -> throw new BeyondReach("the sign of a determinant");
            };
            case LinearAlgebra.Cofactor _ -> new Form.Matrix(
                    words.times(words.determinant(a), words.transposed(words.inverse(a))));
            case LinearAlgebra.Solve(boolean transposed) -> new Form.Matrix(words.product(
                    words.inverse(transposed ? words.transposed(a) : a), matrix(x.get(1), node.input(1).shape())));
            default -> opaque(op.toString(), a, node.shape());
        };
    }
}
