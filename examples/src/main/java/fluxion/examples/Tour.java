package fluxion.examples;

/** The whirlwind tour. */
public final class Tour {
    private Tour() {}

    public static void main(String[] args) {
        IO.println("Fluxion");
    }
}
