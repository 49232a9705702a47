package dev.cortexllm.router.engine;

import dev.cortexllm.router.engine.MetricNames.Engine;
import dev.cortexllm.router.engine.MetricNames.Quantity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the metrics page of a serving engine (Prometheus text), whichever engine and version it is: what it is shows in the
 * names on it. Series of one name are added up, over data-parallel engines for example, except where labels say that they
 * tell of the same requests once more. Safe for any thread.
 */
public final class EngineMetrics {
    /** What a quoted page begins with: llama.cpp's builds 7010 to 7103 send theirs as a JSON string (issue 17384). */
    private static final String QUOTED = "\"# ";

    private final MetricNames names;

    private EngineMetrics(MetricNames names) {
        this.names = names;
    }

    /** A reader of every engine in the bundled table. */
    public static EngineMetrics bundled() {
        return new EngineMetrics(MetricNames.bundled());
    }

    /**
     * Reads a page.
     *
     * @param text the page
     * @return the sample, or empty when the page has no engine's queue on it
     */
    public Optional<EngineSample> read(String text) {
        Map<String, Map<String, Double>> series = new HashMap<>();
        String page =
                text.startsWith(QUOTED) ? text.substring(1).replace("\\n", "\n").replace("\\\"", "\"") : text;
        page.lines().forEach(line -> add(line, series));
        for (Engine engine : names.engines()) {
            Double running = first(series, engine.of(Quantity.RUNNING), "");
            Double waiting = first(series, engine.of(Quantity.WAITING), "");
            if (running != null && waiting != null) {
                return Optional.of(sample(engine, running, waiting, series));
            }
        }
        return Optional.empty();
    }

    private static EngineSample sample(
            Engine engine, double running, double waiting, Map<String, Map<String, Double>> series) {
        Double paused = first(series, engine.of(Quantity.PAUSED), "");
        Double latency = first(series, engine.of(Quantity.LATENCY), "_sum");
        Double finished = first(series, engine.of(Quantity.LATENCY), "_count");
        Double queued = first(series, engine.of(Quantity.QUEUED), "_sum");
        return new EngineSample(
                running,
                waiting + (paused == null ? 0 : paused),
                finished == null ? Double.NaN : finished,
                latency == null || queued == null ? Double.NaN : Math.max(0, latency - queued));
    }

    /** The sum of the first name that is there; null when none is. */
    private static Double first(Map<String, Map<String, Double>> series, List<String> names, String suffix) {
        for (String name : names) {
            Map<String, Double> found = series.get(name + suffix);
            if (found != null) {
                return found.values().stream().mapToDouble(Double::doubleValue).sum();
            }
        }
        return null;
    }

    /** Notes one series; comments, histogram buckets and what is not a finite number are passed over. */
    private void add(String line, Map<String, Map<String, Double>> series) {
        int brace = line.indexOf('{');
        int blank = line.indexOf(' ');
        int end = brace >= 0 && (blank < 0 || brace < blank) ? brace : blank;
        Engine engine = end <= 0 ? null : names.engineOf(line.substring(0, end));
        if (engine == null) {
            return;
        }
        int close = end == brace ? line.lastIndexOf('}') : end - 1;
        if (close < 0) {
            return;
        }
        String labels = end == brace ? labels(line.substring(brace + 1, close), engine.copies()) : "";
        String value = line.substring(close + 1).strip().split("\\s+", 2)[0];
        try {
            double number = Double.parseDouble(value);
            if (Double.isFinite(number)) {
                series.computeIfAbsent(line.substring(0, end), name -> new HashMap<>())
                        .merge(labels, number, Math::max);
            }
        } catch (NumberFormatException e) {
            // Not a number at all: that page says nothing of this series.
        }
    }

    /** The labels without some of them; values may hold commas and braces, in quotes. */
    private static String labels(String all, Set<String> without) {
        if (without.isEmpty()) {
            return all;
        }
        StringBuilder kept = new StringBuilder();
        int from = 0;
        boolean inside = false;
        for (int at = 0; at <= all.length(); at++) {
            boolean over = at == all.length() || !inside && all.charAt(at) == ',';
            if (over) {
                String label = all.substring(from, at).strip();
                int equals = label.indexOf('=');
                if (equals > 0 && !without.contains(label.substring(0, equals))) {
                    kept.append(label).append(',');
                }
                from = at + 1;
            } else if (all.charAt(at) == '\\') {
                at++;
            } else if (all.charAt(at) == '"') {
                inside = !inside;
            }
        }
        return kept.toString();
    }
}
