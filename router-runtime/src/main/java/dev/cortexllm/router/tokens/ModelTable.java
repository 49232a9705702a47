package dev.cortexllm.router.tokens;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which model counts how: {@code models.csv} beside this class. Immutable. */
final class ModelTable {
    private static final int COLUMNS = 4;

    private final List<Row> rows;

    private ModelTable(List<Row> rows) {
        this.rows = rows;
    }

    private record Row(Pattern pattern, ModelKind kind) {}

    /** The table that comes with this version. */
    static ModelTable bundled() {
        try (InputStream csv = ModelTable.class.getResourceAsStream("models.csv")) {
            return read(new String(csv.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("models.csv of this version cannot be read", e);
        }
    }

    /**
     * Reads a table.
     *
     * @param csv its text
     * @return the table
     * @throws IllegalArgumentException naming the line that is wrong
     */
    static ModelTable read(String csv) {
        List<Row> rows = new ArrayList<>();
        for (String line : csv.split("\n")) {
            if (!line.startsWith("#") && !line.startsWith("pattern,")) {
                rows.add(row(line));
            }
        }
        if (rows.isEmpty() || !rows.get(rows.size() - 1).pattern().pattern().equals(".*")) {
            throw new IllegalArgumentException("the last row must fit every model");
        }
        return new ModelTable(List.copyOf(rows));
    }

    private static Row row(String line) {
        String[] cells = line.split(",", COLUMNS);
        if (cells.length < COLUMNS || cells[COLUMNS - 1].isBlank()) {
            throw new IllegalArgumentException("not pattern, family, images and source: " + line);
        }
        ModelKind kind = new ModelKind(Family.valueOf(cells[1]), ImageRule.valueOf(cells[2]));
        return new Row(Pattern.compile(regex(cells[0]), Pattern.CASE_INSENSITIVE), kind);
    }

    private static String regex(String glob) {
        return Arrays.stream(glob.split("\\*", -1))
                .map(literal -> literal.isEmpty() ? "" : Pattern.quote(literal))
                .collect(Collectors.joining(".*"));
    }

    /**
     * Looks a model up.
     *
     * @param model its id at the provider, such as {@code gpt-5.4} or {@code meta-llama/Llama-3.3-70B-Instruct-Turbo}
     * @return how it counts
     */
    ModelKind of(String model) {
        String name = model.substring(model.lastIndexOf('/') + 1);
        String base = name.startsWith("ft:") ? name.substring("ft:".length()) : name;
        for (Row row : rows) {
            if (row.pattern().matcher(base).matches()) {
                return row.kind();
            }
        }
        throw new IllegalStateException("the last row fits every model");
    }
}
