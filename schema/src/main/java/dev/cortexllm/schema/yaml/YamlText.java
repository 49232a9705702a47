package dev.cortexllm.schema.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/** Splits YAML into documents, as kubectl does by lines of {@code ---}, and reads each of them by itself. */
public final class YamlText {
    private static final int MAX_DEPTH = 200;
    private static final int MAX_ALIASES = 1_000;

    /**
     * The text of one document.
     *
     * @param text without its separator
     * @param firstLine the line of the file it starts at, from 0
     */
    public record Part(String text, int firstLine) {}

    private YamlText() {}

    /** The documents of a file, empty ones included. */
    public static List<Part> split(String file) {
        List<Part> parts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int first = 0;
        int number = 0;
        for (String line : file.split("\n", -1)) {
            if (isSeparator(line)) {
                parts.add(new Part(text.toString(), first));
                text.setLength(0);
                first = number + 1;
            } else {
                text.append(line).append('\n');
            }
            number++;
        }
        parts.add(new Part(text.toString(), first));
        return parts;
    }

    private static boolean isSeparator(String line) {
        String rest = line.startsWith("---") ? line.substring(3).strip() : "x";
        return rest.isEmpty() || rest.startsWith("#");
    }

    /**
     * Reads one document.
     *
     * @return empty when it holds nothing but comments
     * @throws ReadFailure when it is not YAML, or not what kubectl takes
     */
    public static Optional<Tree> read(Part part) throws ReadFailure {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setCodePointLimit(Integer.MAX_VALUE); // the file's size is limited before
        try {
            StreamReader reader = new StreamReader(part.text());
            Composer composer = new Composer(new ParserImpl(reader, options), new PlainResolver(), options);
            if (!composer.checkNode()) {
                return Optional.empty();
            }
            Node root = composer.getNode();
            refuseSecondDocument(composer, part);
            return Optional.of(new YamlTree(part.firstLine()).read(root));
        } catch (ReaderException e) {
            throw atPosition(part, e);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine();
            int column = e.getProblemMark() == null ? 0 : e.getProblemMark().getColumn();
            throw new ReadFailure(part.firstLine() + line + 1, column + 1, sentence(e));
        } catch (YAMLException e) {
            throw new ReadFailure(part.firstLine() + 1, 1, String.valueOf(e.getMessage()));
        }
    }

    private static void refuseSecondDocument(Composer composer, Part part) throws ReadFailure {
        if (composer.checkNode()) {
            int line = composer.getNode().getStartMark().getLine();
            throw new ReadFailure(
                    part.firstLine() + line + 1, 1, "invalid Yaml document separator: put --- on a line of its own");
        }
    }

    private static String sentence(MarkedYAMLException e) {
        String context = e.getContext() == null ? "" : e.getContext() + ": ";
        return context + String.valueOf(e.getProblem()).strip();
    }

    private static ReadFailure atPosition(Part part, ReaderException e) {
        String before =
                part.text().substring(0, Math.min(e.getPosition(), part.text().length()));
        int line = (int) before.chars().filter(c -> c == '\n').count();
        int column = before.length() - before.lastIndexOf('\n');
        String message = String.format("control characters are not allowed (U+%04X)", e.getCodePoint());
        return new ReadFailure(part.firstLine() + line + 1, column, message);
    }
}
