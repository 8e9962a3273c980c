package fluxion.dsl.stats;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Given;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.op.Eye;
import fluxion.core.op.Iota;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.RandomKey;
import io.vavr.collection.Seq;

/**
 * The distribution of Lewandowski, Kurowicka and Joe (J. Multivariate Anal. 100, 2009) of Cholesky factors L of correlation
 * matrices: the density of L·Lᵀ among correlation matrices is proportional to its determinant to the power of η − 1, so that
 * η = 1 makes all equally likely.
 *
 * @param size n, at least 2
 * @param concentration η &gt; 0
 */
public record LkjCholesky(int size, Expr concentration) implements Multivariate {
    /** Refuses sizes below 2. */
    public LkjCholesky {
        if (size < 2) {
            throw new FluxionException("lkj: the size must be at least 2; got " + size);
        }
    }

    /** With a number as parameter. */
    public LkjCholesky(int size, double concentration) {
        this(size, Tensor.of(concentration));
    }

    private Expr eta() {
        return Domain.positive("lkj: the concentration", concentration);
    }

    @Override
    public Shape batchShape() {
        return concentration.shape();
    }

    @Override
    public Shape eventShape() {
        return Shape.of(size, size);
    }

    /** For rows i = 1 … n − 1 on a new last axis: a·i + b·η + c. */
    private Expr rows(double a, double b, double c) {
        Expr i = Expr.apply(new Iota(TensorType.of(concentration.dtype(), size - 1), 0)).plus(1);
        return eta().expandDims(-1).times(b).plus(i.times(a).plus(c));
    }

    /**
     * Row by row: a direction, and as square of the distance from 0 a beta number with parameters i/2 and η + (n − 1 − i)/2.
     */
    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        Seq<RandomKey> keys = key.split(2);
        Ints lead = draws.dims().concat(batchShape().dims());
        DType dtype = concentration.dtype();
        Expr squares = Distributions.beta(keys.get(0), rows(0.5, 0, 0), rows(-0.5, 1, 0.5 * (size - 1)),
                new TensorType(dtype, new Shape(lead.append(size - 1))));
        Expr normal = Distributions.normal(keys.get(1), new TensorType(dtype, new Shape(lead.append(size - 1).append(size - 1))))
                .tril();
        Expr below = normal.div(normal.square().sum(-1).sqrt().expandDims(-1)).times(squares.sqrt().expandDims(-1));
        Ints zero = Ints.fill(lead.size() + 2, 0);
        Expr padded = below.pad(zero.with(lead.size(), 1), zero.with(lead.size() + 1, 1));
        Expr diagonal = squares.subtractedFrom(1).sqrt().pad(Ints.fill(lead.size() + 1, 0).with(lead.size(), 1),
                Ints.fill(lead.size() + 1, 0), 1);
        return padded.plus(Expr.apply(new Eye(dtype, size, size, 0)).times(diagonal.expandDims(-1)));
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        Expr diagonal = x.diagonal(0, -2, -1).slice(-1, 1, size);
        // of row i: the exponent of its diagonal element, and the volume under it, π^(i/2)·Γ(b)/Γ(b + i/2)
        Expr b = rows(-0.5, 1, 0.5 * (size - 1));
        Expr volume = b.lgamma().minus(rows(0, 1, 0.5 * (size - 1)).lgamma()).plus(rows(0.5, 0, 0).times(Math.log(Math.PI)));
        return rows(-1, 2, size - 3).times(diagonal.log()).sum(-1).minus(volume.sum(-1));
    }

    @Override
    public Expr mean() {
        throw Domain.noForm("mean", "the LKJ distribution of factors");
    }

    @Override
    public Expr variance() {
        throw Domain.noForm("variance", "the LKJ distribution of factors");
    }

    @Override
    public Expr entropy() {
        throw Domain.noForm("entropy", "the LKJ distribution of factors");
    }
}
