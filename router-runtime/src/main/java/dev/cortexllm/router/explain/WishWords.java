package dev.cortexllm.router.explain;

import dev.cortexllm.router.attempt.ClientBudget;
import dev.cortexllm.router.route.RequestFacts;
import dev.cortexllm.router.route.Wishes;
import java.util.ArrayList;
import java.util.List;

/** Says what a caller decides itself. */
final class WishWords {
    private WishWords() {}

    static List<String> of(Wishes wishes, RequestFacts.Headers headers) {
        List<String> words = new ArrayList<>();
        if (wishes.provider() != null) {
            words.add("only provider " + wishes.provider());
        }
        if (wishes.model() != null) {
            words.add("only model " + wishes.model());
        }
        if (!wishes.prefer().isEmpty()) {
            words.add("first " + String.join(", ", wishes.prefer()));
        }
        if (wishes.noFallback()) {
            words.add("no fallback");
        }
        if (wishes.maxLatencyMillis() != Wishes.NO_MATTER) {
            words.add("first token within " + wishes.maxLatencyMillis() + " ms");
        }
        if (wishes.localOnly()) {
            words.add("self-hosted only");
        }
        String budget = headers.get(ClientBudget.HEADER);
        if (budget != null) {
            words.add("at most " + budget + " USD");
        }
        return words;
    }
}
