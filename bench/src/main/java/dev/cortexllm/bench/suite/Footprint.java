package dev.cortexllm.bench.suite;

import dev.cortexllm.bench.contender.BareProxy;
import dev.cortexllm.bench.contender.CortexRouter;
import dev.cortexllm.bench.contender.Running;
import dev.cortexllm.bench.load.Bodies;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** What the router takes of a machine: memory after as many requests as it answers, and the images as they have been built. */
final class Footprint implements Measure {
    private static final int CONNECTIONS = 64;
    private static final double MIB = 1024.0 * 1024;
    private static final Path IMAGES = Path.of("images", "target");

    @Override
    public String name() {
        return "footprint";
    }

    @Override
    public boolean sharing() {
        return true;
    }

    @Override
    public void run(Lab lab) {
        memory(lab);
        image(lab, "router");
        image(lab, "operator");
    }

    private static void memory(Lab lab) {
        Rounds loaded = new Rounds();
        Stream.of(new BareProxy(true), CortexRouter.passThrough())
                .map(lab::warm)
                .flatMap(Optional::stream)
                .forEach(one -> {
                    ask(lab, one, 1);
                    ask(lab, one, 32);
                    loaded.add(one.name(), one.child().residentBytes() / MIB);
                });
        lab.raw("resident-loaded-mib", loaded);
        lab.line(new Line(
                "resident-loaded-mib",
                loaded.median("cortex"),
                "vertx-scan",
                loaded.median("vertx-scan"),
                Goal.NONE,
                Double.NaN));
    }

    private static void ask(Lab lab, Running one, int kib) {
        lab.wrk()
                .run(
                        one.target(Bodies.chat(one.model(), kib * 1024)),
                        CONNECTIONS,
                        Duration.ofSeconds(lab.quick(2, 10)));
    }

    private static void image(Lab lab, String program) {
        Path tar = IMAGES.resolve("cortex-" + program + ".tar");
        long bytes = tar.toFile().length();
        if (bytes == 0) {
            lab.missing("image of the " + program, "./cortex images has not built " + tar);
            return;
        }
        lab.line(new Line("image-" + program + "-mib", bytes / MIB, "none", Double.NaN, Goal.NONE, Double.NaN));
    }
}
