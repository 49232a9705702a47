package dev.cortexllm.operator.status;

/**
 * Which pod template a workload has.
 *
 * @param revision its hash; null: there is no workload
 * @param offered hash of the template that this operator would render; null: the same
 */
public record TemplateFact(String revision, String offered) {
    /** Annotation of a workload with the hash of its template. */
    public static final String REVISION = "cortexllm.dev/template-revision";
}
