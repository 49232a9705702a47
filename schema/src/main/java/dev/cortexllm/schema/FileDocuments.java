package dev.cortexllm.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.schema.yaml.Lines;
import dev.cortexllm.schema.yaml.ReadFailure;
import dev.cortexllm.schema.yaml.Tree;
import dev.cortexllm.schema.yaml.YamlText;
import java.nio.file.Path;
import java.util.List;

/** Collects the objects of one file into lists that several files share. */
final class FileDocuments {
    private final Path file;
    private final List<Document> documents;
    private final List<ReadProblem> problems;
    private int next;

    FileDocuments(Path file, List<Document> documents, List<ReadProblem> problems) {
        this.file = file;
        this.documents = documents;
        this.problems = problems;
    }

    void read(YamlText.Part part) {
        try {
            YamlText.read(part).filter(tree -> !tree.content().isNull()).ifPresent(this::add);
        } catch (ReadFailure e) {
            problems.add(new ReadProblem(file, e.line(), e.column(), e.getMessage()));
        }
    }

    void add(Tree tree) {
        JsonNode content = tree.content();
        boolean isList = content.path("kind").asText().equals("List")
                && content.path("apiVersion").asText().equals("v1");
        if (isList && tree.lines().field("items").isPresent()) {
            Lines items = tree.lines().field("items").get();
            for (int i = 0; i < content.path("items").size(); i++) {
                add(content.get("items").get(i), items.item(i));
            }
        } else {
            add(content, tree.lines());
        }
    }

    private void add(JsonNode content, Lines lines) {
        if (content instanceof ObjectNode object) {
            documents.add(new Document(file, next++, lines.line(), object, lines));
        } else {
            String message = "a document must be an object with apiVersion and kind, not " + nameOf(content);
            problems.add(new ReadProblem(file, lines.line(), 1, message));
        }
    }

    private static String nameOf(JsonNode content) {
        return switch (content.getNodeType()) {
            case ARRAY -> "a list";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            default -> "null";
        };
    }
}
