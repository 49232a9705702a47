package dev.cortexllm.operator.status;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last lines that a program printed before it ended (Kubernetes keeps 2048 bytes of them), and which of them says why. The
 * last line of all rarely does: it belongs to a stack trace, or to a process that only noticed that another one was gone.
 */
final class EngineOutput {
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");
    /** Heads of log lines: they hold times and process numbers, which are other ones after each restart. */
    private static final List<Pattern> HEADS = List.of(
            Pattern.compile("^\\([A-Za-z_0-9 ]*pid=\\d+\\) ?"),
            Pattern.compile("^(?:ERROR|WARNING|INFO|CRITICAL|DEBUG) \\d\\d-\\d\\d [\\d:.]+ \\[[^\\]]*\\] ?"),
            Pattern.compile("^\\[?\\d{4}-\\d\\d-\\d\\d[T ][\\d:.,]+Z?[^\\]]*\\] ?"),
            Pattern.compile("^\\d{4}/\\d\\d/\\d\\d [\\d:]+ ?"),
            Pattern.compile("^\\d+\\.\\d\\d\\.\\d{3}\\.\\d{3} [EWI] "));

    private static final Pattern SLOG =
            Pattern.compile("\\bmsg=(\"[^\"]*\"|\\S+)(?:.*?\\b(?:err|error)=(\"[^\"]*\"|\\S+))?");
    /** They only say that something else failed, above. */
    private static final Pattern FOLLOWS = Pattern.compile("Engine core initialization failed|See root cause above"
            + "|EngineDeadError|failed to start|Engine process failed|resource_tracker|leaked (?:shared_memory|semaphore)"
            + "|exiting due to model loading error|Received sigquit|SIGQUIT received|Rank \\d+ scheduler is dead"
            + "|destroy_process_group|The above exception|During handling of");
    /** {@code torch.OutOfMemoryError: ...}, at the start of a line as Python ends a stack trace. */
    private static final Pattern EXCEPTION =
            Pattern.compile("^(?:[A-Za-z_][\\w.]*\\.)?[A-Z]\\w*(?:Error|Exception|Exit|Interrupt)\\b.*");

    private static final Pattern ERROR = Pattern.compile("(?i)\\b(?:error|fatal|failed|panic|cannot|exception)\\b");
    private static final Pattern FRAME =
            Pattern.compile("^(?:\\s+.*|File \".*|Traceback .*|goroutine \\d+.*|at \\S+\\(.*"
                    + "|[\\^~ ]+|usage: .*|created by .*|/\\S+\\(.*\\).*\\[0x[0-9a-f]+\\])$");

    private final List<String> lines;

    /**
     * @param output what was printed; null: nothing
     */
    EngineOutput(String output) {
        this.lines = output == null
                ? List.of()
                : COLOURS.matcher(output)
                        .replaceAll("")
                        .lines()
                        .map(EngineOutput::withoutHead)
                        .filter(line -> !line.isBlank())
                        .toList();
    }

    /** The last match of a pattern in any line. */
    Optional<Matcher> find(Pattern pattern) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            Matcher matcher = pattern.matcher(lines.get(i));
            if (matcher.find()) {
                return Optional.of(matcher);
            }
        }
        return Optional.empty();
    }

    /** The whole line of a match. */
    static String lineOf(Matcher matcher) {
        matcher.reset();
        StringBuilder line = new StringBuilder();
        matcher.appendTail(line);
        return line.toString().strip();
    }

    /** The line that says why the program ended; empty when it printed nothing. */
    Optional<String> reason() {
        return last(line -> EXCEPTION.matcher(line).matches()
                        && !FOLLOWS.matcher(line).find())
                .or(() -> last(line -> ERROR.matcher(line).find()
                        && !FRAME.matcher(line).matches()
                        && !FOLLOWS.matcher(line).find()))
                .or(() -> last(line -> EXCEPTION.matcher(line).matches()))
                .or(() -> last(line -> !FRAME.matcher(line).matches()))
                .or(() -> last(line -> true));
    }

    private Optional<String> last(java.util.function.Predicate<String> wanted) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (wanted.test(lines.get(i))) {
                return Optional.of(lines.get(i).strip());
            }
        }
        return Optional.empty();
    }

    private static String withoutHead(String line) {
        String rest = line;
        for (Pattern head : HEADS) {
            rest = head.matcher(rest).replaceFirst("");
        }
        Matcher slog = SLOG.matcher(rest);
        if (rest.startsWith("time=") && slog.find()) {
            return bare(slog.group(1)) + (slog.group(2) == null ? "" : ": " + bare(slog.group(2)));
        }
        return rest;
    }

    private static String bare(String quoted) {
        return quoted.startsWith("\"") ? quoted.substring(1, quoted.length() - 1) : quoted;
    }
}
