package fluxion.tests.streams;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Tensor;
import fluxion.dsl.function.Fun2;
import fluxion.ops.eval.Evaluator;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Streams that the first version wrote, kept here, are read by every later one. */
class FirstVersionTest {
    private static final String TENSOR_AND_TYPE = """
            rO0ABXVyABNbTGphdmEubGFuZy5PYmplY3Q7kM5YnxBzKWwCAAB4cAAAAAJzcgAXZmx1eGlvbi5jb3JlLlNlcmlhbGl6ZWQAAAAAAAAAAQwAAHhwdyEB
            AAADZjMyAAAAAgAAAAIAAAADAQAAAMA/AAAAgAAAwH94c3EAfgACdw8BBAADZjY0AAAAAQAAAAJ4
""";

    private static final String FUNCTION = """
            rO0ABXNyABdmbHV4aW9uLmNvcmUuU2VyaWFsaXplZAAAAAAAAAABDAAAeHB3CgEBAAAAAQAAAAFzcgAQZmx1eGlvbi5jb3JlLlZhcgAAAAAAAAAAAgAC
            TAAEbmFtZXQAEkxqYXZhL2xhbmcvU3RyaW5nO0wABHR5cGV0ABlMZmx1eGlvbi9jb3JlL1RlbnNvclR5cGU7eHB0AAF4c3EAfgAAdwsBBAADZjY0AAAA
            AHh6AAADewAAA3N7ImZsdXhpb24iOiAxLCAicGFyYW1zIjogW3sibmFtZSI6ICJ4IiwgInR5cGUiOiAiZjY0W10ifV0sCiAibm9kZXMiOiBbCiAgeyJ0
            ZW5zb3IiOiAiZjY0W10iLCAidmFsdWVzIjogWzEuMF19LAogIHsidGVuc29yIjogImY2NFsyXSIsICJ2YWx1ZXMiOiBbMS4wLCAyLjBdfSwKICB7Im9w
            IjogIlNjYW4iLCAiYXJncyI6IHsic3RlcCI6IHsiZmx1eGlvbiI6IDEsICJwYXJhbXMiOiBbeyJuYW1lIjogIngiLCAidHlwZSI6ICJmNjRbXSJ9LCB7
            Im5hbWUiOiAieSIsICJ0eXBlIjogImY2NFtdIn1dLAogIm5vZGVzIjogWwogIHsib3AiOiAiQmluYXJ5Lk1VTCIsICJpbiI6IFswLCAxXX0sCiAgeyJv
            cCI6ICJVbmFyeS5TSU4iLCAiaW4iOiBbMl19LAogIHsib3AiOiAiVW5hcnkuQ09TIiwgImluIjogWzJdfV0sCiAicmVzdWx0cyI6IFszLCA0XX0sICJs
            ZW5ndGgiOiAyLCAiY29uc3RzIjogMCwgImNhcnJpZXMiOiAxLCAicmV2ZXJzZSI6IGZhbHNlfSwgImluIjogWzAsIDJdfSwKICB7InJlc3VsdCI6IDEs
            ICJpbiI6IFszXX0sCiAgeyJvcCI6ICJTY2FuIiwgImFyZ3MiOiB7InN0ZXAiOiB7ImZsdXhpb24iOiAxLCAicGFyYW1zIjogW3sibmFtZSI6ICJjdCIs
            ICJ0eXBlIjogImY2NFtdIn0sIHsibmFtZSI6ICJ5IiwgInR5cGUiOiAiZjY0W10ifSwgeyJuYW1lIjogInMiLCAidHlwZSI6ICJmNjRbXSJ9XSwKICJu
            b2RlcyI6IFsKICB7Im9wIjogIkJpbmFyeS5NVUwiLCAiaW4iOiBbMCwgMl19LAogIHsib3AiOiAiQmluYXJ5Lk1VTCIsICJpbiI6IFszLCAxXX1dLAog
            InJlc3VsdHMiOiBbNF19LCAibGVuZ3RoIjogMiwgImNvbnN0cyI6IDAsICJjYXJyaWVzIjogMSwgInJldmVyc2UiOiB0cnVlfSwgImluIjogWzEsIDIs
            IDRdfV0sCiAicmVzdWx0cyI6IFs1XX0KAAAAAHg=
""";

    private static final String MAPPED_DERIVATIVE = """
            rO0ABXNyACBmbHV4aW9uLmRzbC5mdW5jdGlvbi5GdW4yJE1hcHBlZAAAAAAAAAABAgAAeHIAGWZsdXhpb24uZHNsLmZ1bmN0aW9uLkZ1bjIAAAAAAAAAAQIA
            AHhyACFmbHV4aW9uLmRzbC5mdW5jdGlvbi5GdW5jdGlvbkJhc2UAAAAAAAAAAQMAAUwAB3Byb2dyYW10ABJMamF2YS9sYW5nL09iamVjdDt4cHNyACZmbHV4
            aW9uLmRzbC5mdW5jdGlvbi5TZXJpYWxpemVkUHJvZ3JhbQAAAAAAAAABAwACWwAHbnVtYmVyc3QAAltCWwAHb2JqZWN0c3QAE1tMamF2YS9sYW5nL09iamVj
            dDt4cHVyAAJbQqzzF/gGCFTgAgAAeHAAAAAfAQUCAAAAAgAAAAAAAQAAAAAA/////wAAAAAAAAAAAHVyABNbTGphdmEubGFuZy5PYmplY3Q7kM5YnxBzKWwC
            AAB4cAAAAAFzcQB+AAV1cQB+AAkAAAAJAQQAAAAAAAAAdXEAfgALAAAAAnNxAH4ABXVxAH4ACQAAABoBAAIAAAAAAAEDAAAAAgAFAAAAAQAAAAAAAHVxAH4A
            CwAAAAR0AElpdHMgbGFtYmRhIGNhcHR1cmVzIGEgamF2YS5sYW5nLk9iamVjdCwgd2hpY2ggaXMgbm90IGphdmEuaW8uU2VyaWFsaXphYmxlc3IAF2ZsdXhp
            b24uY29yZS5TZXJpYWxpemVkAAAAAAAAAAEMAAB4cHcPAQQAA2Y2NAAAAAEAAAACeHNxAH4AFHcLAQQAA2Y2NAAAAAB4c3EAfgAUdwoBAQAAAAIAAAACc3IA
            EGZsdXhpb24uY29yZS5WYXIAAAAAAAAAAAIAAkwABG5hbWV0ABJMamF2YS9sYW5nL1N0cmluZztMAAR0eXBldAAZTGZsdXhpb24vY29yZS9UZW5zb3JUeXBl
            O3hwdAABeHEAfgAVc3EAfgAYdAAEeVswXXEAfgAWegAAAcQAAAG8eyJmbHV4aW9uIjogMSwgInBhcmFtcyI6IFt7Im5hbWUiOiAieCIsICJ0eXBlIjogImY2
            NFsyXSJ9LCB7Im5hbWUiOiAieVswXSIsICJ0eXBlIjogImY2NFtdIn1dLAogIm5vZGVzIjogWwogIHsidGVuc29yIjogImY2NFtdIiwgInZhbHVlcyI6IFsy
            LjBdfSwKICB7Im9wIjogIkJyb2FkY2FzdCIsICJhcmdzIjogeyJ0byI6IFsyXSwgImF4ZXMiOiBbXX0sICJpbiI6IFsyXX0sCiAgeyJvcCI6ICJCaW5hcnku
            TVVMIiwgImluIjogWzAsIDNdfSwKICB7Im9wIjogIkJyb2FkY2FzdCIsICJhcmdzIjogeyJ0byI6IFsyXSwgImF4ZXMiOiBbXX0sICJpbiI6IFsxXX0sCiAg
            eyJvcCI6ICJCaW5hcnkuQUREIiwgImluIjogWzQsIDVdfSwKICB7Im9wIjogIlJlZHVjZSIsICJhcmdzIjogeyJraW5kIjogIlNVTSIsICJheGVzIjogWzBd
            fSwgImluIjogWzZdfV0sCiAicmVzdWx0cyI6IFs3XX0KAAAAAHh4c3EAfgAUdw4BBgAAAAIAAAAAAAAAAXh4eHg=
""";

    private static Object read(String text) throws Exception {
        return Streams.read(Base64.getMimeDecoder().decode(text));
    }

    @Test
    void tensorsAndTypesAreRead() throws Exception {
        Object[] read = (Object[]) read(TENSOR_AND_TYPE);
        assertThat(read[0]).isEqualTo(eval(Tensor.of(new float[] {1.5f, -0f, Float.NaN}).broadcastTo(2, 3)));
        assertThat(read[1]).isEqualTo(f64(2));
    }

    @Test
    void functionsAreRead() throws Exception {
        Fn read = (Fn) read(FUNCTION);
        Fn made = grad(fn((Expr x) -> scan(x, vector(1, 2), (Expr c, Expr t) -> pair(c.times(t).sin(), c))._1)).on(f64());
        assertThat(Evaluator.evaluate(read, Array.of(Tensor.of(0.7)))).isEqualTo(Evaluator.evaluate(made,
                Array.of(Tensor.of(0.7))));
    }

    @Test
    @SuppressWarnings("unchecked") // it was written as one
    void typedFunctionsAreRead() throws Exception {
        var read = (Fun2.Mapped<Expr, List<Expr>, Tuple2<Expr, List<Expr>>>) read(MAPPED_DERIVATIVE);
        Expr rows = Tensor.of(new double[][] {{1, 2}, {3, 4}, {5, 6}});
        // traced before for lanes of two numbers; the lambda captured an Object
        Tuple2<Expr, List<Expr>> derivatives = read.apply(rows, List.of(scalar(3)));
        assertThat(eval(derivatives._1)).isEqualTo(eval(onesLike(rows).times(2)));
        assertThat(derivatives._2).isEqualTo(List.of(vector(2, 2, 2)));
        assertThatThrownBy(() -> read.apply(vector(1, 2), List.of(scalar(3))))
                .hasMessageContaining("for the arguments (f64[2], List(f64[])) only");
    }
}
