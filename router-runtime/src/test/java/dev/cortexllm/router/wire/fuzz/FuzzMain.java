package dev.cortexllm.router.wire.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What Jazzer's driver calls; the system property {@value #TARGETS} says which targets. Each of them judges every input: what
 * was written for one is as hostile to another as anything.
 */
public final class FuzzMain {
    /** Names of {@link FuzzTarget}s, with commas between. */
    static final String TARGETS = "fuzz.targets";

    /** Names the folder of known inputs. */
    static final String CORPUS = "fuzz.corpus";

    private static final Map<FuzzTarget, FuzzTarget.Oracle> CHOSEN = chosen();

    private FuzzMain() {}

    /**
     * Called once, before the time of fuzzing begins: the known inputs load and instrument the classes that it is about.
     *
     * @throws Throwable a finding
     */
    public static void fuzzerInitialize() throws Throwable {
        try (Stream<Path> inputs = Files.list(Path.of(System.getProperty(CORPUS)))) {
            for (Path input : inputs.sorted().toList()) {
                judge(Files.readAllBytes(input));
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
        judge(data);
    }

    private static Map<FuzzTarget, FuzzTarget.Oracle> chosen() {
        Map<FuzzTarget, FuzzTarget.Oracle> oracles = new EnumMap<>(FuzzTarget.class);
        for (String name : System.getProperty(TARGETS).split(",")) {
            FuzzTarget target = FuzzTarget.valueOf(name);
            oracles.put(target, target.oracle());
        }
        return oracles;
    }

    private static void judge(byte[] data) {
        CHOSEN.forEach((target, oracle) -> {
            try {
                oracle.judge(data);
            } catch (Throwable finding) {
                throw new AssertionError(target + ": " + finding, finding);
            }
        });
    }
}
