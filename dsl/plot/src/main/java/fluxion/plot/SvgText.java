package fluxion.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SVG made shorter: segments that continue each other become one line, and places are said to a hundredth of a pixel. */
final class SvgText {
    private static final Pattern SEGMENT = Pattern.compile(
            "\\s*<line style=\"([^\"]*)\" x1=\"([^\"]*)\" x2=\"([^\"]*)\" y1=\"([^\"]*)\" y2=\"([^\"]*)\"/>\n?");
    private static final Pattern DECIMALS = Pattern.compile("-?[0-9]+\\.[0-9]{3,}");

    private SvgText() {}

    static String shortened(String svg) {
        StringBuilder out = new StringBuilder();
        Matcher at = SEGMENT.matcher(svg);
        int done = 0;
        String style = "";
        String end = "";
        while (at.find()) {
            String from = at.group(2) + "," + at.group(4);
            boolean next = at.start() == done && at.group(1).equals(style) && from.equals(end);
            if (!next) {
                out.append(end.isEmpty() ? "" : "\"/>\n").append(svg, done, at.start()).append("\n<polyline style=\"")
                        .append(at.group(1)).append("\" points=\"").append(from);
            }
            style = at.group(1);
            end = at.group(3) + "," + at.group(5);
            out.append(' ').append(end);
            done = at.end();
        }
        out.append(end.isEmpty() ? "" : "\"/>\n").append(svg, done, svg.length());
        return DECIMALS.matcher(out).replaceAll(m -> new BigDecimal(m.group()).setScale(2, RoundingMode.HALF_EVEN)
                .stripTrailingZeros().toPlainString());
    }
}
