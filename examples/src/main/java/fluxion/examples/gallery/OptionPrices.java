package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.curve;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.plot.Figure;

/**
 * Prices of options and their greeks. Black and Scholes's (1973) by their formula, with the numbers of Hull's chapter on the
 * greek letters; Heston's (1993) by an integral over a characteristic function, with the price of Fang and Oosterlee (SIAM J.
 * Sci. Comput. 31, 2008), section 5.2: 5.785155450. All greeks are gradients of the price.
 */
public final class OptionPrices {
    private OptionPrices() {}

    /** A call and what it depends on, σ the volatility of Black and Scholes. */
    record Call(Expr spot, Expr strike, Expr rate, Expr sigma, Expr time) {}

    /** S·Φ(d₁) − K·e^(−rT)·Φ(d₂). */
    static Expr blackScholes(Call c) {
        Expr width = c.sigma().times(sqrt(c.time()));
        Expr d1 = log(c.spot().div(c.strike())).plus(c.rate().plus(c.sigma().square().div(2)).times(c.time())).div(width);
        Expr discount = exp(c.rate().times(c.time()).neg());
        return c.spot().times(ndtr(d1)).minus(c.strike().times(discount).times(ndtr(d1.minus(width))));
    }

    /** Heston's model: dS = √V·S·dW, dV = κ·(θ − V)·dt + η·√V·dZ, correlation ρ, V₀ = v. */
    record Heston(Expr spot, Expr v, Expr kappa, Expr theta, Expr eta, Expr rho) {}

    /** Complex numbers, as far as they are needed here. */
    record Complex(Expr re, Expr im) {
        Complex plus(Complex o) {
            return new Complex(re.plus(o.re), im.plus(o.im));
        }

        Complex minus(Complex o) {
            return new Complex(re.minus(o.re), im.minus(o.im));
        }

        Complex times(Complex o) {
            return new Complex(re.times(o.re).minus(im.times(o.im)), re.times(o.im).plus(im.times(o.re)));
        }

        Complex times(Expr real) {
            return new Complex(re.times(real), im.times(real));
        }

        Complex over(Complex o) {
            Complex top = times(new Complex(o.re, o.im.neg()));
            return top.times(o.re.square().plus(o.im.square()).reciprocal());
        }

        Complex exp() {
            return new Complex(im.cos(), im.sin()).times(re.exp());
        }

        Complex log() {
            return new Complex(re.hypot(im).log(), im.atan2(re));
        }

        /** The root with a positive real part. */
        Complex sqrt() {
            Expr real = re.hypot(im).plus(re).div(2).sqrt();
            return new Complex(real, im.div(real.times(2)));
        }
    }

    /** E[e^(s·ln(S_T/S))], in the form of Albrecher et al. (2007), which stays on one branch of the logarithm. */
    static Complex moment(Heston h, Expr time, Complex s) {
        Complex one = new Complex(scalar(1), scalar(0));
        Complex a = new Complex(h.kappa(), scalar(0)).minus(s.times(h.rho().times(h.eta())));
        Complex d = a.times(a).plus(s.minus(s.times(s)).times(h.eta().square())).sqrt();
        Complex g = a.minus(d).over(a.plus(d));
        Complex decay = d.times(time.neg()).exp();
        Complex rest = one.minus(g.times(decay));
        Expr eta2 = h.eta().square();
        Complex drift = a.minus(d).times(time).minus(rest.over(one.minus(g)).log().times(scalar(2)))
                .times(h.kappa().times(h.theta()).div(eta2));
        return drift.plus(a.minus(d).over(rest).times(one.minus(decay)).times(h.v().div(eta2))).exp();
    }

    /**
     * The call without interest by Lewis' (2001) integral, S − √(S·K)/π·∫₀^∞ Re(e^(iu·ln(S/K))·φ(½ + iu))/(u² + ¼) du, with
     * u = sinh x, so that it is smooth near the pole and ends where e^(−c·u) is nothing.
     */
    static Expr heston(Heston h, Expr strike, Expr time) {
        Expr distance = log(h.spot().div(strike));
        Expr integral = gaussKronrod(x -> {
            Expr u = sinh(x);
            Complex phase = new Complex(scalar(0), u.times(distance)).exp();
            return phase.times(moment(h, time, new Complex(scalar(0.5), u))).re().times(cosh(x)).div(u.square().plus(0.25));
        }, scalar(0), scalar(8), 12);
        return h.spot().minus(sqrt(h.spot().times(strike)).times(integral).div(Math.PI));
    }

    /** The volatility with which Black and Scholes's formula gives a price: where it is the same. */
    static Expr impliedVolatility(Expr price, Expr spot, Expr strike, Expr time) {
        return newton(s -> blackScholes(new Call(spot, strike, scalar(0), s, time)).minus(price), scalar(0.2)).x();
    }

    /**
     * Prices and greeks.
     *
     * @param price of Hull's call
     * @param greeks its ∂/∂S, ∂²/∂S², ∂/∂σ, −∂/∂T, ∂/∂r
     * @param byHand the same by the textbook's formulas
     * @param heston the price of Fang and Oosterlee's call
     * @param hestonGreeks its derivatives
     * @param gamma its ∂²/∂S²
     * @param gammaByDifferences of three prices
     * @param strikes of the smile
     * @param smile implied volatilities
     */
    record Result(double price, double[] greeks, double[] byHand, double heston, Heston hestonGreeks, double gamma,
            double gammaByDifferences, Tensor strikes, Tensor smile) {}

    static Result run(int strikes) {
        double t = 20.0 / 52;
        Call call = new Call(scalar(49), scalar(50), scalar(0.05), scalar(0.2), scalar(t));
        var price = fn((Call c) -> blackScholes(c));
        Call slopes = grad(price).apply(call);
        var inSpot = fn((Expr s) -> blackScholes(new Call(s, call.strike(), call.rate(), call.sigma(), call.time())));
        double d1 = (Math.log(49.0 / 50) + (0.05 + 0.02) * t) / (0.2 * Math.sqrt(t));
        double density = Math.exp(-d1 * d1 / 2) / Math.sqrt(2 * Math.PI);
        double later = 50 * Math.exp(-0.05 * t) * toDouble(ndtr(scalar(d1 - 0.2 * Math.sqrt(t))));
        double[] byHand = {toDouble(ndtr(scalar(d1))), density / (49 * 0.2 * Math.sqrt(t)), 49 * Math.sqrt(t) * density,
            -49 * density * 0.2 / (2 * Math.sqrt(t)) - 0.05 * later, t * later};
        double[] greeks = {toDouble(slopes.spot()), toDouble(grad(grad(inSpot)).at(49.0)), toDouble(slopes.sigma()),
            -toDouble(slopes.time()), toDouble(slopes.rate())};

        Heston model = new Heston(scalar(100), scalar(0.0175), scalar(1.5768), scalar(0.0398), scalar(0.5751), scalar(-0.5711));
        var heston = fn((Heston h) -> heston(h, scalar(100), scalar(1)));
        var ofSpot = fn((Expr s) -> heston(new Heston(s, model.v(), model.kappa(), model.theta(), model.eta(), model.rho()),
                scalar(100), scalar(1)));
        double h = 0.01;
        double differences = toDouble(ofSpot.at(100 + h).plus(ofSpot.at(100 - h)).minus(ofSpot.at(100.0).times(2))) / (h * h);
        Tensor range = eval(linspace(80, 120, strikes));
        Tensor smile = eval(vmap(fn((Expr k) -> impliedVolatility(heston(model, k, scalar(1)), model.spot(), k, scalar(1))))
                .apply(range));
        return new Result(toDouble(price.apply(call)), greeks, byHand, toDouble(heston.apply(model)), grad(heston).apply(model),
                toDouble(grad(grad(ofSpot)).at(100.0)), differences, range, smile);
    }

    static Figure figure(Result r) {
        return curve("Heston, one year", r.strikes(), r.smile()).title("The smile of Heston's model").xLabel("strike")
                .yLabel("implied volatility");
    }

    public static void main(String[] args) {
        Result r = run(81);
        IO.println("Black and Scholes: %.4f (Hull: 2.40)".formatted(r.price()));
        String[] names = {"delta", "gamma", "vega", "theta", "rho"};
        String[] hull = {"0.522", "0.066", "12.1", "-4.31", "8.91"};
        for (int i = 0; i < names.length; i++) {
            IO.println("  %-6s %12.9f by grad, %12.9f by its formula (Hull: %s)".formatted(names[i], r.greeks()[i], r.byHand()[i],
                    hull[i]));
        }
        IO.println("Heston: %.9f (Fang and Oosterlee: 5.785155450)".formatted(r.heston()));
        IO.println("  its derivatives: " + r.hestonGreeks());
        IO.println("  gamma: %.8f, by differences %.8f".formatted(r.gamma(), r.gammaByDifferences()));
        Pictures.save("option-prices", figure(r));
    }
}
