package dev.cortexllm.router.explain;

import dev.cortexllm.api.v1alpha1.Capability;
import dev.cortexllm.router.admission.Declared;
import dev.cortexllm.router.admission.Inference.Inferred;
import dev.cortexllm.router.classify.Classification;
import dev.cortexllm.router.explain.Explanation.Trait;
import dev.cortexllm.router.route.RequestFacts;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells where that comes from which is known of a request.
 *
 * @param said what headers and metadata say
 * @param addressed the same with what suffixes of the model say
 * @param inferred what the request itself shows; null when nobody has looked
 */
record Traits(RequestFacts said, RequestFacts addressed, Inferred inferred) {
    private static final String HEADER = "header";
    private static final String METADATA = "metadata";
    private static final String SUFFIX = "suffix";
    private static final String CLASSIFIER = "classifier";
    private static final String REQUEST = "request";
    private static final String NOBODY = "nobody";

    Explanation.Classification told() {
        RequestFacts facts = facts();
        Classification found = inferred == null ? null : inferred.found();
        Trait task = trait(facts.task(), addressed.task(), said.task(), Declared.TASK_HEADER, CLASSIFIER);
        Trait sure = found == null || addressed.task() != null
                ? task
                : new Trait(task.value(), task.from(), Math.round(found.confidence() * 1000) / 1000.0);
        return new Explanation.Classification(
                sure,
                trait(
                        facts.complexity(),
                        addressed.complexity(),
                        said.complexity(),
                        Declared.COMPLEXITY_HEADER,
                        CLASSIFIER),
                trait(facts.latency(), addressed.latency(), said.latency(), Declared.LATENCY_HEADER, REQUEST),
                capabilities(facts),
                new Explanation.PromptTokens(facts.roughTokens(), inferred == null ? "size" : "estimate"));
    }

    private RequestFacts facts() {
        return inferred == null ? addressed : inferred.facts();
    }

    private Trait trait(Enum<?> is, Enum<?> afterSuffix, Enum<?> first, String header, String otherwise) {
        if (is == null) {
            return new Trait(null, NOBODY, null);
        }
        String from = afterSuffix == null ? otherwise : first == null ? SUFFIX : byCaller(header);
        return new Trait(Words.of(is), from, null);
    }

    private String byCaller(String header) {
        return said.headers().get(header) == null ? METADATA : HEADER;
    }

    private List<Trait> capabilities(RequestFacts facts) {
        List<Trait> list = new ArrayList<>();
        int shown = inferred == null ? 0 : inferred.capabilities();
        for (Capability one : Words.capabilities(facts.capabilities())) {
            boolean seen = (shown & 1 << one.ordinal()) != 0;
            list.add(new Trait(Words.of(one), seen ? REQUEST : METADATA, null));
        }
        return list;
    }
}
