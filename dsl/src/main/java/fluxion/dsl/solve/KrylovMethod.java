package fluxion.dsl.solve;

/** A method that finds x with A·x = b by products with A alone. */
public enum KrylovMethod {
    /** Conjugate gradients, for a symmetric positive definite A (Hestenes and Stiefel 1952). */
    CG,
    /** Stabilised biconjugate gradients, for any A (van der Vorst 1992). */
    BICGSTAB,
    /** Generalised minimal residuals, begun again after some directions, for any A (Saad and Schultz 1986). */
    GMRES;

    /** The transpose of a symmetric map is itself. */
    boolean isSymmetric() {
        return this == CG;
    }

    /** The name of its verb. */
    String verb() {
        return switch (this) {
            case CG -> "cg";
            case BICGSTAB -> "bicgstab";
            case GMRES -> "gmres";
        };
    }
}
