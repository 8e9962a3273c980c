package fluxion.jupyter;

import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Locale;
import java.util.Map;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** A session of JShell in this JVM, with everything of the library imported: cells in, values out. */
final class Cells implements AutoCloseable {
    private static final String IMPORTS = """
            import module java.base;
            import module fluxion.dsl;
            import module fluxion.data;
            import module fluxion.plot;
            import static fluxion.dsl.Fluxion.*;
            import static fluxion.plot.Plots.*;
            import static fluxion.jupyter.Notebook.*;
            """;
    private static final String MODULES = "fluxion.jupyter,jdk.incubator.vector";

    private final CellExecution execution = new CellExecution();
    private final JShell shell;
    private final SourceCodeAnalysis analysis;

    /** A session whose compiler finds the library's modules on a path. */
    Cells(String modulePath) {
        shell = JShell.builder().executionEngine(new Provider(execution), Map.of())
                .compilerOptions("--module-path", modulePath, "--add-modules", MODULES, "-Xlint:-incubating").build();
        analysis = shell.sourceCodeAnalysis();
        run(IMPORTS);
    }

    private record Provider(DirectExecutionControl execution) implements ExecutionControlProvider {
        @Override
        public String name() {
            return "fluxion";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return execution;
        }
    }

    /**
     * The value of the last expression of a cell; none where it ends in a declaration, an assignment or a statement.
     *
     * @throws CellException where it does not compile, or throws
     */
    Option<Object> run(String cell) {
        Option<Object> value = Option.none();
        String rest = cell;
        while (!rest.isBlank()) {
            CompletionInfo next = analysis.analyzeCompletion(rest);
            if (next.completeness() == Completeness.EMPTY) {
                return value;
            }
            if (!next.completeness().isComplete() && next.completeness() != Completeness.UNKNOWN) {
                throw new CellException("incomplete", Array.of("The cell ends in the middle of", rest.strip()));
            }
            String source = next.source() == null ? rest : next.source();
            for (SnippetEvent event : shell.eval(source)) {
                if (event.causeSnippet() == null) {
                    check(event);
                    value = isExpression(event.snippet()) ? execution.value() : Option.none();
                }
            }
            rest = next.source() == null ? "" : next.remaining();
        }
        return value;
    }

    private static boolean isExpression(Snippet snippet) {
        return snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND || snippet.subKind() == SubKind.VAR_VALUE_SUBKIND
                || snippet.subKind() == SubKind.OTHER_EXPRESSION_SUBKIND;
    }

    private void check(SnippetEvent event) {
        if (event.status() == Snippet.Status.REJECTED) {
            throw rejected(event.snippet());
        }
        Option.of(event.exception()).forEach(e -> {
            throw thrown(e);
        });
    }

    private CellException rejected(Snippet snippet) {
        Array<Diag> wrong = Array.ofAll(shell.diagnostics(snippet).toList()).filter(Diag::isError);
        return new CellException(wrong.map(d -> d.getMessage(Locale.ROOT)).headOption().getOrElse("does not compile"),
                wrong.flatMap(d -> pointed(snippet.source(), d)));
    }

    /** The line with a caret below, and what is wrong there. */
    private static Seq<String> pointed(String source, Diag diagnostic) {
        int at = (int) Math.min(Math.max(diagnostic.getPosition(), 0), source.length());
        int begin = source.lastIndexOf('\n', at - 1) + 1;
        int end = source.indexOf('\n', at) < 0 ? source.length() : source.indexOf('\n', at);
        return Array.of(source.substring(begin, end), " ".repeat(at - begin) + "^", diagnostic.getMessage(Locale.ROOT));
    }

    private static CellException thrown(JShellException exception) {
        return switch (exception) {
            case EvalException e -> {
                String said = e.getExceptionClassName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
                yield new CellException(said, Array.of(said.split("\n")).appendAll(frames(e)));
            }
            case UnresolvedReferenceException e -> {
                String said = "not there yet: what " + e.getSnippet().source().strip() + " uses";
                yield new CellException(said, Array.of(said));
            }
            case JShellException e -> new CellException(String.valueOf(e.getMessage()), Array.of(String.valueOf(e.getMessage())));
        };
    }

    /** The calls, from where it was thrown to the cell, and its causes. */
    private static Seq<String> frames(EvalException exception) {
        Seq<String> frames = Array.of(exception.getStackTrace())
                .takeWhile(frame -> !frame.getClassName().startsWith("jdk.jshell"))
                .filter(frame -> !frame.getMethodName().equals("do_it$")).map(frame -> "    at " + frame);
        return Option.of(exception.getCause())
                .map(cause -> frames.append("Caused by: " + cause.getMessage())).getOrElse(frames);
    }

    /** What could stand at a place, and where it would begin. */
    Completions completions(String cell, int at) {
        int[] begin = {at};
        Array<String> all = Array.ofAll(analysis.completionSuggestions(cell, at, begin))
                .map(SourceCodeAnalysis.Suggestion::continuation).distinct();
        return new Completions(all, begin[0]);
    }

    record Completions(Array<String> all, int begin) {}

    /** The signatures of what stands at a place. */
    Array<String> signatures(String cell, int at) {
        return Array.ofAll(analysis.documentation(cell, at, false)).map(SourceCodeAnalysis.Documentation::signature);
    }

    Completeness completeness(String cell) {
        return analysis.analyzeCompletion(cell).completeness();
    }

    void stop() {
        execution.stop();
    }

    @Override
    public void close() {
        shell.close();
    }
}
