package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.curve;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.plot.Figure;

/**
 * The dynamics of a planar arm of two links out of where its links are: velocities, mass matrix, Coriolis terms and torques are
 * derivatives. Murray, Li and Sastry, A Mathematical Introduction to Robotic Manipulation (1994), chapter 4, has them by hand.
 */
public final class RobotArm {
    private static final double GRAVITY = 9.81;
    /** Lengths, centres along the links, masses and moments of inertia. */
    private static final double L1 = 1;
    private static final double R1 = 0.5;
    private static final double R2 = 0.4;
    private static final double M1 = 2;
    private static final double M2 = 1.5;
    private static final double I1 = 0.2;
    private static final double I2 = 0.1;

    private RobotArm() {}

    /** The centres of mass [2 links, 2 coordinates] at angles q; the second is counted from the first link. */
    static Expr centres(Expr q) {
        Expr one = q.get(0);
        Expr two = q.get(0).plus(q.get(1));
        Expr elbow = stack(0, cos(one), sin(one)).times(L1);
        return stack(0, stack(0, cos(one), sin(one)).times(R1), elbow.plus(stack(0, cos(two), sin(two)).times(R2)));
    }

    /** T(q, v) = Σ ½·m·|ċ|² + ½·I·ω², where ċ is the derivative of the centres along v. */
    static Expr kinetic(Expr q, Expr v) {
        Expr speeds = jvp(fn((Expr x) -> centres(x)), q, v).tangent().square().sum(1);
        Expr turns = stack(0, v.get(0), v.get(0).plus(v.get(1))).square();
        return sum(speeds.times(vector(M1, M2)).plus(turns.times(vector(I1, I2)))).div(2);
    }

    static Expr potential(Expr q) {
        return centres(q).get(":, 1").times(vector(M1, M2)).sum().times(GRAVITY);
    }

    /** M(q) = ∂²T/∂v². */
    static Expr mass(Expr q) {
        return hessian(fn((Expr x, Expr v) -> kinetic(x, v))).<Expr>wrt(1).apply(q, zerosLike(q));
    }

    /** C(q, v), Cᵢⱼ = Σₖ ½·(∂Mᵢⱼ/∂qₖ + ∂Mᵢₖ/∂qⱼ − ∂Mₖⱼ/∂qᵢ)·vₖ. */
    static Expr coriolis(Expr q, Expr v) {
        Expr slopes = jacfwd(fn((Expr x) -> mass(x))).apply(q);
        return einsum("ijk,k->ij", slopes, v).plus(einsum("ikj,k->ij", slopes, v)).minus(einsum("kji,k->ij", slopes, v)).div(2);
    }

    /** The torques of a motion: d/dt ∂L/∂v − ∂L/∂q for L = T − V, the equations of Euler and Lagrange. */
    static Expr torques(Expr q, Expr v, Expr acceleration) {
        var lagrangian = fn((Expr x, Expr u) -> kinetic(x, u).minus(potential(x)));
        var momentum = grad(lagrangian).<Expr>wrt(1);
        Expr rate = jvp(momentum, pair(q, v), pair(v, acceleration)).tangent();
        return rate.minus(grad(lagrangian).apply(q, v));
    }

    /** The motion under torques: those of no acceleration, C·v + ∇V, are taken off, and M⁻¹ makes of the rest what is left. */
    static Expr acceleration(Expr q, Expr v, Expr torque) {
        return solve(mass(q), torque.minus(torques(q, v, zerosLike(v))));
    }

    /**
     * What the derivatives are like.
     *
     * @param mass the largest difference of M from the book's formula
     * @param coriolis of C
     * @param skew how far Ṁ − 2·C is from skew-symmetric
     * @param torques how far the equations of Euler and Lagrange are from M·a + C·v + ∇V
     * @param energy by how much the energy of the falling arm changes, relative to the largest kinetic energy
     * @param path of the hand while it falls, [steps, 2]
     */
    record Result(double mass, double coriolis, double skew, double torques, double energy, Tensor path) {}

    static Result run(double seconds, int points) {
        Tensor q = vector(0.3, 1.1);
        Tensor v = vector(-0.7, 1.9);
        double alpha = I1 + I2 + M1 * R1 * R1 + M2 * (L1 * L1 + R2 * R2);
        double beta = M2 * L1 * R2;
        double delta = I2 + M2 * R2 * R2;
        double c = beta * Math.cos(1.1);
        double s = beta * Math.sin(1.1);
        Tensor massByHand = matrix(row(alpha + 2 * c, delta + c), row(delta + c, delta));
        Tensor coriolisByHand = matrix(row(-s * 1.9, -s * (1.9 - 0.7)), row(s * -0.7, 0));
        Expr rate = jvp(fn((Expr x) -> mass(x)), q, v).tangent().minus(coriolis(q, v).times(2));
        Tensor a = vector(0.5, -0.25);
        Expr pull = grad(fn((Expr x) -> potential(x))).apply(q);
        Expr torque = mass(q).matmul(a).plus(coriolis(q, v).matmul(v)).plus(pull);

        var fall = odeSolution((y, t) -> stack(0, y.get(1), acceleration(y.get(0), y.get(1), zeros(f64(2)))),
                zeros(f64(2, 2)), linspace(0, seconds, points), dormandPrince5().tolerances(1e-10, 1e-10));
        Tensor states = eval(fall.states());
        Tensor moving = eval(vmap(fn((Expr y) -> kinetic(y.get(0), y.get(1)))).apply(states));
        Tensor high = eval(vmap(fn((Expr y) -> potential(y.get(0)))).apply(states));
        Expr energy = moving.plus(high);
        Tensor path = eval(vmap(fn((Expr y) -> centres(y.get(0)).get(1).times(2).minus(centres(y.get(0)).get(0)))).apply(states));
        return new Result(distance(mass(q), massByHand), distance(coriolis(q, v), coriolisByHand),
                toDouble(rate.plus(rate.t()).abs().max()), distance(torques(q, v, a), torque),
                toDouble(energy.ptp().div(moving.max())), path);
    }

    private static double distance(Expr a, Expr b) {
        return toDouble(a.minus(b).abs().max());
    }

    static Figure figure(Result r) {
        return curve("2·c₂ − c₁ of the falling arm", r.path().get(":, 0"), r.path().get(":, 1"))
                .title("A double pendulum let go").xLabel("m").yLabel("m").size(560, 520);
    }

    public static void main(String[] args) {
        Result r = run(10, 2001);
        IO.println("From the book's formulas the mass matrix differs by %.0e, the Coriolis matrix by %.0e;".formatted(r.mass(),
                r.coriolis()));
        IO.println("Ṁ − 2·C is skew-symmetric to %.0e, Euler's and Lagrange's torques M·a + C·v + ∇V to %.0e;".formatted(r.skew(),
                r.torques()));
        IO.println("in ten seconds of falling the energy changes by %.0e of the largest kinetic energy.".formatted(r.energy()));
        Pictures.save("robot-arm", figure(r));
    }
}
