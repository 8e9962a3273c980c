package fluxion.build;

/** What a lane of a vector holds. */
enum Lane {
    DOUBLE("double", "DoubleVector", "Double"), LONG("long", "LongVector", "Long"),
    FLOAT("float", "FloatVector", "Float"), INT("int", "IntVector", "Integer"), BOOLEAN("boolean", "VectorMask", "Boolean");

    final String java;
    final String vector;
    final String boxed;

    Lane(String java, String vector, String boxed) {
        this.java = java;
        this.vector = vector;
        this.boxed = boxed;
    }

    static Lane of(String type) {
        for (Lane lane : values()) {
            if (lane.java.equals(type)) {
                return lane;
            }
        }
        throw new IllegalArgumentException("no vectors of " + type);
    }

    boolean isWide() {
        return this == DOUBLE || this == LONG;
    }

    /** The bits of a floating-point lane. */
    Lane bits() {
        return this == DOUBLE ? LONG : INT;
    }
}
