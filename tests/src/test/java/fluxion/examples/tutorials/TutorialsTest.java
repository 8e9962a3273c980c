package fluxion.examples.tutorials;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.Tensor;
import io.vavr.collection.Array;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

/** The tutorials at small sizes: each does what it says. */
class TutorialsTest {
    @Test
    void theForceIsTheDerivativeAndIsLearned() {
        LennardJones.Result result = LennardJones.train(32, 50);
        assertThat(result.formula()).isLessThan(1e-13);
        assertThat(result.losses().last()).isLessThan(0.7 * result.losses().head());
    }

    @Test
    void oneStepHelpsMoreOnceItWasLearnedTo() {
        SinusoidMaml.Result result = SinusoidMaml.train(4, 200, 200);
        double helpsAtFirst = result.before().head() - result.after().head();
        double helpsAtLast = result.before().last() - result.after().last();
        assertThat(helpsAtLast).isGreaterThan(2 * helpsAtFirst);
    }

    @Test
    void manyModelsAreEachAsIfAlone() {
        ManyModels.Result three = ManyModels.train(3, 60);
        ManyModels.Result one = ManyModels.train(1, 60);
        assertThat(toDouble(three.losses().get(0).minus(one.losses().get(0)).abs().max())).isLessThan(1e-5);
        assertThat(three.losses().get("0, -1").toString()).isNotEqualTo(three.losses().get("1, -1").toString());
        assertThat(toDouble(three.losses().get("0, -1"))).isLessThan(toDouble(three.losses().get("0, 0")));
    }

    @Test
    void togetherTheyAreRightMoreOften() {
        Ensemble.Result result = Ensemble.train(2, 1);
        assertThat(result.single()).isGreaterThan(0.55);
        assertThat(result.together()).isGreaterThan(result.single());
        assertThat(result.togetherLoss()).isLessThan(result.singleLoss());
    }

    @Test
    void bothWaysGiveTheSameTangentKernel() {
        NeuralTangentKernels.Cnn net = NeuralTangentKernels.Cnn.init(key(0));
        Tensor two = eval(normal(key(1), f32(2, 3, 32, 32)));
        Tensor one = eval(normal(key(2), f32(1, 3, 32, 32)));
        Tensor contracted = NeuralTangentKernels.byJacobians(net, two, one);
        Tensor products = NeuralTangentKernels.byProducts(net, two, one);
        assertThat(contracted.shape().toString()).isEqualTo("[2,1,10,10]");
        assertThat(toDouble(contracted.minus(products).abs().max().div(contracted.abs().max()))).isLessThan(1e-5);
    }

    @Test
    void wideNetworksGoWhereTheLinearOneGoes() {
        assertThat(NeuralTangentKernels.linearised(2048, 200).distance())
                .isLessThan(0.4 * NeuralTangentKernels.linearised(16, 200).distance());
    }

    /** Against the same sums in SciPy, and the 1.26 of Abadi et al. (2016), section 3.2, which their own bound gives. */
    @Test
    void privacyIsCountedAsPublished() {
        assertThat(PrivateTraining.epsilon(0.02, 1.1, 500, 1e-5)).isCloseTo(3.055058164016093, within(1e-9));
        assertThat(PrivateTraining.epsilon(0.01, 1.1, 10_000, 1e-5)).isCloseTo(6.279811029572249, within(1e-9));
        assertThat(PrivateTraining.epsilon(0.01, 4, 10_000, 1e-5)).isCloseTo(1.26, within(0.03));
        double sigma = PrivateTraining.noise(0.02, 3, 500, 1e-5);
        assertThat(PrivateTraining.epsilon(0.02, sigma, 500, 1e-5)).isLessThanOrEqualTo(3).isGreaterThan(2.97);
    }

    @Test
    void noiseCostsAccuracy() {
        double exact = PrivateTraining.train(0, 25);
        assertThat(exact).isGreaterThan(0.4);
        assertThat(PrivateTraining.train(30, 25)).isLessThan(exact - 0.1);
    }

    @Test
    void fiveImagesOfClothesNeverSeenAreEnough() {
        FewShotMaml.Result r = FewShotMaml.train(2, 1, 60, 60, 20);
        assertThat(r.before().last()).isBetween(0.1, 0.3);
        assertThat(r.after().last()).isGreaterThan(r.first() + 0.05);
    }

    /** What is kept stays within what is allowed, the more of it the less runs again, and gradients are those of grad. */
    @Test
    void memoryIsTradedForWork() {
        Array<AotAutograd.Trade> trades = AotAutograd.trades(12, 5);
        assertThat(trades).allMatch(t -> t.kept() <= t.budget() && t.difference() < 1e-13);
        assertThat(trades.head().kept()).isZero();
        assertThat(trades.last().kept()).isEqualTo(8 * 8 * 12 * 5);
        assertThat(trades.map(AotAutograd.Trade::again).toJavaList()).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(trades.head().again()).isGreaterThan(trades.last().again() + 20);
    }

    @Test
    void whatCannotBeSeenIsSaid() {
        assertThat(Limits.controlFlow().said()).startsWith("toDouble: the value must be known");
        assertThat(Limits.controlFlow().instead()).isEqualTo("grad -1.0, by lanes [3.0, 4.0]");
        assertThat(Limits.loops().instead()).startsWith("3.0, grad 0.1666666666");
        assertThat(Limits.item().instead()).isEqualTo("((0.22984884706593015, 0.8414709848078965), 0.479425538604203)");
        assertThat(Limits.printing().instead()).startsWith("y = 0.479425538604203");
        assertThat(Limits.dynamicShapes().said()).contains("the value must be known");
        assertThat(Limits.dynamicShapes().instead()).endsWith("the two largest [8.0, 4.0]");
        assertThat(Limits.mutation().said()).contains("the value must be known");
        assertThat(Limits.mutation().instead()).isEqualTo("14.0, grad 17.0");
        assertThat(Limits.randomness().said()).contains("would give every lane the same numbers");
        assertThat(Limits.randomness().got()).isEqualTo("twice the same: true");
    }
}
