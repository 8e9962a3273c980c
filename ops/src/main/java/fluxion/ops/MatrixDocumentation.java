package fluxion.ops;

import fluxion.core.op.Fourier;
import fluxion.core.op.LinearAlgebra;

/** The part of {@link Documentation} for matrices and Fourier transforms. */
final class MatrixDocumentation {
    private MatrixDocumentation() {}

    static Documentation of(LinearAlgebra op) {
        LinearAlgebra.Description said = op.description();
        return floats(said.formula(), said.where(), said.convention());
    }

    static Documentation of(Fourier op) {
        return floats("y[k] = Σ x[j]·e^(∓2πi·jk/n)", "complex numbers as pairs along the last axis", "without a factor");
    }

    private static Documentation floats(String formula, String where, String convention) {
        return new Documentation(formula, where.isEmpty() ? "floating-point" : "floating-point; " + where, convention);
    }
}
