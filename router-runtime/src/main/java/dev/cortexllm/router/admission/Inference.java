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
     * What was found out.
     *
     * @param facts all that is known of the request now
     * @param found what the classifier made of its prompt; null when it was not asked
     * @param capabilities what the request shows that it needs of a model, as bits
     */
    public record Inferred(RequestFacts facts, Classification found, int capabilities) {}

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
        return infer(facts, open, request, classifier).facts();
    }

    /**
     * The same, with what it rests on.
     *
     * @param facts what its caller says
     * @param open what else its route's rules need, from {@link Needs}
     * @param request the request
     * @param classifier judges the prompt; may be null when neither task nor complexity is open
     * @return what was found out
     */
    public static Inferred infer(RequestFacts facts, int open, ScannedRequest request, Classifier classifier) {
        PromptFacts prompt = PromptScan.scan(request.body());
        boolean judged = (open & (Needs.TASK | Needs.COMPLEXITY)) != 0;
        Classification found = judged ? classifier.classify(Prompt.of(prompt)) : null;
        int shown =
                capabilities(prompt) | bit(prompt.tokens() > Capability.LONG_CONTEXT_TOKENS, Capability.LONG_CONTEXT);
        RequestFacts known = facts.known(
                facts.model(),
                facts.task() == null && judged ? found.task() : facts.task(),
                facts.complexity() == null && judged ? found.complexity() : facts.complexity(),
                facts.latency() == null ? latency(request, prompt) : facts.latency(),
                facts.capabilities() | shown,
                prompt.tokens());
        return new Inferred(known, found, shown);
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
