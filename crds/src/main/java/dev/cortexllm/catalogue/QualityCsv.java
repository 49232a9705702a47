package dev.cortexllm.catalogue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code quality.csv}: comments, one heading, one figure per line, no quoting. */
final class QualityCsv {
    private static final String HEADING = "model,benchmark,figure,source,date";
    private static final int CELLS = HEADING.split(",").length;

    private QualityCsv() {}

    /** Quality by the model's key; throws IllegalArgumentException naming the line that is wrong. */
    static Map<String, Quality> read(String csv, Benchmarks benchmarks) {
        Map<String, List<Quality.Figure>> figures = new LinkedHashMap<>();
        boolean headed = false;
        int number = 0;
        for (String line : csv.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (headed) {
                add(line, number, figures, benchmarks);
            } else if (line.equals(HEADING)) {
                headed = true;
            } else {
                throw new IllegalArgumentException("quality.csv, line " + number + ": the heading must be " + HEADING);
            }
        }
        Map<String, Quality> qualities = new HashMap<>();
        figures.forEach((model, own) -> qualities.put(model, benchmarks.quality(own)));
        return Map.copyOf(qualities);
    }

    private static void add(String line, int number, Map<String, List<Quality.Figure>> figures, Benchmarks benchmarks) {
        String[] cell = line.split(",", -1);
        String where = "quality.csv, line " + number + ": ";
        if (cell.length != CELLS) {
            throw new IllegalArgumentException(where + "expected " + CELLS + " cells without quotes");
        }
        Quality.Figure figure = new Quality.Figure(cell[1], cell[2], cell[3], cell[4]);
        if (figure.source().isBlank() || figure.date().isBlank()) {
            throw new IllegalArgumentException(where + "a figure needs its source and the date of its reading");
        }
        List<Quality.Figure> own = figures.computeIfAbsent(cell[0], model -> new ArrayList<>());
        if (own.stream().anyMatch(other -> other.benchmark().equals(figure.benchmark()))) {
            throw new IllegalArgumentException(where + cell[0] + " has another figure of " + figure.benchmark());
        }
        try {
            benchmarks.quality(List.of(figure));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + e.getMessage(), e);
        }
        own.add(figure);
    }
}
