package dev.cortexllm.router.wire.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What Jazzer's driver calls; the system property {@value #TARGET} says which target. */
public final class FuzzMain {
    /** Names a {@link FuzzTarget}. */
    static final String TARGET = "fuzz.target";

    /** Names the folder of known inputs. */
    static final String CORPUS = "fuzz.corpus";

    private static final FuzzTarget.Oracle CHOSEN =
            FuzzTarget.valueOf(System.getProperty(TARGET)).oracle();

    private FuzzMain() {}

    /**
     * Called once, before the time of fuzzing begins: the known inputs load and instrument the classes that it is about.
     *
     * @throws Throwable a finding
     */
    public static void fuzzerInitialize() throws Throwable {
        try (Stream<Path> inputs = Files.list(Path.of(System.getProperty(CORPUS)))) {
            for (Path input : inputs.sorted().toList()) {
                CHOSEN.judge(Files.readAllBytes(input));
            }
        }
    }

    /**
     * Called for every input.
     *
     * @param data the input
     * @throws Throwable a finding
     */
    public static void fuzzerTestOneInput(byte[] data) throws Throwable {
        CHOSEN.judge(data);
    }
}
