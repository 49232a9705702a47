package dev.cortexllm.router.wire.openai;

import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Message;
import dev.cortexllm.router.wire.chat.Part;
import java.util.HashSet;
import java.util.Set;

/**
 * Ids of tool calls, no two alike in a conversation: where a provider gives none, or gives one again, as engines do that
 * count from 0 in every answer, there is one of ours.
 */
final class CallIds {
    private final Set<String> used = new HashSet<>();

    /**
     * @param call the conversation so far
     */
    CallIds(ChatCall call) {
        for (Message message : call.messages()) {
            for (Part part : message.parts()) {
                if (part instanceof Part.ToolUse use) {
                    used.add(use.id());
                }
            }
        }
    }

    /**
     * Id of a new call.
     *
     * @param given by the provider, or null
     * @return that one, or another where it will not do
     */
    String next(String given) {
        if (given != null && used.add(given)) {
            return given;
        }
        int number = used.size();
        while (!used.add("call_" + number)) {
            number++;
        }
        return "call_" + number;
    }
}
