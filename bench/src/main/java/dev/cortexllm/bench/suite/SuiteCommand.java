package dev.cortexllm.bench.suite;

import dev.cortexllm.bench.program.Files;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the suite. Exits with 1 when a goal is missed or a measure fails. */
abstract class SuiteCommand implements Callable<Integer> {
    private final boolean quick;

    @Parameters(arity = "0..*", paramLabel = "MEASURE", description = "which ones; all when none is named")
    private List<String> only = List.of();

    @Option(
            names = "--out",
            description =
                    "folder that takes RESULTS.md and the raw numbers (default: bench, and nowhere when measures are named)")
    private Path out;

    @Option(names = "--cache", description = "folder that keeps what npm brings (default: ${DEFAULT-VALUE})")
    private Path cache = Path.of("bench", "target", "cache");

    @Spec
    private CommandSpec spec;

    SuiteCommand(boolean quick) {
        this.quick = quick;
    }

    @Override
    public Integer call() {
        PrintWriter print = spec.commandLine().getOut();
        Report report = new Report("./cortex bench " + spec.name(), ZonedDateTime.now(Clock.systemDefaultZone()));
        Path folder = Files.folder(Path.of("bench", "target", "runs").toAbsolutePath(), spec.name());
        try (Lab whole = new Lab(folder, quick, sentence -> say(print, sentence), report)) {
            chosen().forEach(measure -> {
                // From the first one on that asks nobody whom others have asked, those are in the way.
                if (!measure.sharing()) {
                    whole.close();
                }
                run(measure, whole, report);
            });
        }
        report.machine().forEach(print::println);
        if (out != null) {
            report.write(out);
        } else if (only.isEmpty()) {
            report.write(Path.of("bench"));
        }
        long missed = report.lines().stream().filter(line -> !line.reached()).count();
        boolean good = missed == 0 && report.failures() == 0;
        say(
                print,
                good
                        ? "all goals are reached"
                        : missed + " goals are missed, " + report.failures() + " measures failed");
        return good ? 0 : 1;
    }

    private static void run(Measure measure, Lab whole, Report report) {
        long began = System.nanoTime();
        try (Lab lab = whole.room()) {
            lab.say("-- " + measure.name());
            measure.run(lab);
        } catch (RuntimeException e) {
            // What else there is to measure is worth having all the same.
            report.failed(measure.name(), e.toString());
            whole.say("failed: " + measure.name() + ": " + e);
        }
        report.took(measure.name(), Duration.ofNanos(System.nanoTime() - began));
    }

    private List<Measure> chosen() {
        List<Measure> all = measures();
        List<String> names = all.stream().map(Measure::name).toList();
        only.stream().filter(name -> !names.contains(name)).findFirst().ifPresent(unknown -> {
            throw new ParameterException(
                    spec.commandLine(), "there is no measure '" + unknown + "'; there are " + String.join(", ", names));
        });
        return all.stream()
                .filter(measure -> only.isEmpty() || only.contains(measure.name()))
                .toList();
    }

    private static void say(PrintWriter print, String sentence) {
        print.println(sentence);
        print.flush();
    }

    private List<Measure> measures() {
        return List.of(
                new StartUp(),
                new Peak(cache.toAbsolutePath()),
                new AddedLatency(),
                new Footprint(),
                new SharedLimits(),
                new Streaming(),
                new Failover(),
                new Swap(),
                new Decisions(),
                new OperatorCold(),
                new Apply());
    }
}
