package dev.cortexllm.bench.suite;

import dev.cortexllm.bench.contender.BareProxy;
import dev.cortexllm.bench.contender.Contender;
import dev.cortexllm.bench.contender.CortexRouter;
import dev.cortexllm.bench.contender.Direct;
import dev.cortexllm.bench.contender.HaProxy;
import dev.cortexllm.bench.contender.Nginx;
import dev.cortexllm.bench.contender.Portkey;
import dev.cortexllm.bench.contender.Running;
import dev.cortexllm.bench.load.Bodies;
import dev.cortexllm.bench.load.Wrk;
import dev.cortexllm.bench.program.Compiler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The most requests per second that one event loop, worker or thread answers. */
final class Peak implements Measure {
    private static final int CONNECTIONS = 64;
    private static final int MOST_COMPILING = 12;
    private static final int RESTING = 2;

    private static final String OURS = "cortex";
    private static final String TRANSLATING = "cortex-translate";
    private static final String PLAIN = "vertx";

    private final Path cache;

    Peak(Path cache) {
        this.cache = cache;
    }

    @Override
    public String name() {
        return "peak";
    }

    @Override
    public boolean sharing() {
        return true;
    }

    @Override
    public void run(Lab lab) {
        List<Contender> contenders = List.of(
                new Direct(),
                new Nginx(),
                new HaProxy(),
                new BareProxy(false),
                new BareProxy(true),
                CortexRouter.passThrough(),
                CortexRouter.translating(),
                // Last, so that what it goes on with when nobody waits any more falls into direct's turn: 64
                // requests are a tenth of the next one's second.
                new Portkey(cache));
        List<Running> running =
                contenders.stream().map(lab::warm).flatMap(Optional::stream).toList();
        sizes().forEach(kib -> {
            List<Running> asked = running.stream()
                    .filter(one -> kib == 1 || hasTimeForLarge(lab, one.name()))
                    .toList();
            if (kib > 1) {
                compile(lab, asked, kib);
            }
            lines(
                    lab,
                    kib,
                    Rounds.play(lab.quick(5, 7), asked, Running::name, one -> turn(lab, one, kib, lab.quick(1, 10))));
        });
    }

    /** Nobody is measured against the plain bare proxy with large bodies, and it is on nobody's way. */
    private static boolean hasTimeForLarge(Lab lab, String contender) {
        return lab.hasTimeFor(contender) && !(lab.quick() && contender.equals(PLAIN));
    }

    /** Not counted: a JVM has yet to compile what large bodies need, for which it takes a third of the processor. */
    private static void compile(Lab lab, List<Running> asked, int kib) {
        Map<Running, Compiler> busy = new LinkedHashMap<>();
        asked.forEach(one -> Compiler.of(one.child(), RESTING).ifPresent(compiler -> busy.put(one, compiler)));
        for (int turn = 0; turn < MOST_COMPILING && !busy.isEmpty(); turn++) {
            busy.entrySet().removeIf(one -> {
                turn(lab, one.getKey(), kib, 1);
                return one.getValue().rests();
            });
        }
        busy.keySet().forEach(one -> lab.say(one.name() + " still compiles for bodies of " + kib + " KiB"));
    }

    private static Stream<Integer> sizes() {
        return Stream.of(1, 32);
    }

    private static double turn(Lab lab, Running one, int kib, int seconds) {
        Wrk.Peak peak = lab.wrk()
                .run(one.target(Bodies.chat(one.model(), kib * 1024)), CONNECTIONS, Duration.ofSeconds(seconds));
        if (peak.failed() > 0) {
            lab.say(one.name() + ": " + peak.failed() + " requests failed at full speed");
        }
        return peak.perSecond();
    }

    private static void lines(Lab lab, int kib, Rounds rounds) {
        String size = kib + "k-rps";
        lab.raw("peak-" + size, rounds);
        double ours = rounds.median(OURS);
        double spread = rounds.spread(OURS);
        List<Against> all = List.of(
                new Against("vertx-scan", Goal.ratioAtLeast(0.75)),
                new Against("nginx", Goal.ratioAtLeast(0.45)),
                new Against("portkey", Goal.ratioAtLeast(20)),
                new Against(PLAIN, Goal.NONE),
                new Against("haproxy", Goal.NONE),
                new Against("direct", Goal.NONE));
        all.stream()
                .filter(against -> rounds.has(against.name()))
                .forEach(against -> lab.line(new Line(
                        "peak-pass-" + size,
                        ours,
                        against.name(),
                        rounds.median(against.name()),
                        against.goal(),
                        spread)));
        lab.line(new Line(
                "peak-translate-" + size,
                rounds.median(TRANSLATING),
                OURS,
                ours,
                Goal.ratioAtLeast(0.5),
                rounds.spread(TRANSLATING)));
    }

    private record Against(String name, Goal goal) {}
}
