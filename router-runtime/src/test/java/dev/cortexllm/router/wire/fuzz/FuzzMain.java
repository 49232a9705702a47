package dev.cortexllm.router.wire.fuzz;

/** What Jazzer's driver calls; the system property {@value #TARGET} says which target. */
public final class FuzzMain {
    /** Names a {@link FuzzTarget}. */
    static final String TARGET = "fuzz.target";

    private static final FuzzTarget.Oracle CHOSEN =
            FuzzTarget.valueOf(System.getProperty(TARGET)).oracle();

    private FuzzMain() {}

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
