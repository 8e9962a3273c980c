package fluxion.dsl.export;

import fluxion.core.Apply;
import fluxion.core.op.Compare;
import fluxion.core.op.Dot;
import fluxion.core.op.LinearAlgebra;
import fluxion.core.op.Op;
import fluxion.core.op.Power;
import fluxion.core.op.Reduce;
import fluxion.core.op.Scan;
import fluxion.core.op.Select;
import fluxion.core.op.Switch;
import fluxion.core.op.While;

/** What variables are called: by what they hold. */
final class JavaNames {
    private JavaNames() {}

    static String of(Apply apply) {
        return switch (apply.op()) {
            case Reduce(var kind, _) -> switch (kind) {
                case PROD -> "product";
                case MAX -> "largest";
                case MIN -> "smallest";
                case LOGSUMEXP -> "logSumExp";
                default -> kind.written();
            };
            case Dot _ -> "product";
            case Power(int exponent) -> exponent == 2 ? "square" : exponent == -1 ? "reciprocal" : "power";
            case Compare op -> switch (op) {
                case EQ -> "isEqual";
                case NE -> "isOther";
                case LT -> "isBelow";
                case LE -> "isAtMost";
                case GT -> "isAbove";
                case GE -> "isAtLeast";
            };
            case Select _ -> "chosen";
            case Switch _ -> "chosen";
            case While _, Scan _ -> of(apply, 0);
            case Op op -> switch (op.label()) {
                case "add" -> "total";
                case "sub" -> "difference";
                case "mul" -> "scaled";
                case "div" -> "quotient";
                case "neg" -> "negative";
                case "abs" -> "magnitude";
                case "cast" -> "converted";
                case "broadcast" -> "repeated";
                case "permute" -> "transposed";
                case "slice" -> "part";
                case "pad" -> "padded";
                case "flip" -> "flipped";
                case "concatenate" -> "joined";
                case "reshape" -> "reshaped";
                case "take" -> "taken";
                case "scatter_add" -> "added";
                case "inv" -> "inverse";
                case "solve", "triangular_solve" -> "solution";
                default -> camel(op.label());
            };
        };
    }

    /** One of several results. */
    static String of(Apply apply, int index) {
        return switch (apply.op()) {
            case LinearAlgebra.Lu _ -> index == 0 ? "factors" : "rows";
            case LinearAlgebra.Qr _ -> index == 0 ? "q" : "r";
            case LinearAlgebra.Eigh _ -> index == 0 ? "eigenvalues" : "eigenvectors";
            case LinearAlgebra.Svd _ -> index == 0 ? "u" : index == 1 ? "singularValues" : "vt";
            case LinearAlgebra _ -> "part" + index;
            // states are called what the loop's function calls them
            case While loop -> loop.sweeps().flatMap(s -> s.step().params().slice(loop.consts(), loop.consts() + s.states()))
                    .get(index).name();
            case Scan scan -> index < scan.carries() ? scan.step().params().get(scan.consts() + index).name() : "stacked";
            case Switch _ -> "chosen";
            case Op _ -> "state";
        };
    }

    private static String camel(String label) {
        StringBuilder name = new StringBuilder();
        for (String part : label.split("[^\\p{javaJavaIdentifierPart}]|_")) {
            name.append(name.isEmpty() || part.isEmpty() ? part : part.substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                    + part.substring(1));
        }
        String result = name.isEmpty() ? "value" : name.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + name.substring(1);
        return JavaSource.isName(result) ? result : result + "Value";
    }
}
