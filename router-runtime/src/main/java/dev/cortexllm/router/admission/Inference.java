package dev.cortexllm.router.admission;

import dev.cortexllm.api.v1alpha1.Capability;
import dev.cortexllm.api.v1alpha1.LatencyClass;
import dev.cortexllm.router.classify.Classification;
import dev.cortexllm.router.classify.Classifier;
import dev.cortexllm.router.classify.Prompt;
import dev.cortexllm.router.route.Needs;
import dev.cortexllm.router.route.RequestFacts;
import dev.cortexllm.router.wire.chat.PromptFacts;
import dev.cortexllm.router.wire.chat.ScannedRequest;
import dev.cortexllm.router.wire.pass.PromptScan;

/** Finds out from a request itself what its caller has not said of it. */
public final class Inference {
    private Inference() {}

    /**
     * Completes what is known of a request.
     *
     * @param facts what its caller says
     * @param open what else its route's rules need, from {@link Needs}
     * @param request the request
     * @param classifier judges the prompt; may be null when neither task nor complexity is open
     * @return the facts, completed
     */
    public static RequestFacts complete(RequestFacts facts, int open, ScannedRequest request, Classifier classifier) {
        PromptFacts prompt = PromptScan.scan(request.body());
        boolean judged = (open & (Needs.TASK | Needs.COMPLEXITY)) != 0;
        Classification found = judged ? classifier.classify(Prompt.of(prompt)) : null;
        int longPrompt = bit(prompt.tokens() > Capability.LONG_CONTEXT_TOKENS, Capability.LONG_CONTEXT);
        return facts.known(
                facts.model(),
                facts.task() == null && judged ? found.task() : facts.task(),
                facts.complexity() == null && judged ? found.complexity() : facts.complexity(),
                facts.latency() == null ? latency(request, prompt) : facts.latency(),
                facts.capabilities() | capabilities(prompt) | longPrompt,
                prompt.tokens());
    }

    private static LatencyClass latency(ScannedRequest request, PromptFacts prompt) {
        if (prompt.unhurried()) {
            return LatencyClass.BATCH;
        }
        return request.stream() ? LatencyClass.INTERACTIVE : LatencyClass.STANDARD;
    }

    private static int capabilities(PromptFacts prompt) {
        return bit(prompt.tools(), Capability.TOOLS)
                | bit(prompt.vision(), Capability.VISION)
                | bit(prompt.jsonSchema(), Capability.JSON_SCHEMA)
                | bit(prompt.reasoning(), Capability.REASONING);
    }

    private static int bit(boolean needed, Capability capability) {
        return needed ? 1 << capability.ordinal() : 0;
    }
}
