package fluxion.examples.gallery;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import java.util.function.Consumer;

/** All programs of the gallery at full size, one after the other, with the seconds that each takes. */
public final class Gallery {
    private static final Map<String, Consumer<String[]>> PROGRAMS = LinkedHashMap.<String, Consumer<String[]>>empty()
            .put("RobotArm", RobotArm::main).put("SwingUp", SwingUp::main).put("FigureEight", FigureEight::main)
            .put("LorenzAttractor", LorenzAttractor::main).put("LorenzEquations", LorenzEquations::main)
            .put("HamiltonianNetwork", HamiltonianNetwork::main).put("NeuralOde", NeuralOde::main)
            .put("HeatOnASquare", HeatOnASquare::main).put("Robertson", Robertson::main).put("Influenza", Influenza::main)
            .put("HeliumAtom", HeliumAtom::main).put("IsingModel", IsingModel::main).put("MaunaLoa", MaunaLoa::main)
            .put("NileFlow", NileFlow::main).put("Earthquakes", Earthquakes::main).put("EightSchools", EightSchools::main)
            .put("NaturalGradient", NaturalGradient::main).put("OptimalDesign", OptimalDesign::main)
            .put("OptionPrices", OptionPrices::main).put("CameraCalibration", CameraCalibration::main)
            .put("PhaseRetrieval", PhaseRetrieval::main).put("ChebyshevSteps", ChebyshevSteps::main)
            .put("Equilibrium", Equilibrium::main).put("KarateClub", KarateClub::main)
            .put("BundleAdjustment", BundleAdjustment::main).put("BananaFlow", BananaFlow::main)
            .put("ClothesAutoencoder", ClothesAutoencoder::main).put("TextTransformer", TextTransformer::main);

    private Gallery() {}

    /** Runs those that are named, or all. */
    public static void main(String[] names) {
        PROGRAMS.filter((name, _) -> names.length == 0 || java.util.List.of(names).contains(name)).forEach((name, program) -> {
            IO.println("--- " + name);
            long start = System.nanoTime();
            program.accept(new String[0]);
            IO.println("    %.1f s".formatted(1e-9 * (System.nanoTime() - start)));
        });
    }
}
