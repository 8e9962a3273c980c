package fluxion.cli;

import fluxion.core.parse.Suggestion;
import io.vavr.collection.Array;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * A command line, taken apart.
 *
 * @param command what is asked for
 * @param formulas what is no option
 * @param chosen the values of options, as often as they are given
 */
record Arguments(Command command, Array<String> formulas, Map<Choice, List<String>> chosen) {
    /** Options stand anywhere; what begins with a minus and is none of them is a formula, as is all behind {@code --}. */
    static Arguments of(String... words) {
        Array<Command> commands = Array.of(Command.values());
        Command command = commands.find(c -> c.word().equals(words[0])).getOrElseThrow(() ->
                new UsageException("there is no command " + words[0] + meant(words[0], commands.map(Command::word))));
        Map<Choice, List<String>> chosen = new EnumMap<>(Choice.class);
        List<String> formulas = new ArrayList<>();
        boolean open = true;
        for (int i = 1; i < words.length; i++) {
            String word = words[i];
            if (!open || !word.startsWith("-") || word.equals("-")) {
                formulas.add(word);
            } else if (word.equals("--")) {
                open = false;
            } else {
                int equals = word.startsWith("--") ? word.indexOf('=') : -1;
                String flag = equals < 0 ? word : word.substring(0, equals);
                Option<Choice> choice = command.choices().find(c -> c.flag().equals(flag) || c.brief().equals(flag));
                if (choice.isEmpty() && !flag.startsWith("--")) {
                    formulas.add(word);
                    continue;
                }
                Choice known = choice.getOrElseThrow(() -> new UsageException("there is no option " + flag
                        + meant(flag, command.choices().map(Choice::flag))));
                if (known.takesValue() && equals < 0 && ++i == words.length) {
                    throw new UsageException(known.shown() + ": the value is missing");
                }
                if (!known.takesValue() && equals >= 0) {
                    throw new UsageException(known.flag() + " takes no value; got " + word);
                }
                chosen.computeIfAbsent(known, _ -> new ArrayList<>()).add(!known.takesValue() ? ""
                        : equals < 0 ? words[i] : word.substring(equals + 1));
            }
        }
        return new Arguments(command, Array.ofAll(formulas), chosen);
    }

    private static String meant(String word, Array<String> known) {
        return Suggestion.of(word, known).map(likely -> ". Did you mean " + likely + "?").getOrElse("");
    }

    boolean has(Choice choice) {
        return chosen.containsKey(choice);
    }

    /** All values of an option, in order. */
    Array<String> all(Choice choice) {
        return Array.ofAll(chosen.getOrDefault(choice, List.of()));
    }

    /** The value of an option, the last one where there are several. */
    String text(Choice choice, String otherwise) {
        return all(choice).lastOption().getOrElse(otherwise);
    }

    double number(Choice choice, double otherwise) {
        return read(choice, otherwise, Double::valueOf, "a number");
    }

    int count(Choice choice, int otherwise) {
        return read(choice, otherwise, Integer::valueOf, "a whole number");
    }

    private <N extends Number> N read(Choice choice, N otherwise, Function<String, N> reading, String what) {
        String text = text(choice, "");
        try {
            return text.isEmpty() ? otherwise : reading.apply(text);
        } catch (NumberFormatException e) {
            throw new UsageException(choice.flag() + ": the value must be " + what + "; got \"" + text + "\"");
        }
    }

    /** One of several words. */
    <E extends Enum<E>> E one(Choice choice, E otherwise) {
        String text = text(choice, otherwise.name());
        Array<E> known = Array.of(otherwise.getDeclaringClass().getEnumConstants());
        return known.find(e -> e.name().equalsIgnoreCase(text)).getOrElseThrow(() -> new UsageException(choice.flag()
                + ": the value must be one of " + known.mkString(", ").toLowerCase(Locale.ROOT) + "; got \"" + text + "\""));
    }

    /** The formula. */
    String formula() {
        if (formulas.size() != 1) {
            throw new UsageException(formulas.isEmpty() ? "the formula is missing"
                    : "there must be one formula; got " + formulas.map(f -> "'" + f + "'").mkString(" ")
                    + ". Quotation marks keep it together");
        }
        return formulas.get(0);
    }
}
