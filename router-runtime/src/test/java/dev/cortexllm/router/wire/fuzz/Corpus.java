package dev.cortexllm.router.wire.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.wire.golden.Events;
import dev.cortexllm.router.wire.golden.GoldenCase;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The inputs that fuzzing begins with: what the goldens hold for a target, and what was found before, kept below
 * {@code src/test/resources/fuzz/<target>}.
 */
final class Corpus {
    private static final Path KEPT = Path.of("src/test/resources/fuzz");
    private static final int LONGEST_WORD = 60;

    private Corpus() {}

    /**
     * A target's inputs by name.
     *
     * @param target the target
     */
    static Map<String, byte[]> inputs(FuzzTarget target) throws IOException {
        Map<String, byte[]> inputs = new LinkedHashMap<>();
        Path kept = KEPT.resolve(target.folder());
        if (Files.isDirectory(kept)) {
            try (Stream<Path> files = Files.list(kept)) {
                for (Path file : files.sorted().toList()) {
                    inputs.put(file.getFileName().toString(), Files.readAllBytes(file));
                }
            }
        }
        for (GoldenCase golden : GoldenCase.all().toList()) {
            for (String file : files(target, golden)) {
                if (golden.has(file)) {
                    inputs.put((golden + "-" + file).replace('/', '-'), golden.bytes(file));
                }
            }
        }
        return inputs;
    }

    private static List<String> files(FuzzTarget target, GoldenCase golden) {
        List<String> files =
                switch (target) {
                    case OPENAI_REQUEST, ANTHROPIC_REQUEST, VENDOR_REQUEST -> List.of("request.in.json");
                    case OPENAI_STREAM, ANTHROPIC_STREAM, GEMINI_STREAM, PASSING_STREAM -> List.of("stream.in.sse");
                    case OPENAI_ANSWER, ANTHROPIC_ANSWER, GEMINI_ANSWER -> List.of("answer.in.json");
                    case ERROR -> List.of("error.in.json", "error.in.txt");
                };
        boolean fits =
                switch (target) {
                    case OPENAI_REQUEST -> golden.dialect().equals("openai");
                    case ANTHROPIC_REQUEST -> golden.dialect().equals("anthropic");
                    case OPENAI_STREAM, OPENAI_ANSWER -> golden.format().equals("openai");
                    case ANTHROPIC_STREAM, ANTHROPIC_ANSWER -> golden.format().equals("anthropic");
                    case GEMINI_STREAM, GEMINI_ANSWER -> golden.format().equals("gemini");
                    case PASSING_STREAM -> !golden.format().equals("gemini");
                    case VENDOR_REQUEST -> golden.format().equals("openai");
                    case ERROR -> true;
                };
        return fits ? files : List.of();
    }

    /** The words of all goldens, for a fuzzer that would hardly guess them: names and short texts, with their quotes. */
    static Set<String> words() throws IOException {
        Set<String> words = new TreeSet<>();
        for (GoldenCase golden : GoldenCase.all().toList()) {
            for (String file : List.of("request.in.json", "answer.in.json", "error.in.json", "stream.in.sse")) {
                if (golden.has(file)) {
                    trees(golden, file).forEach(tree -> words(tree, words));
                }
            }
        }
        return words;
    }

    private static List<JsonNode> trees(GoldenCase golden, String file) throws IOException {
        List<JsonNode> trees = new ArrayList<>();
        if (file.endsWith(".sse")) {
            Events.of(golden.text(file)).forEach(event -> trees.add(event.json()));
            trees.removeIf(tree -> tree == null);
            return trees;
        }
        try {
            return List.of(JsonTrees.read(golden.bytes(file)));
        } catch (IOException e) {
            // A damaged input has no words.
            return List.of();
        }
    }

    private static void words(JsonNode node, Set<String> words) {
        if (node.isTextual() && node.textValue().matches("[a-zA-Z0-9_.-]{1," + LONGEST_WORD + "}")) {
            words.add('"' + node.textValue() + '"');
        }
        node.properties().forEach(field -> {
            words.add('"' + field.getKey().replace("\"", "").replace("\\", "") + "\":");
            words(field.getValue(), words);
        });
        if (node.isArray()) {
            node.forEach(item -> words(item, words));
        }
    }
}
