package dev.cortexllm.catalogue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What {@code quality.csv} says: comments, one heading, one figure per line, no quoting. A model's lines are read when somebody asks for the
 * model: there are a thousand, and few are asked for.
 */
final class QualityCsv {
    private static final String HEADING = "model,benchmark,figure,source,date";
    private static final int CELLS = HEADING.split(",").length;

    private final Map<String, List<Row>> rows;
    private final Supplier<Benchmarks> read;
    private final Map<String, Quality> qualities = new ConcurrentHashMap<>();

    private Benchmarks benchmarks;

    private record Row(int number, String line) {}

    private QualityCsv(Map<String, List<Row>> rows, Supplier<Benchmarks> benchmarks) {
        this.rows = rows;
        this.read = benchmarks;
    }

    /** Sorts the lines by model, without the benchmarks, which tell what they come to; throws IllegalArgumentException when the heading is wrong. */
    static QualityCsv read(String csv, Supplier<Benchmarks> benchmarks) {
        Map<String, List<Row>> rows = new HashMap<>();
        boolean headed = false;
        int number = 0;
        for (String line : csv.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (headed) {
                int comma = line.indexOf(',');
                String model = comma < 0 ? line : line.substring(0, comma);
                rows.computeIfAbsent(model, m -> new ArrayList<>()).add(new Row(number, line));
            } else if (line.equals(HEADING)) {
                headed = true;
            } else {
                throw new IllegalArgumentException("quality.csv, line " + number + ": the heading must be " + HEADING);
            }
        }
        return new QualityCsv(rows, benchmarks);
    }

    /** The keys of all models that have a figure. */
    Set<String> models() {
        return rows.keySet();
    }

    /** Of a model's key; null when it has no figure. Throws IllegalArgumentException naming the line that is wrong. */
    Quality of(String model) {
        List<Row> own = rows.get(model);
        return own == null ? null : qualities.computeIfAbsent(model, key -> quality(own));
    }

    private Quality quality(List<Row> own) {
        List<Quality.Figure> figures = new ArrayList<>();
        own.forEach(row -> add(row, figures));
        return benchmarks().quality(figures);
    }

    private synchronized Benchmarks benchmarks() {
        if (benchmarks == null) {
            benchmarks = read.get();
        }
        return benchmarks;
    }

    private void add(Row row, List<Quality.Figure> own) {
        String[] cell = row.line().split(",", -1);
        String where = "quality.csv, line " + row.number() + ": ";
        if (cell.length != CELLS) {
            throw new IllegalArgumentException(where + "expected " + CELLS + " cells without quotes");
        }
        Quality.Figure figure = new Quality.Figure(cell[1], cell[2], cell[3], cell[4]);
        if (figure.source().isBlank() || figure.date().isBlank()) {
            throw new IllegalArgumentException(where + "a figure needs its source and the date of its reading");
        }
        if (own.stream().anyMatch(other -> other.benchmark().equals(figure.benchmark()))) {
            throw new IllegalArgumentException(where + cell[0] + " has another figure of " + figure.benchmark());
        }
        try {
            benchmarks().quality(List.of(figure));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + e.getMessage(), e);
        }
        own.add(figure);
    }
}
