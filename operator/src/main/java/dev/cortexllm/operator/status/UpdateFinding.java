package dev.cortexllm.operator.status;

import dev.cortexllm.api.v1alpha1.Condition;
import java.util.List;

/** Whether this operator would run the engines in another way than they run. */
final class UpdateFinding {
    static final String TYPE = "UpdateAvailable";

    private UpdateFinding() {}

    /** Of a spec that makes no sense nobody knows what would be rendered: what was found before still holds. */
    static Finding unrendered(TemplateFact template, List<Condition> before) {
        return Conditions.previously(before, TYPE).orElseGet(() -> of(template));
    }

    static Finding of(TemplateFact template) {
        if (template.revision() == null) {
            return Finding.unknown(TYPE, Reasons.NO_PODS, "no pod template was applied yet");
        }
        return template.offered() == null
                ? Finding.of(TYPE, false, "UpToDate", "the engines run by the template that this operator renders")
                : Finding.of(
                        TYPE,
                        true,
                        "NewTemplate",
                        "this operator renders the pods in another way (" + template.offered() + ") than they run ("
                                + template.revision()
                                + "); they stay as they are until the spec changes. Annotation cortexllm.dev/apply-update="
                                + template.offered() + " takes the new template, which restarts the engines");
    }
}
