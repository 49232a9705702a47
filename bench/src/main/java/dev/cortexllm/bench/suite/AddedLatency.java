package dev.cortexllm.bench.suite;

import dev.cortexllm.bench.contender.BareProxy;
import dev.cortexllm.bench.contender.Contender;
import dev.cortexllm.bench.contender.CortexRouter;
import dev.cortexllm.bench.contender.Direct;
import dev.cortexllm.bench.contender.HaProxy;
import dev.cortexllm.bench.contender.Nginx;
import dev.cortexllm.bench.contender.Running;
import dev.cortexllm.bench.load.Bodies;
import dev.cortexllm.bench.load.KeptConnections;
import dev.cortexllm.bench.load.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What stands in between adds to the latency at a fixed rate: its percentile less the same one of asking directly. */
final class AddedLatency implements Measure {
    private static final int CONNECTIONS = 64;
    private static final int HIGH = 3_000;
    private static final int LOW = 1_000;
    private static final List<Double> PERCENTILES = List.of(50.0, 99.0, 99.9);
    private static final Duration WARM_UP = Duration.ofMillis(100);
    private static final String OURS = "cortex";
    private static final String DIRECT = "direct";

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public boolean sharing() {
        return true;
    }

    @Override
    public void run(Lab lab) {
        List<Contender> contenders =
                List.of(new Direct(), new Nginx(), new HaProxy(), new BareProxy(true), CortexRouter.passThrough());
        List<Running> running = contenders.stream()
                .filter(lab::hasTimeFor)
                .map(lab::warm)
                .flatMap(Optional::stream)
                .toList();
        List<Asked> asked = new ArrayList<>();
        try {
            running.forEach(one -> asked.add(Asked.open(one)));
            // Not counted: who was asked at full speed compiles anew for a steady rate, which is a hundredth of
            // the time at first.
            for (int round = 0; round < 3; round++) {
                asked.forEach(one -> one.ask(lab, HIGH, turn(lab, HIGH)));
            }
            // Short turns and many of them: what the machine does besides spoils some that follow one another, and less
            // than half of all may be spoilt.
            at(lab, asked, HIGH, lab.quick(25, 13));
            at(lab, asked, LOW, lab.quick(3, 7));
        } finally {
            asked.forEach(Asked::close);
        }
    }

    /** At the low rate there are too few requests in a shorter one. */
    private static Duration turn(Lab lab, int rate) {
        return Duration.ofMillis(lab.quick(rate == HIGH ? 350 : 700, 10_000));
    }

    private static void at(Lab lab, List<Asked> asked, int rate, int count) {
        Rounds[] rounds = new Rounds[PERCENTILES.size()];
        for (int i = 0; i < rounds.length; i++) {
            rounds[i] = new Rounds();
        }
        for (int round = 0; round < count; round++) {
            for (Asked one : asked) {
                Outcome outcome = one.ask(lab, rate, turn(lab, rate));
                for (int i = 0; i < rounds.length; i++) {
                    rounds[i].add(one.name(), outcome.micros(PERCENTILES.get(i)));
                }
            }
        }
        for (int i = 0; i < rounds.length; i++) {
            lines(lab, "p" + Line.number(PERCENTILES.get(i)).replaceAll("\\.0+$", ""), rate, rounds[i]);
        }
    }

    /** One that is asked over the same connections in all its turns. */
    private record Asked(String name, KeptConnections connections) {
        static Asked open(Running one) {
            return new Asked(one.name(), KeptConnections.open(one.target(Bodies.chat(one.model(), 1024)), CONNECTIONS));
        }

        Outcome ask(Lab lab, int rate, Duration turn) {
            lab.tidy();
            Outcome outcome = connections.ask(rate, WARM_UP, turn);
            if (outcome.done() == 0) {
                throw new IllegalStateException(name + " answers no more");
            }
            if (outcome.failed() > 0) {
                lab.say(name + ": " + outcome.failed() + " requests failed at " + rate + " per second");
            }
            return outcome;
        }

        void close() {
            connections.close();
        }
    }

    private static void lines(Lab lab, String percentile, int rate, Rounds rounds) {
        String measure = "added-" + percentile + "-at-" + rate + "-us";
        lab.raw(measure, rounds);
        double direct = rounds.median(DIRECT);
        double ours = rounds.median(OURS) - direct;
        for (String other : List.of("nginx", "haproxy", "vertx-scan")) {
            if (rounds.has(other)) {
                boolean bound = percentile.equals("p99") && rate == HIGH && other.equals("nginx");
                lab.line(new Line(
                        measure,
                        ours,
                        other,
                        rounds.median(other) - direct,
                        bound ? Goal.ratioAtMost(2) : Goal.NONE,
                        rounds.spread(OURS)));
            }
        }
    }
}
