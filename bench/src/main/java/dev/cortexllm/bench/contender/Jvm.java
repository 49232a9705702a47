package dev.cortexllm.bench.contender;

import dev.cortexllm.bench.program.Programs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Commands that start a Java program of the bench's class path. */
public final class Jvm {
    /** As {@code ./cortex run} and the image have it: what waits for its turn keeps its compiled code. */
    private static final String KEEPS_CODE = "-XX:-UseCodeCacheFlushing";
    /** How a router is started for one processor: what is measured of it is measured of the bare proxy too. */
    public static final List<String> ROUTER = List.of("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC", KEEPS_CODE);
    /** A thousand streams do not need more. A heap that is larger than what lives in it only makes a process look large. */
    public static final List<String> STREAMS = List.of("-Xms96m", "-Xmx96m", "-XX:+UseSerialGC", KEEPS_CODE);
    /** Room for ten thousand streams; little for garbage, so that what a process grows by is streams. */
    public static final List<String> IDLE_STREAMS = List.of("-Xmx640m", "-Xmn32m", "-XX:+UseSerialGC", KEEPS_CODE);
    /** How load and provider are started: no pause of theirs may look like one of what they measure. */
    public static final List<String> PROVIDER = List.of("-Xms512m", "-Xmx1g", "-XX:+UseSerialGC", "-Xmn384m");

    /**
     * On one processor, which the compiler shares with what it compiles, the speed of a proxy rises for ten to twenty seconds. For longer than
     * this nobody waits.
     */
    static final Duration WARM_UP = Duration.ofSeconds(30);
    /** Until it does not rise by much any more. */
    public static final Duration WARM_ENOUGH = Duration.ofSeconds(10);

    private Jvm() {}

    /**
     * A command.
     *
     * @param main class to start
     * @param options options of the JVM
     * @param arguments arguments
     */
    public static List<String> main(Class<?> main, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Programs.java().toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
