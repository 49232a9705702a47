package dev.cortexllm.compile;

/**
 * A resource after it was compiled on its own.
 *
 * @param resource the resource
 * @param value its entry; null when it cannot be served as it stands
 * @param findings what is wrong with it
 */
record Draft<S, T>(Resource<S> resource, T value, Findings findings) {

    /** One resource's way to its entry. */
    interface Step<S, T> {
        T compile(Resource<S> resource, Findings findings);
    }

    /**
     * Runs a step. A spec that never met a schema can hold anything, and must not keep the other resources from being
     * served: whatever the step trips over becomes a finding.
     */
    static <S, T> Draft<S, T> of(Resource<S> resource, Step<S, T> step) {
        Findings findings = new Findings(resource.id());
        T value = null;
        if (resource.spec() == null) {
            findings.invalid("spec", "the spec is missing");
        } else {
            try {
                value = step.compile(resource, findings);
            } catch (RuntimeException e) {
                findings.invalid("spec", "the spec cannot be compiled: " + e);
            }
        }
        return new Draft<>(resource, findings.valid() ? value : null, findings);
    }
}
