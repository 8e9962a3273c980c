package fluxion.dsl.ode;

/** A method that chooses its steps so that the error it estimates for each is within tolerances. */
public enum OdeMethod {
    /**
     * Dormand and Prince's explicit method of order 5 with an estimate of order 4 and dense output of order 4 (J. Comput. Appl.
     * Math. 6, 1980): 6 evaluations a step.
     */
    DORMAND_PRINCE_5,
    /**
     * Dormand and Prince's explicit method of order 8 with estimates of orders 5 and 3 and dense output of order 7 (Hairer,
     * Nørsett and Wanner, Solving Ordinary Differential Equations I, 1993, II.5 and II.6): 12 evaluations a step, 3 more where
     * a step holds a time that was asked for. For strict tolerances.
     */
    DORMAND_PRINCE_8,
    /**
     * RODAS, a stiffly accurate Rosenbrock method of order 4 with an estimate of order 3 (Hairer and Wanner, Solving Ordinary
     * Differential Equations II, 1996, IV.7), L-stable: 6 evaluations, a Jacobian and a factorization of it a step. For stiff
     * equations, where explicit methods need steps much shorter than the solution's.
     */
    RODAS_4;

    Stepper stepper() {
        return switch (this) {
            case DORMAND_PRINCE_5 -> ExplicitRungeKutta.DORMAND_PRINCE_5;
            case DORMAND_PRINCE_8 -> ExplicitRungeKutta.DORMAND_PRINCE_8;
            case RODAS_4 -> new Rosenbrock();
        };
    }
}
