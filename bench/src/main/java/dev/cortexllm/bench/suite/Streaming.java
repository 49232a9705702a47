package dev.cortexllm.bench.suite;

import dev.cortexllm.bench.contender.BareProxy;
import dev.cortexllm.bench.contender.Contender;
import dev.cortexllm.bench.contender.CortexRouter;
import dev.cortexllm.bench.contender.Direct;
import dev.cortexllm.bench.contender.HaProxy;
import dev.cortexllm.bench.contender.Jvm;
import dev.cortexllm.bench.contender.Nginx;
import dev.cortexllm.bench.contender.Running;
import dev.cortexllm.bench.load.Bodies;
import dev.cortexllm.bench.load.Streams;
import dev.cortexllm.bench.load.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A thousand streams of fifty tokens per second, and thousands that stand still. */
final class Streaming implements Measure {
    private static final int STREAMS = 1_000;
    private static final int FEW = 500;
    private static final int FOREVER = 1_000_000;
    private static final int FIRST_AND_NO_MORE = 1;
    private static final Duration BEGINNING = Duration.ofSeconds(30);
    private static final double MICROS = 1e3;
    private static final double MIB = 1024.0 * 1024;
    private static final double KIB = 1024;
    private static final String OURS = "cortex";
    private static final String DIRECT = "direct";

    private final Rounds first = new Rounds();
    private final Rounds gap = new Rounds();
    private final Rounds cpu = new Rounds();
    private final Rounds memory = new Rounds();

    @Override
    public String name() {
        return "streaming";
    }

    @Override
    public void run(Lab lab) {
        List<Contender> contenders = List.of(
                new Direct(),
                new Nginx(),
                new HaProxy(),
                new BareProxy(false, Jvm.STREAMS),
                CortexRouter.passThrough().with(Jvm.STREAMS));
        try (Lab room = lab.room()) {
            Upstream upstream = room.upstream();
            List<Running> running = new ArrayList<>();
            for (Contender contender : contenders.stream()
                    .filter(one -> lab.hasTimeFor(one) && !(lab.quick() && one instanceof BareProxy))
                    .toList()) {
                room.start(contender, upstream).ifPresent(one -> {
                    turn(room, one, warmUp(contender), false);
                    running.add(one);
                });
            }
            for (int round = 0; round < lab.quick(2, 5); round++) {
                running.forEach(one -> turn(room, one, lab.quick(3, 15), true));
            }
        }
        lines(lab);
        idle(lab);
    }

    private static int warmUp(Contender contender) {
        return (int) Math.min(contender.warmUp().toSeconds(), Jvm.WARM_ENOUGH.toSeconds());
    }

    private void turn(Lab lab, Running one, int seconds, boolean counts) {
        try (Streams streams = Streams.open(one.target(Bodies.stream(one.model(), FOREVER)), STREAMS)) {
            begin(lab, one, streams, STREAMS);
            double before = one.child() == null ? 0 : one.child().cpuSeconds();
            Streams.Seen seen = streams.count(seconds);
            double used = one.child() == null ? 0 : one.child().cpuSeconds() - before;
            if (seen.broken() > 0) {
                lab.say(one.name() + ": " + seen.broken() + " of " + STREAMS + " streams broke");
            }
            if (counts) {
                first.add(one.name(), seen.first().getValueAtPercentile(50) / MICROS);
                gap.add(one.name(), seen.tokens().getValueAtPercentile(99) / MICROS);
                if (one.child() != null) {
                    cpu.add(one.name(), used * 1e6 / seen.tokens().getTotalCount());
                    memory.add(one.name(), one.child().residentBytes() / MIB);
                }
            }
        }
    }

    private static void begin(Lab lab, Running one, Streams streams, int count) {
        if (!streams.awaitBegun(count, BEGINNING)) {
            lab.say(one.name() + ": only " + streams.begun() + " of " + count + " streams began");
        }
    }

    private void lines(Lab lab) {
        lab.raw("stream-first-token-us", first);
        lab.raw("stream-gap-p99-us", gap);
        lab.raw("stream-cpu-per-token-us", cpu);
        lab.raw("stream-resident-mib", memory);
        for (String other : List.of("nginx", "haproxy", "vertx")) {
            if (cpu.has(other)) {
                boolean nginx = other.equals("nginx");
                lab.line(line("stream-added-first-token-us", first, first.median(DIRECT), other, Goal.NONE));
                lab.line(line("stream-added-gap-p99-us", gap, gap.median(DIRECT), other, Goal.NONE));
                lab.line(line("stream-cpu-per-token-us", cpu, 0, other, nginx ? Goal.ratioAtMost(2.5) : Goal.NONE));
            }
        }
        lab.line(new Line(
                "stream-resident-mib", memory.median(OURS), "none", Double.NaN, Goal.atMost(256), memory.spread(OURS)));
    }

    private static Line line(String measure, Rounds rounds, double direct, String other, Goal goal) {
        return new Line(
                measure, rounds.median(OURS) - direct, other, rounds.median(other) - direct, goal, rounds.spread(OURS));
    }

    /** As many as the descriptors of a process allow: a proxy needs two for each. */
    private static void idle(Lab lab) {
        int count = lab.quick(4_000, 9_000);
        Rounds each = new Rounds();
        for (Contender contender :
                List.of(new Nginx(), CortexRouter.passThrough().with(Jvm.IDLE_STREAMS))) {
            try (Lab room = lab.room()) {
                Upstream upstream = room.upstream();
                room.start(contender, upstream).ifPresent(one -> each.add(one.name(), memory(room, one, count)));
            }
        }
        lab.raw("idle-stream-kib", each);
        lab.line(new Line(
                "idle-stream-kib", each.median(OURS), "nginx", each.median("nginx"), Goal.atMost(64), Double.NaN));
    }

    private static double memory(Lab lab, Running one, int count) {
        Target target = one.target(Bodies.stream(one.model(), FIRST_AND_NO_MORE));
        try (Streams few = Streams.open(target, FEW)) {
            begin(lab, one, few, FEW);
        }
        long before = one.child().residentBytes();
        try (Streams streams = Streams.open(target, count)) {
            begin(lab, one, streams, count);
            return (one.child().residentBytes() - before) / KIB / count;
        }
    }
}
