package dev.cortexllm.router.wire.chat;

import dev.cortexllm.api.v1alpha1.Unsupported;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Keeps account of what a target cannot express, as the policy wants it: told to the client, or refused. */
public final class Fidelity {
    private final Unsupported policy;
    private final Set<String> dropped = new LinkedHashSet<>(0);

    /**
     * @param policy what to do
     */
    public Fidelity(Unsupported policy) {
        this.policy = policy;
    }

    /**
     * A field is left out, or changed so that it means less.
     *
     * @param field its path in the client's body, such as {@code logit_bias}
     * @param why a clause such as "Anthropic has no such parameter"
     * @throws Refused when the policy wants no such request served
     */
    public void lost(String field, String why) throws Refused {
        if (policy == Unsupported.REJECT) {
            throw new Refused(
                    "'" + field + "' cannot be sent to the chosen model: " + why + ".", field, "unsupported_parameter");
        }
        dropped.add(field);
    }

    /** Paths of what was left out, in order. */
    public List<String> dropped() {
        return List.copyOf(dropped);
    }
}
