package dev.cortexllm.router.wire.anthropic;

import dev.cortexllm.router.wire.chat.Part;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ids of calls in a conversation, and which calls wait for their answer. Anthropic takes {@code [a-zA-Z0-9_-]+}, each id
 * once (facts/wire/anthropic.md section 2); others' ids hold dots and colons, or begin anew in every turn. The same
 * conversation always gets the same ids.
 */
final class CallIds {
    private final Set<String> given = new HashSet<>();
    private final Map<String, Deque<String>> open = new HashMap<>();
    private final List<Part.ToolUse> waiting = new ArrayList<>();

    /**
     * A call is made.
     *
     * @param use the call
     * @return its id on the wire
     */
    String made(Part.ToolUse use) {
        String clean = use.id().replaceAll("[^a-zA-Z0-9_-]", "_");
        String id = clean.isEmpty() ? "call" : clean;
        String base = id;
        for (int i = 2; !given.add(id); i++) {
            id = base + "_" + i;
        }
        open.computeIfAbsent(use.id(), key -> new ArrayDeque<>(1)).add(id);
        waiting.add(use);
        return id;
    }

    /**
     * A call is answered.
     *
     * @param clientId the client's id of it
     * @return its id on the wire, or null when no call of the last turn waits under that id
     */
    String answered(String clientId) {
        Deque<String> ids = open.get(clientId);
        if (ids == null || ids.isEmpty()) {
            return null;
        }
        waiting.remove(waiting.stream()
                .filter(use -> use.id().equals(clientId))
                .findFirst()
                .orElseThrow());
        return ids.remove();
    }

    /** A call of the last turn that has no answer, or null. */
    Part.ToolUse unanswered() {
        return waiting.isEmpty() ? null : waiting.get(0);
    }
}
