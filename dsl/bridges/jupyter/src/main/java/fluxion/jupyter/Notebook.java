package fluxion.jupyter;

import fluxion.core.FluxionException;
import fluxion.core.Given;

/** The verbs of a notebook's cells beside those of the library; all are imported there. */
public final class Notebook {
    private Notebook() {}

    /**
     * HTML to be shown as it is.
     *
     * @param text a fragment, or a page of its own, as {@code page(explain(grad(f)), -3, 3)} gives, which gets a frame
     */
    public record Html(String text) {
        public Html {
            Given.arguments("html", text);
        }
    }

    /** HTML to be shown as it is: {@code html(page(explain(grad(f)), -3, 3))} as the value of a cell. */
    public static Html html(String text) {
        return new Html(text);
    }

    /**
     * Shows a value where the cell's output goes, in the middle of a cell or a loop. The value of a cell's last expression is
     * shown without.
     *
     * @throws FluxionException outside of a notebook
     */
    public static void display(Object value) {
        Given.arguments("display", value);
        FluxionKernel.running().getOrElseThrow(() -> new FluxionException(
                "display: there is no notebook to show it in; this is for the cells of one")).display(Display.of(value));
    }
}
