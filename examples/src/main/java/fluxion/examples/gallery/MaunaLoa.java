package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.band;
import static fluxion.plot.Plots.curve;
import static fluxion.plot.Plots.scatter;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.data.Table;
import fluxion.dsl.optim.Bfgs;
import fluxion.dsl.optim.Minimum;
import fluxion.plot.Figure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Carbon dioxide on Mauna Loa, 1958–2003, as a Gaussian process: a smooth trend, a year's course that changes slowly,
 * irregularities and noise. Rasmussen and Williams, Gaussian Processes for Machine Learning (2006), section 5.4.3, find by the
 * gradient of ln p(y) a trend of 66 ppm over 67 years, a course of 2.4 ppm that decays over 90 years with a shape of 1.3, and ln
 * p(y) = −108.5.
 */
public final class MaunaLoa {
    private MaunaLoa() {}

    /** Logarithms of the kernel's numbers; which is which is said where they are used. */
    record Kernel(Expr logs) {
        private Expr number(int i) {
            return exp(logs.get(i - 1));
        }

        /** k(t, t′) without noise, as in equation (5.19). */
        Expr signal(Expr difference) {
            Expr d2 = difference.square();
            Expr trend = number(1).square().times(exp(d2.div(number(2).square()).div(-2)));
            Expr year = sin(difference.times(Math.PI)).div(number(5)).square().times(-2);
            Expr course = number(3).square().times(exp(d2.div(number(4).square()).div(-2).plus(year)));
            Expr mixture = d2.div(number(7).square().times(number(8)).times(2)).plus(1);
            Expr irregular = number(6).square().times(exp(log(mixture).times(number(8)).neg()));
            return trend.plus(course).plus(irregular);
        }

        /** Of months: short irregularities and noise. */
        Expr noise(Expr difference) {
            Expr smooth = number(9).square().times(exp(difference.square().div(number(10).square()).div(-2)));
            return smooth.plus(where(difference.eq(0), number(11).square(), zerosLike(difference)));
        }

        Expr covariance(Expr t) {
            Expr difference = t.expandDims(1).minus(t);
            return signal(difference).plus(noise(difference));
        }

        /** ln p(y) = −½·yᵀ·K⁻¹·y − ½·ln det K − n/2·ln 2π. */
        Expr logLikelihood(Expr t, Expr y) {
            Expr l = cholesky(covariance(t));
            Expr white = triangularSolve(l, y, true);
            return white.square().sum().div(-2).minus(log(l.diag()).sum()).minus(y.shape().dim(0) * Math.log(2 * Math.PI) / 2);
        }
    }

    /** What the book begins from, about: numbers 1 to 11. */
    static Kernel first() {
        return new Kernel(eval(log(vector(50, 50, 2, 100, 1, 0.5, 1, 1, 0.2, 0.15, 0.2))));
    }

    /** The book's numbers. */
    static Kernel book() {
        return new Kernel(eval(log(vector(66, 67, 2.4, 90, 1.3, 0.66, 1.2, 0.78, 0.18, 1.6 / 12, 0.19))));
    }

    /**
     * The months.
     *
     * @param t years, [n]
     * @param ppm parts per million, [n]
     */
    record Series(Tensor t, Tensor ppm) {
        /** Every so many months. */
        static Series read(int every) {
            try (InputStream in = MaunaLoa.class.getResourceAsStream("mauna-loa.csv")) {
                Table table = Table.read(in);
                String some = "::" + every;
                return new Series(eval(table.column("year").values().get(some)), eval(table.column("ppm").values().get(some)));
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        Tensor centred() {
            return eval(ppm.minus(ppm.mean()));
        }
    }

    /**
     * What was found.
     *
     * @param numbers 1 to 11
     * @param logLikelihood ln p(y) with them
     * @param kernel the same as a kernel
     */
    record Result(Tensor numbers, double logLikelihood, Kernel kernel) {}

    static Result fit(Series series, int steps) {
        Tensor y = series.centred();
        Minimum<Expr> best = new Bfgs(steps, 1e-3).minimize(
                fn((Expr logs) -> new Kernel(logs).logLikelihood(series.t(), y).neg()), first().logs());
        Kernel kernel = new Kernel(eval(best.parameters()));
        return new Result(eval(exp(kernel.logs())), -toDouble(best.value()), kernel);
    }

    /** The mean and the deviation at times, given the series. */
    static Expr[] predicted(Kernel kernel, Series series, Tensor times) {
        Expr l = cholesky(kernel.covariance(series.t()));
        Expr cross = kernel.signal(series.t().expandDims(1).minus(times));
        Expr white = triangularSolve(l, cross, true);
        Expr mean = white.t().matmul(triangularSolve(l, series.centred(), true)).plus(series.ppm().mean());
        return new Expr[] {mean, sqrt(kernel.signal(zeros(f64())).minus(white.square().sum(0)))};
    }

    static Figure figure(Result r, Series series) {
        Tensor times = eval(linspace(1958, 2023, 521));
        Expr[] at = predicted(r.kernel(), series, times);
        return band("95 %", times, at[0].minus(at[1].times(2)), at[0].plus(at[1].times(2))).and(curve("mean", times, at[0]))
                .and(scatter("seen", series.t().get("::6"), series.ppm().get("::6"))).title("Carbon dioxide on Mauna Loa")
                .xLabel("year").yLabel("ppm");
    }

    public static void main(String[] args) {
        Series series = Series.read(1);
        IO.println("%d months; with the book's numbers ln p(y) = %.1f (its: −108.5)".formatted(series.t().shape().dim(0),
                toDouble(book().logLikelihood(series.t(), series.centred()))));
        Result r = fit(series, args.length > 0 ? Integer.parseInt(args[0]) : 100);
        IO.println("found: ln p(y) = %.1f, numbers %s".formatted(r.logLikelihood(), r.numbers()));
        Expr[] later = predicted(r.kernel(), series, vector(2019.375));
        IO.println("It expects %.1f ± %.1f ppm for May 2019; there were 414.7.".formatted(toDouble(later[0].get(0)),
                toDouble(later[1].get(0))));
        Pictures.save("mauna-loa", figure(r, series));
    }
}
