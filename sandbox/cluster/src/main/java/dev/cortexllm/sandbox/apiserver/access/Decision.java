package dev.cortexllm.sandbox.apiserver.access;

import java.util.Optional;

/**
 * What was decided on a request.
 *
 * @param user who asked
 * @param asked for what
 * @param by what allowed it; empty: it was refused
 */
public record Decision(User user, Asked asked, Optional<Granted> by) {
    /** As a sentence, for people and for sets. */
    public String sentence() {
        return by.map(granted -> asked.verb() + " " + asked.resource() + " by " + granted.role())
                .orElseGet(() -> asked.refusal(user));
    }
}
