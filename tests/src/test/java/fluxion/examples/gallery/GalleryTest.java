package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import org.junit.jupiter.api.Test;

/** The programs of the gallery at small sizes: each arrives at the numbers of its source. */
class GalleryTest {
    @Test
    void anArmMovesAsInTheBook() {
        RobotArm.Result r = RobotArm.run(0.5, 11);
        assertThat(r.mass()).isLessThan(1e-14);
        assertThat(r.coriolis()).isLessThan(1e-14);
        assertThat(r.skew()).isLessThan(1e-14);
        assertThat(r.torques()).isLessThan(1e-13);
        assertThat(r.energy()).isLessThan(1e-8);
    }

    @Test
    void optionsCostWhatHullAndFangSay() {
        OptionPrices.Result r = OptionPrices.run(3);
        assertThat(r.price()).isCloseTo(2.40, within(0.005));
        assertThat(r.greeks()).containsExactly(r.byHand(), within(1e-12));
        assertThat(r.greeks()).containsExactly(new double[] {0.522, 0.066, 12.1, -4.31, 8.91}, within(0.006));
        assertThat(r.heston()).isCloseTo(5.785155450, within(5e-8));
        assertThat(r.gamma()).isCloseTo(r.gammaByDifferences(), within(1e-6));
    }

    @Test
    void theNileHasTheVariancesOfDurbinAndKoopman() {
        NileFlow.Result r = NileFlow.run();
        assertThat(r.noise()).isCloseTo(15099, within(1.0));
        assertThat(r.step()).isCloseTo(1469.1, within(0.2));
        assertThat(r.level().doubleAt(0)).isCloseTo(1111.7, within(0.1));
    }

    @Test
    void earthquakesHaveTheLikelihoodsOfTheBook() {
        assertThat(Earthquakes.fit(2).loss()).isCloseTo(342.3183, within(1e-4));
        Earthquakes.Result three = Earthquakes.fit(3);
        assertThat(three.loss()).isCloseTo(329.4603, within(1e-4));
        assertThat(three.rates().doubles()).containsExactly(new double[] {13.146, 19.721, 29.714}, within(1e-3));
    }

    @Test
    void spinsAreCountedAsByBealeAndWarmAsByOnsager() {
        double[] states = IsingModel.states(4);
        assertThat(states).startsWith(2, 0, 0, 0, 32, 0, 64, 0, 424, 0, 1728, 0, 6688, 0, 13568, 0, 20524).hasSize(33);
        assertThat(IsingModel.energy(fn(b -> IsingModel.onsager(b)), 0.4)).isCloseTo(IsingModel.energyByFormula(0.4),
                within(1e-12));
        assertThat(IsingModel.energyByFormula(Math.log(1 + Math.sqrt(2)) / 2)).isCloseTo(-Math.sqrt(2), within(1e-7));
    }

    @Test
    void designsAreAtThePointsOfGuest() {
        OptimalDesign.Result cubic = OptimalDesign.cubic();
        assertThat(cubic.points().doubles()).containsExactly(new double[] {-1, -1 / Math.sqrt(5), 1 / Math.sqrt(5), 1},
                within(1e-6));
        assertThat(toDouble(cubic.variance().max())).isCloseTo(4, within(1e-6));
        assertThat(OptimalDesign.michaelisMenten().points().doubles()).containsExactly(new double[] {0.8 / 2.8, 2}, within(1e-6));
    }

    @Test
    void sealsAreDamagedAsDalalSays() {
        NaturalGradient.Result r = NaturalGradient.run(8);
        assertThat(r.theta().doubles()).containsExactly(new double[] {15.0429, -0.2322}, within(1e-4));
        assertThat(r.difference()).isLessThan(1e-13);
        assertThat(r.plain().last()).isGreaterThan(r.losses().last() + 3);
    }

    @Test
    void heliumHasTheEnergyOfThijssen() {
        HeliumAtom.Result r = HeliumAtom.run(4);
        assertThat(r.energy()).isCloseTo(-2.85516048, within(1e-7));
        double atHis = toDouble(HeliumAtom.groundState(vector(0.298073, 1.242567, 5.782948, 38.474970)));
        assertThat(atHis).isCloseTo(-2.85516038, within(2e-8));
        assertThat(r.energy()).isLessThan(atHis);
    }

    @Test
    void neighboursPartAsOnLorenzAttractor() {
        double[] exponents = LorenzAttractor.run(20_000).exponents().doubles();
        assertThat(exponents[0]).isCloseTo(0.9056, within(0.02));
        assertThat(exponents[1]).isCloseTo(0, within(0.01));
        assertThat(exponents[0] + exponents[1] + exponents[2]).isCloseTo(-41.0 / 3, within(1e-3));
    }

    @Test
    void threeBodiesRunAlongSimosFigureEight() {
        assertThat(FigureEight.search(FigureEight.guess(), 4).doubles())
                .containsExactly(new double[] {-0.93240737, -0.86473146, 6.32591398}, within(5e-8));
    }

    @Test
    void influenzaSpreadsAsMurraySays() {
        Influenza.Result r = Influenza.fit();
        assertThat(toDouble(r.rates().infection())).isCloseTo(1.66, within(0.02));
        assertThat(toDouble(r.rates().recovery())).isCloseTo(0.44, within(0.01));
    }

    @Test
    void sensitivitiesAreThoseOfCvodes() {
        Robertson.Result r = Robertson.run(2);
        assertThat(eval(r.y().get(1)).doubles()).containsExactly(new double[] {0.98517, 3.3864e-5, 0.014794}, within(5e-6));
        assertThat(r.sensitivities().doubleAt(1, 0, 0)).isCloseTo(-0.35595, within(1e-5));
        assertThat(r.sensitivities().doubleAt(1, 1, 0)).isCloseTo(3.9025e-4, within(1e-7));
        assertThat(r.sensitivities().doubleAt(1, 2, 1)).isCloseTo(-9.5218e-8, within(2e-11));
    }

    @Test
    void lorenzEquationsComeOutOfTheMotion() {
        LorenzEquations.Result r = LorenzEquations.run(500, 0);
        assertThat(r.formulas()).containsExactly("(x, y, z) ↦ 10·(y − x)", "(x, y, z) ↦ 28·x − x·z − y",
                "(x, y, z) ↦ x·y − 2.667·z");
    }

    @Test
    void schoolsDifferAsInPosteriordb() {
        double[] exact = EightSchools.byIntegral();
        assertThat(exact).containsExactly(new double[] {4.4, 3.6}, within(0.05));
        EightSchools.Result r = EightSchools.run(2, 200);
        assertThat(r.mu()).isCloseTo(exact[0], within(1.0));
        assertThat(r.tau()).isCloseTo(exact[1], within(1.0));
    }

    @Test
    void stepsAreChebyshevs() {
        ChebyshevSteps.Result r = ChebyshevSteps.learn(3, 60);
        assertThat(r.steps().doubles()).containsExactly(r.chebyshev().doubles(), within(0.02));
        assertThat(r.worst()).isCloseTo(r.bound(), within(1e-4 * r.bound()));
    }

    @Test
    void signalsComeOutOfEnoughMagnitudes() {
        assertThat(PhaseRetrieval.share(8, 8, 4, 451)).isEqualTo(1);
        assertThat(PhaseRetrieval.share(8, 1, 4, 51)).isZero();
    }

    @Test
    void theClubSplitsAsZacharySays() {
        assertThat(KarateClub.adjacency().doubles()).containsOnly(0, 1).satisfies(a ->
                assertThat(java.util.Arrays.stream(a).sum()).isEqualTo(2 * 78));
        assertThat(KarateClub.run(3, 150).right()).allMatch(right -> right >= 31);
    }

    @Test
    void aNetworkSolvesAnEquation() {
        HeatOnASquare.Result r = HeatOnASquare.run(301, 32);
        assertThat(r.error()).isLessThan(0.05);
        assertThat(r.laplacians()).isLessThan(1e-11);
    }

    /** A flow that has an energy carries areas along unchanged, however little it has learned. */
    @Test
    void anEnergyIsKeptByWhatHasOne() {
        HamiltonianNetwork.Motion with = HamiltonianNetwork.withEnergy(100, 0.5);
        assertThat(with.loss()).isLessThan(0.5);
        HamiltonianNetwork.Motion without = HamiltonianNetwork.withoutEnergy(10, 0.1);
        Tensor at = vector(0.4, -0.7);
        assertThat(toDouble(trace(jacfwd(fn((Expr s) -> HamiltonianNetwork.byEnergy(with.net(), s))).apply(at))))
                .isCloseTo(0, within(1e-13));
        assertThat(toDouble(trace(jacfwd(fn((Expr s) -> HamiltonianNetwork.direct(without.net(), s))).apply(at)))).isNotZero();
    }

    @Test
    void aSpiralIsLearned() {
        NeuralOde.Result r = NeuralOde.run(40, 1, 80, 2);
        assertThat(r.after()).isLessThan(0.7 * r.before());
        assertThat(r.gradients()).isLessThan(1e-4);
    }

    @Test
    void airHasTheLikelihoodOfTheBooksKernel() {
        MaunaLoa.Series all = MaunaLoa.Series.read(1);
        assertThat(toDouble(MaunaLoa.book().logLikelihood(all.t(), all.centred()))).isCloseTo(-123.2, within(0.1));
        MaunaLoa.Series some = MaunaLoa.Series.read(12);
        double before = toDouble(MaunaLoa.first().logLikelihood(some.t(), some.centred()));
        assertThat(MaunaLoa.fit(some, 10).logLikelihood()).isGreaterThan(before + 1);
    }

    @Test
    void aCameraIsFoundAsWellAsByZhang() {
        assertThat(CameraCalibration.errors(0, 1).relative()).isLessThan(1e-6);
        assertThat(CameraCalibration.errors(0.5, 2).relative()).isBetween(0.001, 0.5);
    }

    @Test
    void aPendulumStandsUpAndNothingIsBetterNearby() {
        SwingUp.Result r = SwingUp.run(100, 40);
        assertThat(toDouble(r.path().x().get(-1, 0))).isCloseTo(Math.PI, within(0.02));
        assertThat(r.slope()).isLessThan(1e-3);
    }

    @Test
    void layersComeNearTheirEquation() {
        Equilibrium.Result r = Equilibrium.run(10, 10, 30);
        assertThat(r.losses().last()).isLessThan(r.losses().head());
        assertThat(r.apart().last()).isLessThan(1e-3).isLessThan(r.apart().head() / 10);
    }

    @Test
    void bundlesAreAdjustedToTheNoise() {
        BundleAdjustment.Scene scene = BundleAdjustment.Scene.of(4, 12, 1e-3);
        BundleAdjustment.Result r = BundleAdjustment.run(scene, 8);
        assertThat(r.colours()).isLessThanOrEqualTo(9);
        double theory = 1e-3 * Math.sqrt(1 - (double) r.free() / scene.seen().shape().size());
        assertThat(r.rms().last()).isCloseTo(theory, within(0.25 * theory));
        BundleAdjustment.Result exact = BundleAdjustment.run(BundleAdjustment.Scene.of(3, 12, 0), 12);
        assertThat(exact.rms().last()).isLessThan(1e-7);
    }

    @Test
    void aFlowComesNearTheEntropy() {
        BananaFlow.Result r = BananaFlow.run(400, 64, 2);
        assertThat(r.last()).isBetween(BananaFlow.ENTROPY - 0.05, BananaFlow.ENTROPY + 0.5);
        assertThat(r.determinant()).isLessThan(1e-13);
        assertThat(r.total()).isCloseTo(1, within(0.02));
    }

    @Test
    void aLinearAutoencoderComesUpToPrincipalComponents() {
        Tensor x = ClothesAutoencoder.images(300);
        double best = ClothesAutoencoder.byComponents(x);
        assertThat(ClothesAutoencoder.train(x, 0, 800, 64).bound()).isBetween(best - 1.5, best + 0.1);
    }

    @Test
    void aTransformerLearnsLetters() {
        TextTransformer.Text all = TextTransformer.Text.read(Integer.MAX_VALUE);
        assertThat(all.byCounts(1)).isCloseTo(2.361, within(0.001));
        assertThat(all.byCounts(2)).isCloseTo(1.887, within(0.001));
        TextTransformer.Result r = TextTransformer.train(TextTransformer.Text.read(2000), 1, 12, 2, 12);
        assertThat(r.losses().head()).isCloseTo(Math.log(61), within(0.6));
        assertThat(r.losses().last()).isLessThan(r.losses().head() - 0.3);
        // what comes later says nothing about a letter
        Tensor codes = eval(arange(64).remainder(61).expandDims(0));
        Tensor other = eval(codes.at(0, 40).set(3));
        Expr change = r.net().apply(codes).minus(r.net().apply(other)).abs().max(0, 2);
        assertThat(toDouble(change.slice(0, 0, 40).max())).isZero();
        assertThat(toDouble(change.get(40))).isNotZero();
    }
}
