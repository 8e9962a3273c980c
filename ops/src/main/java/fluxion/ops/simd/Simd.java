package fluxion.ops.simd;

/**
 * Whether kernels may use {@code jdk.incubator.vector}. Code that names a vector class lives in classes of its own,
 * reached only behind {@link #AVAILABLE}, so that the library loads and runs where the incubator module is absent.
 */
public final class Simd {
    private Simd() {}

    /** True when the module is in the boot layer and {@code -Dfluxion.simd=off} was not given. */
    public static final boolean AVAILABLE = detect();

    private static boolean detect() {
        if ("off".equalsIgnoreCase(System.getProperty("fluxion.simd", ""))) return false;
        boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        if (!present) {
            System.getLogger("fluxion").log(System.Logger.Level.WARNING,
                "SIMD kernels are off, the slower scalar ones are used: "
                    + "start java with --add-modules jdk.incubator.vector");
        }
        return present;
    }
}
