package fluxion.cli;

import fluxion.core.Tensor;
import fluxion.core.print.Latex;
import fluxion.core.print.MathText;
import fluxion.dsl.json.JsonText;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Answers as JSON, for programs. Numbers that JSON has no words for are strings: "NaN", "Infinity", "-Infinity". */
final class JsonAnswer {
    private JsonAnswer() {}

    static String quoted(String text) {
        return JsonText.quoted(text);
    }

    static String of(Answer answer, Seq<Tensor> values) {
        String parameters = answer.function().params().map(v -> "{\"name\": " + quoted(v.name()) + ", \"type\": "
                + quoted(v.type().toString()) + "}").mkString(", ");
        String results = Array.range(0, answer.names().size()).map(i -> "{\"name\": " + quoted(answer.names().get(i))
                + ", \"type\": " + quoted(answer.function().results().get(i).type().toString())
                + ", \"text\": " + quoted(MathText.unbroken(answer.part(i)))
                + ", \"latex\": " + quoted(Latex.unbroken(answer.part(i)))
                + (values.isEmpty() ? "" : ", \"value\": " + value(values.get(i))) + "}").mkString(", ");
        return "{\"parameters\": [" + parameters + "], \"results\": [" + results + "]}";
    }

    /** Nested lists, all elements. */
    private static String value(Tensor tensor) {
        Array<String> elements = elements(tensor);
        for (int axis = tensor.rank() - 1; axis >= 0; axis--) {
            int length = tensor.shape().dim(axis);
            Array<String> inner = elements;
            int count = Array.range(0, axis).map(tensor.shape()::dim).product().intValue();
            elements = Array.range(0, count).map(i -> inner.slice(i * length, (i + 1) * length).mkString("[", ", ", "]"));
        }
        return elements.get(0);
    }

    private static String number(double value, String digits) {
        return Double.isFinite(value) ? digits : quoted(digits);
    }

    private static Array<String> elements(Tensor tensor) {
        return switch (tensor.dtype()) {
            case F64 -> Array.ofAll(tensor.doubles()).map(x -> number(x, Double.toString(x)));
            case F32 -> Array.ofAll(tensor.doubles()).map(x -> number(x, Float.toString((float) (double) x)));
            case I64, I32 -> Array.ofAll(tensor.longs()).map(x -> Long.toString(x));
            case BOOL -> Array.ofAll(tensor.booleans()).map(x -> Boolean.toString(x));
        };
    }
}
