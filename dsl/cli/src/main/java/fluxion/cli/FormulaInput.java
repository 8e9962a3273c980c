package fluxion.cli;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.FluxionException;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.parse.Formula;
import fluxion.dsl.Fluxion;
import fluxion.dsl.FormulaCalculus;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import java.util.ArrayList;
import java.util.List;

/** A formula, types and values of its parameters, and with respect to which of them it is differentiated. */
final class FormulaInput {
    private final Arguments asked;
    private final Fn function;
    private final Array<Tensor> values;

    FormulaInput(Arguments asked) {
        this.asked = asked;
        Array<Assignment> given = asked.all(Choice.AT).flatMap(Assignment::all);
        Map<String, TensorType> known = LinkedHashMap.empty();
        for (Assignment one : given.filter(Assignment::isNamed)) {
            known = known.put(one.name(), one.value().type());
        }
        for (String types : asked.all(Choice.TYPE)) {
            Fn header = Formula.fn("(" + types + ") ↦ 0");
            known = header.params().foldLeft(known, (map, v) -> map.put(v.name(), v.type()));
        }
        function = Formula.fn(asked.formula(), known, FormulaCalculus.CALCULUS);
        values = given.isEmpty() ? Array.empty() : arguments(function, given);
    }

    boolean json() {
        return asked.has(Choice.JSON);
    }

    /** The function that the formula says. */
    Fn function() {
        return function;
    }

    /** The values of its parameters, none where they were not asked for. */
    Array<Tensor> values() {
        return values;
    }

    /** Whether there is a place to evaluate at; a formula without parameters needs none. */
    boolean isAt() {
        return asked.has(Choice.AT) || function.params().isEmpty();
    }

    private static Array<Tensor> arguments(Fn fn, Array<Assignment> given) {
        Array<String> names = fn.params().map(v -> v.name()).toArray();
        Array<Assignment> bare = given.reject(Assignment::isNamed);
        for (Assignment one : given.filter(Assignment::isNamed)) {
            if (!names.contains(one.name())) {
                throw new FluxionException("at: the formula has the parameters " + names.mkString(", ") + "; got a value for "
                        + one.name());
            }
        }
        Array<String> open = names.filter(name -> !given.exists(one -> one.name().equals(name)));
        if (bare.size() != open.size() || given.size() != names.size()) {
            String example = fn.params().map(v -> v.name() + (v.shape().isScalar() ? " = 2" : " = …")).mkString(", ");
            throw new FluxionException("at: there must be one value for each of " + names.mkString(", ") + "; got "
                    + given.size() + (given.size() == 1 ? " value" : " values") + ". Use --at '" + example + "'");
        }
        return Array.ofAll(fn.params()).map(param -> {
            Assignment one = given.find(a -> a.name().equals(param.name())).getOrElse(() -> bare.get(open.indexOf(param.name())));
            if (!one.value().shape().equals(param.shape())) {
                throw new FluxionException("at: the value of " + param.name() + " must be " + param.type() + "; got "
                        + one.value().type() + (one.isNamed() ? "" : ". Name it, as in --at '" + param.name() + " = …', to take "
                        + "its type from its value"));
            }
            return Fluxion.eval(one.value().cast(param.dtype()));
        });
    }

    /** The positions of the parameters with respect to which it is differentiated. */
    Ints positions() {
        Array<String> names = function().params().map(v -> v.name()).toArray();
        if (!asked.has(Choice.WRT)) {
            Ints all = Ints.from(Array.range(0, names.size()).filter(i -> function().params().get(i).dtype().isFloat()));
            if (all.isEmpty()) {
                throw new FluxionException("wrt: a derivative is with respect to floating-point parameters; the formula has "
                        + "none");
            }
            return all;
        }
        return Ints.from(asked.all(Choice.WRT).flatMap(list -> Array.of(list.split(","))).map(name -> {
            int position = names.indexOf(name.strip());
            if (position < 0) {
                throw new FluxionException("wrt: the formula has the parameters " + names.mkString(", ") + "; got "
                        + name.strip());
            }
            return position;
        }));
    }

    /** Something for a parameter, or for the next one without a name. */
    private record Assignment(String name, Tensor value) {
        boolean isNamed() {
            return !name.isEmpty();
        }

        /** Those of a list: {@code x = 2, y = [1, 2]}. */
        static Array<Assignment> all(String text) {
            List<Assignment> all = new ArrayList<>();
            int depth = 0;
            int from = 0;
            for (int i = 0; i <= text.length(); i++) {
                char c = i < text.length() ? text.charAt(i) : ',';
                depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
                if (i == text.length() || depth == 0 && (c == ',' || c == ';')) {
                    all.add(one(text.substring(from, i)));
                    from = i + 1;
                }
            }
            return Array.ofAll(all);
        }

        private static Assignment one(String text) {
            int equals = text.indexOf('=');
            String name = equals < 0 ? "" : text.substring(0, equals).strip();
            String value = text.substring(equals + 1).strip();
            if (value.startsWith("@")) {
                return new Assignment(name, Fluxion.loadTensor(java.nio.file.Path.of(value.substring(1))));
            }
            Expr known = Formula.expression(value, LinkedHashMap.empty(), FormulaCalculus.CALCULUS);
            return new Assignment(name, Fluxion.eval(known.dtype() == DType.BOOL ? known : known.cast(DType.F64)));
        }
    }
}
