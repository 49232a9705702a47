package dev.cortexllm.router.wire.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.CacheMark;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Refused;
import java.util.ArrayList;
import java.util.List;

/** Marks for the provider's cache, of which a request may bear four (facts/wire/anthropic.md section 2). */
final class CacheMarks {
    private static final int MOST = 4;
    private static final String FIELD = "cache_control";

    private final List<ObjectNode> marked = new ArrayList<>(MOST);

    /**
     * Marks something.
     *
     * @param bearer what bears the mark
     * @param mark the mark, or null for none
     * @return the bearer
     */
    ObjectNode mark(ObjectNode bearer, CacheMark mark) {
        if (mark != null) {
            ObjectNode control = bearer.putObject(FIELD).put("type", "ephemeral");
            if (mark.ttl() != null) {
                control.put("ttl", mark.ttl());
            }
            marked.add(bearer);
        }
        return bearer;
    }

    /**
     * Takes away what is too many. The last ones stay, for they spare the most.
     *
     * @param fidelity told of it
     * @throws Refused when the policy wants that
     */
    void limit(Fidelity fidelity) throws Refused {
        int tooMany = marked.size() - MOST;
        if (tooMany > 0) {
            fidelity.lost(FIELD, "Anthropic takes four such marks, the last four were sent");
            marked.subList(0, tooMany).forEach(bearer -> bearer.remove(FIELD));
        }
    }
}
