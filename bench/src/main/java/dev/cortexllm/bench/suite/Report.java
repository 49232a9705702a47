package dev.cortexllm.bench.suite;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.cortexllm.bench.load.Wrk;
import dev.cortexllm.bench.program.Files;
import dev.cortexllm.bench.program.ProcFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What came out: the table that people read, and all numbers for those who doubt it. */
public final class Report {
    private static final double GIB = 1024.0 * 1024 * 1024;

    private final String command;
    private final ZonedDateTime at;
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, Map<String, List<Double>>> raw = new LinkedHashMap<>();
    private final Map<String, String> versions = new LinkedHashMap<>();
    private final Map<String, String> missing = new LinkedHashMap<>();
    private final Map<String, String> failed = new LinkedHashMap<>();
    private final Map<String, Duration> took = new LinkedHashMap<>();
    private final double loadBefore = ProcFiles.load();

    /**
     * @param command the command of this run
     * @param at when it runs
     */
    public Report(String command, ZonedDateTime at) {
        this.command = command;
        this.at = at;
    }

    void add(Line line) {
        lines.add(line);
    }

    void raw(String measure, Rounds rounds) {
        raw.put(measure, rounds.all());
    }

    void version(String name, String version) {
        versions.put(name, version);
    }

    void missing(String name, String why) {
        missing.put(name, why);
    }

    void failed(String measure, String why) {
        failed.put(measure, why);
    }

    void took(String measure, Duration time) {
        took.put(measure, time);
    }

    /** How many measures failed, so that lines of them are missing. */
    int failures() {
        return failed.size();
    }

    /** The lines so far. */
    public List<Line> lines() {
        return List.copyOf(lines);
    }

    /** Machine, versions, what is missing, and how long each measure took; a line each. */
    public List<String> machine() {
        List<String> facts = new ArrayList<>();
        facts.add(ProcFiles.processors() + " x " + ProcFiles.processorName());
        facts.add(String.format(Locale.ROOT, "%.0f GiB, Linux %s", ProcFiles.memoryBytes() / GIB, ProcFiles.kernel()));
        facts.add(String.format(Locale.ROOT, "load of the machine before: %.2f", loadBefore));
        versions.forEach((name, version) -> facts.add(name + ": " + version));
        Wrk.version().ifPresent(version -> facts.add("load: " + version));
        missing.forEach((name, why) -> facts.add("missing: " + name + ": " + why));
        failed.forEach((name, why) -> facts.add("failed: " + name + ": " + why));
        facts.add(durations());
        return facts;
    }

    /**
     * Writes the table and the raw numbers.
     *
     * @param folder where; {@code RESULTS.md} and {@code results/raw-<command>.json} are made anew
     */
    public void write(Path folder) {
        StringBuilder text =
                new StringBuilder("# Results\n\n`" + command + "`, " + at.format(DateTimeFormatter.ISO_LOCAL_DATE)
                        + ". Written by the command itself; `docs/benchmarks.md` says how it is measured.\n\n");
        machine().forEach(fact -> text.append("- ").append(fact).append('\n'));
        text.append("\n").append(table());
        Files.write(folder.resolve("RESULTS.md"), text.toString());
        try {
            Files.write(
                    folder.resolve("results/raw-" + name() + ".json"),
                    new ObjectMapper()
                                    .enable(SerializationFeature.INDENT_OUTPUT)
                                    .writeValueAsString(raw) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The table in Markdown. */
    String table() {
        StringBuilder text = new StringBuilder(
                "| measure | ours | reference | its value | ratio | goal | |\n|---|---:|---|---:|---:|---|---|\n");
        lines.forEach(line -> text.append(String.join(
                        " | ",
                        "| " + line.measure(),
                        Line.number(line.ours()) + spread(line),
                        line.reference(),
                        Line.number(line.value()),
                        Line.number(line.ratio()),
                        line.goal().toString(),
                        line.verdict()))
                .append(" |\n"));
        return text.toString();
    }

    private String durations() {
        StringBuilder text = new StringBuilder("took: ");
        took.forEach((name, time) -> text.append(name + " " + time.toSeconds() + " s, "));
        Duration all = took.values().stream().reduce(Duration.ZERO, Duration::plus);
        return text + "in all " + all.toSeconds() + " s";
    }

    private static String spread(Line line) {
        return Double.isNaN(line.spread()) ? "" : String.format(Locale.ROOT, " ±%.0f %%", 100 * line.spread());
    }

    private String name() {
        return command.substring(command.lastIndexOf(' ') + 1);
    }
}
