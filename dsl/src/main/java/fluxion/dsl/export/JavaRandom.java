package fluxion.dsl.export;

import fluxion.core.DType;
import fluxion.core.Shape;
import fluxion.core.op.RandomNumbers;
import io.vavr.collection.Seq;

/** Random numbers: each a function of the key, the stream and its number, by the interpreter's generator. */
final class JavaRandom {
    private JavaRandom() {}

    static void random(JavaStep to, RandomNumbers op) {
        int lanes = to.shape(0).rank() - 1;
        boolean isNumber = to.shape().rank() == 0;
        if (isNumber) {
            to.line(JavaSource.java(to.apply().tensorType()) + " " + to.out() + ";");
            to.open("");
        } else {
            to.allocate(to.out(), to.apply().tensorType());
        }
        Seq<String> lane = to.outer(to.shape().dims().take(lanes));
        String first = to.read(0, lane.append("0"));
        String second = to.read(0, lane.append("1"));
        int n = Math.toIntExact(op.shape().size());
        String i = isNumber ? "0" : to.counter("p");
        String at = isNumber ? to.out() : to.out() + "["
                + JavaStep.plus(JavaStep.times(JavaStep.position(new Shape(to.shape().dims().take(lanes)), lane), n), i) + "]";
        if (!isNumber) {
            to.open("for (int " + i + " = 0; " + i + " < " + n + "; " + i + "++)");
        }
        if (op.kind() == RandomNumbers.Kind.PERMUTATION) {
            String other = to.local("other");
            to.line("int " + other + " = " + to.in().kernels().call("RandomKernels", "below", 4) + "(" + first + ", " + second
                    + ", " + op.stream() + ", " + i + ");");
            String there = at.substring(0, at.lastIndexOf(i)) + other + "]";
            to.line(at + " = " + there + ";");
            to.line(there + " = " + i + ";");
        } else {
            String block = to.local("block");
            to.line("long " + block + " = " + to.in().kernels().call("Threefry", "block", 4) + "(" + first + ", " + second + ", "
                    + op.stream() + ", " + i + ");");
            to.line(at + " = " + number(to, op, "(int) (" + block + " >> 32)", "(int) " + block, block) + ";");
        }
        to.closeTo(0);
    }

    private static String centred(JavaStep to, String a, String b) {
        return to.in().kernels().call("RandomKernels", "centred", 2) + "(" + a + ", " + b + ")";
    }

    private static String number(JavaStep to, RandomNumbers op, String a, String b, String block) {
        boolean isFloat = op.dtype() == DType.F32;
        String quantile = switch (op.kind()) {
            case BITS -> op.dtype() == DType.I32 ? a : block;
            case UNIFORM -> to.in().kernels().call("RandomKernels", "uniform", isFloat ? 1 : 2)
                    + (isFloat ? "(" + a + ")" : "(" + a + ", " + b + ")");
            case NORMAL -> to.in().kernels().call("NormalQuantile", "of", 1) + "(" + centred(to, a, b) + ")";
            case EXPONENTIAL, GUMBEL, LAPLACE, LOGISTIC, CAUCHY -> {
                String name = op.kind().name().toLowerCase(java.util.Locale.ROOT);
                yield to.in().kernels().call("RandomKernels", name, 1) + "(" + centred(to, a, b) + ")";
            }
            case PERMUTATION -> throw new IllegalStateException("no number of its own");
        };
        return isFloat && op.kind() != RandomNumbers.Kind.UNIFORM ? "(float) " + quantile : quantile;
    }
}
