package dev.cortexllm.bench.suite;

import dev.cortexllm.bench.contender.Contender;
import dev.cortexllm.bench.contender.Running;
import dev.cortexllm.bench.load.Bodies;
import dev.cortexllm.bench.load.Wrk;
import dev.cortexllm.bench.program.Compiler;
import dev.cortexllm.bench.program.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Where measures are taken: the simulated provider, contenders, files, and how long there is. */
public final class Lab implements AutoCloseable {
    private static final int WARMING = 64;
    /** Seconds with little to compile, one after another, in which nothing is left that would make a JVM faster. */
    private static final int RESTING = 3;

    private final Path folder;
    private final boolean quick;
    private final Consumer<String> say;
    private final Report report;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Wrk wrk;
    /** Those that several measures ask, by name; they are the whole run's, not one measure's. */
    private final Map<String, Optional<Running>> warm = new HashMap<>();

    private final Lab whole;
    private Upstream shared;
    private Crowd crowd;

    /**
     * The place of a whole run.
     *
     * @param folder for files of this run
     * @param quick whether there are ten minutes only
     * @param say takes what is going on, for the person in front
     * @param report takes what comes out
     */
    public Lab(Path folder, boolean quick, Consumer<String> say, Report report) {
        this.folder = folder;
        this.quick = quick;
        this.say = say;
        this.report = report;
        this.wrk = new Wrk(folder);
        this.whole = this;
    }

    private Lab(Lab whole) {
        this.folder = whole.folder;
        this.quick = whole.quick;
        this.say = whole.say;
        this.report = whole.report;
        this.wrk = whole.wrk;
        this.whole = whole;
    }

    /** Whether there are ten minutes only. */
    public boolean quick() {
        return quick;
    }

    /** One of two numbers: the first with ten minutes, else the second. */
    public int quick(int little, int much) {
        return quick ? little : much;
    }

    /**
     * Whether there is time for a contender beyond the peak: HAProxy, and with streams the bare proxy, are left to those who have more
     * than ten minutes.
     */
    public boolean hasTimeFor(Contender contender) {
        return hasTimeFor(contender.name());
    }

    boolean hasTimeFor(String contender) {
        return !quick || !contender.equals("haproxy");
    }

    /** Takes a line. */
    public void line(Line line) {
        report.add(line);
        say.accept(line.toString());
    }

    /** Takes the values of all rounds. */
    public void raw(String measure, Rounds rounds) {
        report.raw(measure, rounds);
    }

    /** Says what is going on. */
    public void say(String sentence) {
        say.accept(sentence);
    }

    /** Asks at full speed. */
    public Wrk wrk() {
        return wrk;
    }

    /** Folder for files of this run. */
    public Path folder() {
        return folder;
    }

    /** Starts a simulated provider; it is stopped at the end. */
    public Upstream upstream() {
        return coming().await();
    }

    /** The same without waiting for it: it starts on another processor than what stands before it. */
    Upstream coming() {
        Upstream upstream = Upstream.start(folder);
        open.add(upstream.child());
        return upstream;
    }

    /**
     * Starts a contender; it is stopped at the end.
     *
     * @return empty when the machine lacks what it needs, which is said
     */
    public Optional<Running> start(Contender contender, Upstream... upstreams) {
        Optional<String> missing = contender.missing();
        if (missing.isPresent()) {
            missing(contender.name(), missing.get());
            return Optional.empty();
        }
        report.version(contender.name(), contender.version());
        int[] ports = new int[upstreams.length];
        for (int i = 0; i < ports.length; i++) {
            ports[i] = upstreams[i].port();
        }
        Running running = contender.start(ports, Files.folder(folder, contender.name()));
        open.add(running);
        return Optional.of(running);
    }

    /**
     * A contender that is as fast as it gets, in front of one provider for all of them. Measures share it: it runs until the whole
     * run's place is closed.
     *
     * @return empty when the machine lacks what it needs, which is said
     */
    public Optional<Running> warm(Contender contender) {
        return whole.warm.computeIfAbsent(contender.name(), name -> whole.startWarm(contender, whole.sharedUpstream()));
    }

    private Upstream sharedUpstream() {
        shared = shared == null ? upstream() : shared;
        return shared;
    }

    /**
     * Load and shared provider collect their garbage. A collection takes either of them up to twenty milliseconds; left to themselves they
     * would count against whoever is asked just then, and as each turn leaves the same behind, it would be the same one in every run.
     */
    void tidy() {
        System.gc();
        whole.sharedUpstream().collect();
    }

    /** An operator among many resources, a hundred policies where there are ten minutes only; it too is the whole run's. */
    Crowd crowd() {
        return whole.startCrowd();
    }

    private Crowd startCrowd() {
        if (crowd == null) {
            crowd = Crowd.start(
                    Files.folder(folder, "crowd"),
                    quick(100, 1_000),
                    sharedUpstream().port());
            open.add(crowd);
        }
        return crowd;
    }

    /** Takes note of something that this machine lacks. */
    public void missing(String what, String why) {
        say("missing: " + what + ": " + why);
        report.missing(what, why);
    }

    /**
     * Starts a contender and asks it at full speed for as long as it needs to be as fast as it gets: a JVM until its compiler has come to
     * rest. It is asked in turns, as it will be when it counts: code that has seen connections come only once is thrown away when they come
     * again, and made anew for seconds.
     *
     * @return empty when the machine lacks what it needs, which is said
     */
    public Optional<Running> startWarm(Contender contender, Upstream... upstreams) {
        Optional<Running> running = start(contender, upstreams);
        running.ifPresent(one -> warm(one, contender.warmUp().toSeconds()));
        return running;
    }

    private void warm(Running one, long most) {
        Optional<Compiler> compiler = Compiler.of(one.child(), RESTING);
        boolean rests = false;
        long turns = 0;
        for (; turns < most && !rests; turns++) {
            wrk.run(one.target(Bodies.chat(one.model(), 1024)), WARMING, Duration.ofSeconds(1));
            rests = compiler.isPresent() && compiler.get().rests();
        }
        if (compiler.isPresent()) {
            say(one.name() + (rests ? " has compiled what it needs" : " still compiles") + " after " + turns + " s");
        }
    }

    /** Something to be closed at the end. */
    public void closeLater(AutoCloseable thing) {
        open.add(thing);
    }

    /** A place of its own, whose processes end with it. */
    public Lab room() {
        return new Lab(whole);
    }

    @Override
    public void close() {
        for (int i = open.size() - 1; i >= 0; i--) {
            try {
                open.get(i).close();
            } catch (Exception e) {
                say("could not be stopped: " + e);
            }
        }
        open.clear();
        warm.clear();
        shared = null;
        crowd = null;
    }
}
