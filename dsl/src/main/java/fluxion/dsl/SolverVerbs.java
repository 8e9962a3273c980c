package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.TensorType;
import fluxion.dsl.function.ExprFn1;
import fluxion.dsl.random.RandomKey;
import fluxion.dsl.solve.Eigenpair;
import fluxion.dsl.solve.Estimate;
import fluxion.dsl.solve.Krylov;
import fluxion.dsl.solve.KrylovMethod;
import fluxion.dsl.solve.Lanczos;
import fluxion.dsl.solve.LinearEquation;
import fluxion.dsl.solve.LinearSolution;
import fluxion.dsl.solve.PowerIteration;
import fluxion.dsl.solve.Root;
import fluxion.dsl.solve.RootOptions;
import fluxion.dsl.solve.Roots;
import fluxion.dsl.solve.Stochastic;
import io.vavr.Function1;

/**
 * Linear systems by products with vectors alone, eigenvalues, traces and determinants of such maps, roots and fixed points.
 * Solutions are differentiated by their equation with respect to whatever the function captures, and say whether they converged.
 */
@SuppressWarnings("overloads") // lambdas of expressions prefer the more specific type
final class SolverVerbs {
    private SolverVerbs() {}

    // ---- linear systems ----

    /** How long cg, bicgstab and gmres go on; so far to 10⁻¹⁰ of the right-hand side. */
    public static Krylov<Object> krylov() { return new Krylov<>(); }

    /** x with A·x = b for a symmetric positive definite map v ↦ A·v, by conjugate gradients. */
    public static LinearSolution<Expr> cg(ExprFn1 map, Expr b) {
        Given.arguments("cg", map, b);
        return cg(map, b, krylov());
    }

    /** x with A·x = b for a symmetric positive definite map v ↦ A·v, by conjugate gradients. */
    public static LinearSolution<Expr> cg(ExprFn1 map, Expr b, Krylov<? super Expr> options) {
        Given.arguments("cg", map, b, options);
        return new LinearEquation<Expr>(KrylovMethod.CG, options).solve(map, b);
    }

    /** x with A·x = b for a symmetric positive definite map of trees, by conjugate gradients. */
    public static <A> LinearSolution<A> cg(Function1<A, A> map, A b, Krylov<? super A> options) {
        Given.arguments("cg", map, b, options);
        return new LinearEquation<A>(KrylovMethod.CG, options).solve(map, b);
    }

    /** x with A·x = b for a linear map v ↦ A·v, by stabilised biconjugate gradients. */
    public static LinearSolution<Expr> bicgstab(ExprFn1 map, Expr b) {
        Given.arguments("bicgstab", map, b);
        return bicgstab(map, b, krylov());
    }

    /** x with A·x = b for a linear map v ↦ A·v, by stabilised biconjugate gradients. */
    public static LinearSolution<Expr> bicgstab(ExprFn1 map, Expr b, Krylov<? super Expr> options) {
        Given.arguments("bicgstab", map, b, options);
        return new LinearEquation<Expr>(KrylovMethod.BICGSTAB, options).solve(map, b);
    }

    /** x with A·x = b for a linear map of trees, by stabilised biconjugate gradients. */
    public static <A> LinearSolution<A> bicgstab(Function1<A, A> map, A b, Krylov<? super A> options) {
        Given.arguments("bicgstab", map, b, options);
        return new LinearEquation<A>(KrylovMethod.BICGSTAB, options).solve(map, b);
    }

    /** x with A·x = b for a linear map v ↦ A·v, by generalised minimal residuals. */
    public static LinearSolution<Expr> gmres(ExprFn1 map, Expr b) {
        Given.arguments("gmres", map, b);
        return gmres(map, b, krylov());
    }

    /** x with A·x = b for a linear map v ↦ A·v, by generalised minimal residuals. */
    public static LinearSolution<Expr> gmres(ExprFn1 map, Expr b, Krylov<? super Expr> options) {
        Given.arguments("gmres", map, b, options);
        return new LinearEquation<Expr>(KrylovMethod.GMRES, options).solve(map, b);
    }

    /** x with A·x = b for a linear map of trees, by generalised minimal residuals. */
    public static <A> LinearSolution<A> gmres(Function1<A, A> map, A b, Krylov<? super A> options) {
        Given.arguments("gmres", map, b, options);
        return new LinearEquation<A>(KrylovMethod.GMRES, options).solve(map, b);
    }

    // ---- of maps ----

    /** The tridiagonal matrix of a symmetric map in the directions v, A·v, …, Aᵏ⁻¹·v, and their orthonormal basis. */
    public static Lanczos lanczos(ExprFn1 map, Expr start, int k) {
        Given.arguments("lanczos", map, start);
        return Lanczos.of(map::apply, start, k);
    }

    /** The eigenvalue of largest absolute value of a linear map, with its eigenvector, by v ← A·v/‖A·v‖. */
    public static Eigenpair powerIteration(ExprFn1 map, Expr start, RootOptions options) {
        Given.arguments("powerIteration", map, start, options);
        return new PowerIteration(options).of(map::apply, start);
    }

    /** tr A of a map of vectors of a type, as the mean of zᵀ·A·z for random signs z. */
    public static Estimate traceEstimate(RandomKey key, ExprFn1 map, TensorType type, int samples) {
        Given.arguments("traceEstimate", key, map, type);
        return Stochastic.trace(key, map::apply, type, samples);
    }

    /** ln det A of a symmetric positive definite map of vectors of a type, by Lanczos' process from random signs. */
    public static Estimate logDetEstimate(RandomKey key, ExprFn1 map, TensorType type, int samples, int directions) {
        Given.arguments("logDetEstimate", key, map, type);
        return Stochastic.logDeterminant(key, map::apply, type, samples, directions);
    }

    // ---- roots ----

    /** How long iterations for roots and fixed points go on; so far to a residual of 10⁻¹⁰, 100 iterations. */
    public static RootOptions rootOptions() { return new RootOptions(); }

    /** x with f(x) = 0 near a start, by Newton's method; each step is halved until the residual becomes smaller. */
    public static Root<Expr> newton(ExprFn1 f, Expr start) {
        Given.arguments("newton", f, start);
        return Roots.<Expr>newton(f, start, rootOptions());
    }

    /** x with f(x) = 0 near a start, by Newton's method; each step is halved until the residual becomes smaller. */
    public static Root<Expr> newton(ExprFn1 f, Expr start, RootOptions options) {
        Given.arguments("newton", f, start, options);
        return Roots.<Expr>newton(f, start, options);
    }

    /** x with f(x) = 0 near a start, for trees, by Newton's method. */
    public static <X> Root<X> newton(Function1<X, X> f, X start, RootOptions options) {
        Given.arguments("newton", f, start, options);
        return Roots.newton(f, start, options);
    }

    /** x with f(x) = 0 near a start, by Broyden's method: one Jacobian, at the start. */
    public static Root<Expr> broyden(ExprFn1 f, Expr start) {
        Given.arguments("broyden", f, start);
        return Roots.<Expr>broyden(f, start, rootOptions());
    }

    /** x with f(x) = 0 near a start, by Broyden's method: one Jacobian, at the start. */
    public static Root<Expr> broyden(ExprFn1 f, Expr start, RootOptions options) {
        Given.arguments("broyden", f, start, options);
        return Roots.<Expr>broyden(f, start, options);
    }

    /** x with f(x) = 0 near a start, for trees, by Broyden's method: one Jacobian, at the start. */
    public static <X> Root<X> broyden(Function1<X, X> f, X start, RootOptions options) {
        Given.arguments("broyden", f, start, options);
        return Roots.broyden(f, start, options);
    }

    /** x with g(x) = x near a start, by iteration with Anderson's acceleration. */
    public static Root<Expr> fixedPoint(ExprFn1 g, Expr start) {
        Given.arguments("fixedPoint", g, start);
        return Roots.<Expr>fixedPoint(g, start, rootOptions());
    }

    /** x with g(x) = x near a start, by iteration with Anderson's acceleration. */
    public static Root<Expr> fixedPoint(ExprFn1 g, Expr start, RootOptions options) {
        Given.arguments("fixedPoint", g, start, options);
        return Roots.<Expr>fixedPoint(g, start, options);
    }

    /** x with g(x) = x near a start, for trees, by iteration with Anderson's acceleration. */
    public static <X> Root<X> fixedPoint(Function1<X, X> g, X start, RootOptions options) {
        Given.arguments("fixedPoint", g, start, options);
        return Roots.fixedPoint(g, start, options);
    }

    /** For each element the root of f between two ends where its signs differ, by halves. */
    public static Root<Expr> bisect(ExprFn1 f, Expr low, Expr high) {
        Given.arguments("bisect", f, low, high);
        return Roots.between("bisect", f, low, high, rootOptions(), true);
    }

    /** For each element the root of f between two ends where its signs differ, by halves. */
    public static Root<Expr> bisect(ExprFn1 f, Expr low, Expr high, RootOptions options) {
        Given.arguments("bisect", f, low, high, options);
        return Roots.between("bisect", f, low, high, options, true);
    }

    /** For each element the root of f between two ends where its signs differ, by Chandrupatla's interpolation and halves. */
    public static Root<Expr> chandrupatla(ExprFn1 f, Expr low, Expr high) {
        Given.arguments("chandrupatla", f, low, high);
        return Roots.between("chandrupatla", f, low, high, rootOptions(), false);
    }

    /** For each element the root of f between two ends where its signs differ, by Chandrupatla's interpolation and halves. */
    public static Root<Expr> chandrupatla(ExprFn1 f, Expr low, Expr high, RootOptions options) {
        Given.arguments("chandrupatla", f, low, high, options);
        return Roots.between("chandrupatla", f, low, high, options, false);
    }
}
