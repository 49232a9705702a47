package dev.cortexllm.operator.status;

/** Why no replica runs, where none is wanted. */
final class ScalingFinding {
    private ScalingFinding() {}

    /**
     * @param type type of the finding
     * @param facts what is known
     * @return true where having none is as it should be
     */
    static Finding none(String type, ScalingFacts facts) {
        if (facts.suspended()) {
            return Finding.of(
                    type, false, Reasons.SUSPENDED, "spec.suspend is true: no engine runs, and nobody is sent to it");
        }
        return facts.sleeps()
                ? Finding.of(
                        type,
                        true,
                        Reasons.SCALED_TO_ZERO,
                        "nobody asks: no engine runs, and the next request starts one")
                : Finding.of(type, false, Reasons.SCALED_TO_ZERO, "replicas is 0: no engine runs");
    }
}
