package dev.cortexllm.router.wire.openai.vendor;

import dev.cortexllm.router.wire.chat.ScannedRequest;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.json.JsonSpan;
import dev.cortexllm.router.wire.json.JsonSpan.Kind;
import dev.cortexllm.router.wire.pass.MessagesScan;
import java.util.Set;

/**
 * Takes out of the history what this router itself had put beside the answers of other formats. Only where the vendor
 * refuses what it does not know; Google's own endpoint of this format wants its signatures back.
 */
final class Echoes {
    private static final Set<String> STRICT = Set.of("openai", "azure");

    private Echoes() {}

    /** Whether there is something to take out. */
    static boolean refused(ScannedRequest request, TargetModel target) {
        return request.echoes() && STRICT.contains(target.vendor());
    }

    /** Takes it out. */
    static void leaveOut(Draft draft) {
        for (JsonSpan messages : draft.fields("messages", Kind.ARRAY)) {
            for (JsonSpan message : messages.children()) {
                without(draft, message, MessagesScan.THOUGHTS);
                JsonSpan calls = message.member("tool_calls");
                if (calls != null) {
                    calls.children().forEach(call -> without(draft, call, MessagesScan.SIGNATURE));
                }
            }
        }
    }

    private static void without(Draft draft, JsonSpan object, String name) {
        JsonSpan member = object.member(name);
        if (member != null) {
            draft.edits().remove(object, member);
        }
    }
}
