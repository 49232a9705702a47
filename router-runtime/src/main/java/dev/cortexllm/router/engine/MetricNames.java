package dev.cortexllm.router.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the metrics of serving engines are called, read from {@code metric-names.csv}: a row for each engine, quantity and
 * name, with the versions that use it and where that is written.
 */
final class MetricNames {
    private static final String FILE = "metric-names.csv";
    private static final int COLUMNS = 5;

    /** What is read of an engine. */
    enum Quantity {
        /** Requests being worked on. */
        RUNNING,
        /** Requests in the queue. */
        WAITING,
        /** Requests that were begun and put back. */
        PAUSED,
        /** Histogram of whole requests. */
        LATENCY,
        /** Histogram of their time in the queue. */
        QUEUED
    }

    /**
     * What an engine calls its metrics.
     *
     * @param name the engine's
     * @param names of each quantity, newer ones first
     * @param copies labels by which the same requests are told more than once
     */
    record Engine(String name, Map<Quantity, List<String>> names, Set<String> copies) {
        List<String> of(Quantity quantity) {
            return names.getOrDefault(quantity, List.of());
        }
    }

    private final List<Engine> engines;
    /** By every name that a line of a page may begin with. */
    private final Map<String, Engine> byName = new HashMap<>();

    private MetricNames(List<Engine> engines) {
        this.engines = engines;
        for (Engine engine : engines) {
            engine.names()
                    .forEach((quantity, names) -> names.forEach(name -> {
                        if (quantity == Quantity.LATENCY || quantity == Quantity.QUEUED) {
                            byName.put(name + "_sum", engine);
                            byName.put(name + "_count", engine);
                        } else {
                            byName.put(name, engine);
                        }
                    }));
        }
    }

    /** Reads the table that comes with the router. */
    static MetricNames bundled() {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(MetricNames.class.getResourceAsStream(FILE), StandardCharsets.UTF_8))) {
            Map<String, Engine> engines = new LinkedHashMap<>();
            in.lines().filter(line -> !line.isEmpty() && !line.startsWith("#")).forEach(line -> {
                String[] row = line.split(";");
                if (row.length != COLUMNS) {
                    throw new IllegalStateException(FILE + " has no " + COLUMNS + " columns in: " + line);
                }
                Engine engine = engines.computeIfAbsent(
                        row[0], name -> new Engine(name, new EnumMap<>(Quantity.class), new HashSet<>()));
                if (row[1].equals("copies")) {
                    engine.copies().add(row[2]);
                } else {
                    engine.names()
                            .computeIfAbsent(Quantity.valueOf(row[1].toUpperCase(Locale.ROOT)), q -> new ArrayList<>())
                            .add(row[2]);
                }
            });
            return new MetricNames(List.copyOf(engines.values()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of them, in the order of the table. */
    List<Engine> engines() {
        return Collections.unmodifiableList(engines);
    }

    /** Whose metric that is; null when it is none that is read. */
    Engine engineOf(String name) {
        return byName.get(name);
    }
}
