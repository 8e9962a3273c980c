package fluxion.dsl.export;

/** Small functions that {@link Math} lacks, as the source that is added to a class which needs them. */
enum JavaHelper {
    SQUARE_F64("double square(double x)", "return x * x;"),
    SQUARE_F32("float square(float x)", "return x * x;"),
    SQUARE_I64("long square(long x)", "return x * x;"),
    SQUARE_I32("int square(int x)", "return x * x;"),
    INTEGER_POWER("long integerPower(long x, long n)", """
            if (n < 0) {
                throw new ArithmeticException("integer powers require an exponent of at least 0; got " \
            + x + " to the power " + n);
            }
            long result = 1;
            long square = x;
            for (long k = n; k > 0; k >>= 1) {
                result = (k & 1) == 1 ? result * square : result;
                square *= square;
            }
            return result;"""),
    INDEX("int index(long position, int length)", """
            long index = position < 0 ? position + length : position;
            if (index < 0 || index >= length) {
                throw new IndexOutOfBoundsException("index " + position + " for length " + length);
            }
            return (int) index;"""),
    CLAMPED("int clamped(long position, int last)", "return (int) Math.max(0, Math.min(last, position));"),
    ALL("boolean all(boolean[] conditions)", """
            for (boolean condition : conditions) {
                if (!condition) {
                    return false;
                }
            }
            return true;"""),
    CHECK("void check(String name, int length, int expected)", """
            if (length != expected) {
                throw new IllegalArgumentException(name + ": needs " + expected + " elements; got " + length);
            }"""),
    WIDENED("double[] widened(float[] x)", """
            double[] wide = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                wide[i] = x[i];
            }
            return wide;"""),
    NARROWED("float[] narrowed(double[] x)", """
            float[] narrow = new float[x.length];
            for (int i = 0; i < x.length; i++) {
                narrow[i] = (float) x[i];
            }
            return narrow;"""),
    DECODE("java.nio.ByteBuffer decode(String... base64)", """
            return java.nio.ByteBuffer.wrap(java.util.Base64.getDecoder().decode(String.join("", base64)));""");

    private final String head;
    private final String body;

    JavaHelper(String head, String body) {
        this.head = head;
        this.body = body;
    }

    /** The name in its head. */
    String method() {
        int end = head.indexOf('(');
        return head.substring(head.lastIndexOf(' ', end) + 1, end);
    }

    String source(String name) {
        return "private static " + head.replace(method() + "(", name + "(") + " {\n" + body.indent(4) + "}\n";
    }
}
