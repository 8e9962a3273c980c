package fluxion.dsl.export;

/** Functions that {@link Math} lacks, as the source that is added to a class which needs them. */
enum JavaHelper {
    TRUNC("trunc", "double x", "return x < 0 ? Math.ceil(x) : Math.floor(x);"),
    ASINH("asinh", "double x", "double a = Math.abs(x);\n    return Math.copySign(a > 1e150 ? Math.log(a) + Math.log(2) : Math.log1p(a + a * a / (1 + Math.sqrt(a * a + 1))), x);"),
    ACOSH("acosh", "double x", "return x > 1e150 ? Math.log(x) + Math.log(2) : Math.log1p(x - 1 + Math.sqrt((x - 1) * (x + 1)));"),
    ATANH("atanh", "double x", "return 0.5 * Math.log1p(2 * x / (1 - x));"),
    SIGMOID("sigmoid", "double x", "return x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x));"),
    SOFTPLUS("softplus", "double x", "return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));"),
    POW("pow", "double x, double y", "return x == 1 || y == 0 ? 1 : x == -1 && Double.isInfinite(y) ? 1 : Math.pow(x, y);"),
    POWER("power", "double x, int n", """
            double base = n < 0 ? 1 / x : x;
                double result = 1;
                for (int k = Math.abs(n); k > 0; k >>= 1) {
                    result = (k & 1) == 1 ? result * base : result;
                    base *= base;
                }
                return result;"""),
    INTEGER_POWER("integerPower", "long x, long n", """
            long base = x;
                long result = 1;
                for (long k = n; k > 0; k >>= 1) {
                    result = (k & 1) == 1 ? result * base : result;
                    base *= base;
                }
                return result;"""),
    REMAINDER("remainder", "double x, double y", "double r = x % y;\n    return r != 0 && (r < 0) != (y < 0) ? r + y : r == 0 ? Math.copySign(r, y) : r;"),
    FLOOR_DIVIDE("floorDivide", "double x, double y", "double r = x % y;\n    double q = (x - r) / y;\n    return Math.rint(r != 0 && (r < 0) != (y < 0) ? q - 1 : q);"),
    LOGADDEXP("logaddexp", "double x, double y", "double m = Math.max(x, y);\n    return Double.isInfinite(m) ? m : m + Math.log1p(Math.exp(-Math.abs(x - y)));"),
    /** The Taylor series near 0, the continued fraction of erfc elsewhere. */
    ERF("erf", "double x", """
            double a = Math.abs(x);
                if (!(a < 6)) {
                    return a != a ? x : Math.signum(x);
                }
                if (a < 2.5) {
                    double term = x;
                    double sum = x;
                    for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
                        term *= -x * x / n;
                        sum += term / (2 * n + 1);
                    }
                    return 2 / Math.sqrt(Math.PI) * sum;
                }
                double f = a;
                for (int n = 60; n > 0; n--) {
                    f = a + n / 2.0 / f;
                }
                return Math.copySign(1 - Math.exp(-a * a) / (f * Math.sqrt(Math.PI)), x);""");

    private final String method;
    private final String parameters;
    private final String body;

    JavaHelper(String method, String parameters, String body) {
        this.method = method;
        this.parameters = parameters;
        this.body = body;
    }

    String method() {
        return method;
    }

    String source() {
        String type = this == INTEGER_POWER ? "long" : "double";
        return "private static " + type + " " + method + "(" + parameters + ") {\n    " + body + "\n}\n";
    }
}
