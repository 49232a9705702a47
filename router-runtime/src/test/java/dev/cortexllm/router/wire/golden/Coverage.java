package dev.cortexllm.router.wire.golden;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A mapping table of the facts, as the paths that its rows are about.
 *
 * @param name the table's file and section
 * @param pair dialect and format
 * @param file where the rows must stand: {@code request.in.json}, {@code answer.in.json} or {@code stream.in.sse}
 * @param rows a path per row, as in {@link Globs}; behind an equals sign the text that must stand there, itself a glob
 */
public record Coverage(String name, String pair, String file, List<String> rows) {
    private static final Path FILE = Path.of("src/test/resources/wire/coverage.yaml");

    /** All tables. */
    public static Stream<Coverage> tables() {
        try {
            List<Coverage> tables = new YAMLMapper().readValue(FILE.toFile(), new TypeReference<List<Coverage>>() {});
            return tables.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rows that stand in no golden. */
    public List<String> missing() throws IOException {
        List<JsonNode> trees = new ArrayList<>();
        for (GoldenCase golden : GoldenCase.all().toList()) {
            if ((golden.dialect() + "-" + golden.format()).equals(pair) && golden.has(file)) {
                trees.addAll(trees(golden));
            }
        }
        return rows.stream()
                .filter(row -> trees.stream().noneMatch(tree -> stands(row, tree, "")))
                .toList();
    }

    private List<JsonNode> trees(GoldenCase golden) throws IOException {
        if (file.endsWith(".sse")) {
            return Events.of(golden.text(file)).stream()
                    .map(Events::json)
                    .filter(json -> json != null)
                    .toList();
        }
        try {
            return List.of(JsonTrees.read(golden.bytes(file)));
        } catch (IOException e) {
            // A damaged input covers nothing.
            return List.of();
        }
    }

    private static boolean stands(String row, JsonNode node, String path) {
        int equals = row.indexOf('=');
        String glob = equals < 0 ? row : row.substring(0, equals);
        if (Globs.matches(glob, path) && (equals < 0 || text(row.substring(equals + 1), node))) {
            return true;
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                if (stands(row, node.get(i), path + "[" + i + "]")) {
                    return true;
                }
            }
            return false;
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (stands(row, field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey())) {
                return true;
            }
        }
        return false;
    }

    private static boolean text(String glob, JsonNode node) {
        String text = node.isTextual() ? node.textValue() : node.toString();
        return text.matches(("\\Q" + glob + "\\E").replace("*", "\\E(?s:.*)\\Q"));
    }

    @Override
    public String toString() {
        return name + " in " + pair + "/*/" + file;
    }
}
