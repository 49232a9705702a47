package dev.cortexllm.router.wire.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The facts that cases name as their source: {@code facts/wire/gemini.md 6}, {@code facts/wire/golden.md G12}, or {@code golden.md f} for one
 * of the checks at its head; several are
 * joined by a semicolon. They stand in {@code shared} beside the repository where it is worked on; elsewhere only the
 * form of a source is looked at.
 */
public final class WireFacts {
    private static final Pattern SOURCE =
            Pattern.compile("facts/wire/([a-z-]+\\.md)\\s+(?:section )?(G?[0-9]+(?:\\.[0-9]+)?|[a-g])\\b.*");
    private static final Path FOLDER = Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
            .takeWhile(ancestor -> ancestor != null)
            .map(ancestor -> ancestor.resolve("shared/facts/wire"))
            .filter(Files::isDirectory)
            .findFirst()
            .orElse(null);

    private WireFacts() {}

    /**
     * Looks sources up.
     *
     * @param source as {@code case.yaml} has it
     * @return those that do not exist
     */
    public static List<String> missing(String source) {
        return Stream.of(source.split(";"))
                .map(String::strip)
                .filter(one -> !exists(one))
                .toList();
    }

    private static boolean exists(String source) {
        Matcher matcher = SOURCE.matcher(source);
        if (!matcher.matches()) {
            return false;
        }
        if (FOLDER == null) {
            return true;
        }
        String section = Pattern.quote(matcher.group(2));
        Pattern heading = Pattern.compile("(#+ |\\*\\*)" + section + "[. ].*|Checks .*\\(" + section + "\\) .*");
        Path file = FOLDER.resolve(matcher.group(1));
        try (Stream<String> lines = Files.lines(file)) {
            return lines.anyMatch(line -> heading.matcher(line).matches());
        } catch (IOException e) {
            return false;
        }
    }
}
