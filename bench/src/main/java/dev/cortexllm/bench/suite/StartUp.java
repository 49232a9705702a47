package dev.cortexllm.bench.suite;

import dev.cortexllm.bench.contender.CortexRouter;
import dev.cortexllm.bench.contender.EmptyServerMain;
import dev.cortexllm.bench.contender.Jvm;
import dev.cortexllm.bench.contender.Running;
import dev.cortexllm.bench.load.Bodies;
import dev.cortexllm.bench.load.FixedRate;
import dev.cortexllm.bench.load.Outcome;
import dev.cortexllm.bench.load.Target;
import dev.cortexllm.bench.program.Child;
import dev.cortexllm.bench.program.Files;
import dev.cortexllm.bench.program.Ports;
import dev.cortexllm.bench.program.Processor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * From the start of the process to its first answer, each with an archive of the classes of such a start, as {@code ./cortex run} keeps one for
 * the router; and the memory it then has.
 */
final class StartUp implements Measure {
    private static final String OURS = "cortex";
    private static final String EMPTY = "vertx-empty";
    private static final double MILLIS = 1e6;
    private static final double MIB = 1024.0 * 1024;

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public void run(Lab lab) {
        Upstream upstream = lab.upstream();
        Path archives = Files.folder(lab.folder(), "archives");
        Rounds rounds = new Rounds();
        Rounds idle = new Rounds();
        // The first start of each writes its archive.
        for (int round = -1; round < lab.quick(3, 15); round++) {
            double ours = router(lab, upstream, archives.resolve("router.jsa"), round < 0, idle);
            double empty = empty(lab, archives.resolve("empty.jsa"), round < 0);
            written(archives.resolve("router.jsa"));
            written(archives.resolve("empty.jsa"));
            if (round >= 0) {
                rounds.add(OURS, ours);
                rounds.add(EMPTY, empty);
            }
        }
        lab.raw("startup-ms", rounds);
        lab.line(new Line(
                "startup-ms",
                rounds.median(OURS),
                EMPTY,
                rounds.median(EMPTY),
                Goal.ratioAtMost(1.5),
                rounds.spread(OURS)));
        lab.line(new Line("resident-idle-mib", idle.median(OURS), "none", Double.NaN, Goal.NONE, idle.spread(OURS)));
    }

    private static double router(Lab lab, Upstream upstream, Path archive, boolean first, Rounds idle) {
        long start = System.nanoTime();
        try (Running running = CortexRouter.passThrough()
                .start(new int[] {upstream.port()}, Files.folder(lab.folder(), "start"), options(archive, first))) {
            answered(running.target(Bodies.chat(running.model(), 1024)));
            double millis = (System.nanoTime() - start) / MILLIS;
            idle.add(OURS, running.child().residentBytes() / MIB);
            return millis;
        }
    }

    private static double empty(Lab lab, Path archive, boolean first) {
        int port = Ports.free();
        long start = System.nanoTime();
        try (Child child = Child.start(
                        Jvm.main(EmptyServerMain.class, options(archive, first), Integer.toString(port)),
                        Processor.MEASURED,
                        lab.folder().resolve("empty.log"))
                .awaitPort(port)) {
            answered(new Target(port, "/", Map.of(), "{}"));
            return (System.nanoTime() - start) / MILLIS;
        }
    }

    private static List<String> options(Path archive, boolean first) {
        List<String> options = new ArrayList<>(Jvm.ROUTER);
        options.add((first ? "-XX:ArchiveClassesAtExit=" : "-XX:SharedArchiveFile=") + archive);
        options.add("-Xlog:cds=off");
        options.add("-Xlog:cds+dynamic=off");
        return options;
    }

    /** Without an archive the JVM starts all the same, and something else would be measured. */
    private static void written(Path archive) {
        if (!archive.toFile().isFile()) {
            throw new IllegalStateException("no class data archive was written: " + archive);
        }
    }

    /** The port may be open before there is something to serve: asks until there is an answer. */
    private static void answered(Target target) {
        for (int i = 0; i < 1_000; i++) {
            Outcome outcome = FixedRate.run(target, 1_000, 1, Duration.ZERO, Duration.ofMillis(1));
            if (outcome.done() > 0) {
                return;
            }
        }
        throw new IllegalStateException("no answer at port " + target.port());
    }
}
