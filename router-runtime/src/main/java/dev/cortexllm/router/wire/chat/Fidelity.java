package dev.cortexllm.router.wire.chat;

import dev.cortexllm.api.v1alpha1.Unsupported;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Keeps account of what a target cannot express, as the policy wants it: told to the client, or refused. */
public final class Fidelity {
    private final Unsupported policy;
    private final UnaryOperator<String> names;
    private final Set<String> dropped = new LinkedHashSet<>(0);

    /**
     * For a client that calls fields as the neutral model does.
     *
     * @param policy what to do
     */
    public Fidelity(Unsupported policy) {
        this(policy, UnaryOperator.identity());
    }

    /**
     * @param policy what to do
     * @param names how the client calls a field, by its path in the neutral vocabulary
     */
    public Fidelity(Unsupported policy, UnaryOperator<String> names) {
        this.policy = policy;
        this.names = names;
    }

    /**
     * A field is left out, or changed so that it means less.
     *
     * @param field its path in the client's body, such as {@code messages[2].content[0]}; top-level fields in the neutral
     *     vocabulary, which is OpenAI's, such as {@code parallel_tool_calls}
     * @param why a clause such as "Anthropic has no such parameter"
     * @throws Refused when the policy wants no such request served
     */
    public void lost(String field, String why) throws Refused {
        String path = names.apply(field);
        if (policy == Unsupported.REJECT) {
            throw new Refused(
                    "'" + path + "' cannot be sent to the chosen model: " + why + ".", path, "unsupported_parameter");
        }
        dropped.add(path);
    }

    /** Paths of what was left out, in order. */
    public List<String> dropped() {
        return List.copyOf(dropped);
    }
}
