package dev.cortexllm.bench.simulation;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plays the thirty points and prints what came of them. Exits with 1 when hybrid does not do what it promises. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Plays a bursty day at 30 points in virtual time: hybrid against its alternatives")
public final class Simulate implements Callable<Integer> {
    @Option(names = "--seconds", defaultValue = "1440", description = "virtual seconds of the day (${DEFAULT-VALUE})")
    private double seconds;

    @Option(names = "--seed", defaultValue = "1", description = "where chance comes from (${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--spill-wait-millis",
            defaultValue = "2000",
            description = "hybrid's spillover.whenQueueWaitExceeds (${DEFAULT-VALUE})")
    private long spillWaitMillis;

    @Option(
            names = "--square",
            description = "all 54 points: also those where all replicas idle, or nearly all of the day cannot fit in")
    private boolean square;

    @Option(names = "--details", description = "also a line for each point and alternative")
    private boolean details;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        World world = World.usual(seconds, seed).spillingFrom(spillWaitMillis);
        List<Verdict> verdicts = verdicts(world, square ? Grid.square() : Grid.points());
        out.println(Tables.summary(verdicts));
        if (details) {
            out.println(Tables.details(verdicts));
        }
        out.println(Affinities.table(world));
        List<String> breaches = breaches(verdicts);
        breaches.forEach(out::println);
        out.println(breaches.isEmpty() ? "all criteria hold at " + verdicts.size() + " points" : "not all hold");
        out.flush();
        return breaches.isEmpty() ? 0 : 1;
    }

    static List<Verdict> verdicts(World world, List<Point> points) {
        double capacity = Point.capacity(world);
        List<Verdict> verdicts = new ArrayList<>();
        for (Point point : points) {
            double load = point.rate() / (point.replicas() * capacity);
            verdicts.add(new Verdict(point, load, world.daySeconds() / 24, point.play(world)));
        }
        return verdicts;
    }

    static List<String> breaches(List<Verdict> verdicts) {
        return verdicts.stream().flatMap(verdict -> verdict.breaches().stream()).toList();
    }
}
