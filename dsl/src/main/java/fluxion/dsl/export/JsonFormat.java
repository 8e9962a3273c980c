package fluxion.dsl.export;

import fluxion.core.Fn;
import fluxion.core.FunctionFormat;

/** Functions in streams of objects: {@link Json}, their larger constants apart. */
public final class JsonFormat implements FunctionFormat {
    /** Constants of up to so many elements are in the text. */
    private static final int INLINE = 16;

    /** For {@link java.util.ServiceLoader}. */
    public JsonFormat() {}

    @Override
    public Written write(Fn fn) {
        return Json.write(fn, INLINE);
    }

    @Override
    public Fn read(Written written) {
        return Json.read(written.text(), written.constants());
    }
}
