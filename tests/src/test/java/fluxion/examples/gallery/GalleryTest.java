package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
}
