package dev.cortexllm.router.admission;

import dev.cortexllm.api.v1alpha1.Complexity;
import dev.cortexllm.api.v1alpha1.LatencyClass;
import dev.cortexllm.api.v1alpha1.Task;
import dev.cortexllm.router.route.RequestFacts;

/**
 * Reads what a caller says behind the name of a model: {@code auto:code-generation}, {@code auto:high:batch}. Only for names
 * that nobody serves as they stand, as {@code llama3:8b} is a name too; headers and metadata come first.
 */
public final class ModelSuffix {
    private static final int MOST = 3;

    private ModelSuffix() {}

    /**
     * Takes the suffixes off.
     *
     * @param facts a request for a model that is not served
     * @return the request for the model without them, with what they say; the same when there is none
     */
    public static RequestFacts read(RequestFacts facts) {
        RequestFacts read = facts;
        for (int i = 0; i < MOST; i++) {
            int colon = read.model().lastIndexOf(':');
            RequestFacts shorter = colon <= 0 ? null : said(read, colon);
            if (shorter == null) {
                break;
            }
            read = shorter;
        }
        return read;
    }

    /** Null when the suffix is no word of ours. */
    private static RequestFacts said(RequestFacts facts, int colon) {
        String word = facts.model().substring(colon + 1);
        Task task = Task.of(word).orElse(null);
        Complexity complexity = Complexity.of(word).orElse(null);
        LatencyClass latency = LatencyClass.of(word).orElse(null);
        if (task == null && complexity == null && latency == null) {
            return null;
        }
        return facts.known(
                facts.model().substring(0, colon),
                facts.task() == null ? task : facts.task(),
                facts.complexity() == null ? complexity : facts.complexity(),
                facts.latency() == null ? latency : facts.latency(),
                facts.capabilities(),
                facts.promptTokens());
    }
}
