package dev.cortexllm.router.wire.openai;

import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.chat.AnswerContext;
import dev.cortexllm.router.wire.chat.FinishReason;
import dev.cortexllm.router.wire.json.JsonText;

/**
 * What streams and whole answers of OpenAI's chat completions have in common (facts/wire/openai.md section 2.3).
 *
 * @param context of the answer
 * @param functions whether the client offered deprecated functions instead of tools: the answer then has one {@code
 *     function_call} in place of {@code tool_calls}
 */
record AnswerWords(AnswerContext context, boolean functions) {

    /**
     * Begins the object: everything before its choices.
     *
     * @param id the provider's id of the answer, or null
     * @param object what the object is
     * @param model the model that answers, or null
     * @return JSON text that goes on with the choices' array
     */
    String head(String id, String object, String model) {
        StringBuilder head = new StringBuilder("{\"id\":");
        JsonText.append(head, id == null ? "chatcmpl-" + context.requestId() : id);
        head.append(",\"object\":\"").append(object).append("\",\"created\":").append(context.created());
        head.append(",\"model\":");
        JsonText.append(head, model == null ? context.model() : model);
        return head.append(",\"choices\":[").toString();
    }

    /** The word for a reason. */
    String finish(FinishReason reason) {
        return switch (reason) {
            case STOP -> "stop";
            case LENGTH -> "length";
            case TOOL_CALLS -> functions ? "function_call" : "tool_calls";
            case CONTENT_FILTER -> "content_filter";
        };
    }

    /** Writes a call's own fields: everything of it but its index and its arguments' end. */
    static void callHead(StringBuilder out, String id, String name) {
        out.append("\"id\":");
        JsonText.append(out, id);
        out.append(",\"type\":\"function\",\"function\":{\"name\":");
        JsonText.append(out, name);
        out.append(",\"arguments\":");
    }

    /** Writes the proof of the thought before a call, where Google's OpenAI-compatible API has it. */
    static void callSignature(StringBuilder out, String signature) {
        if (signature != null) {
            out.append(",\"extra_content\":{\"google\":{\"thought_signature\":");
            JsonText.append(out, signature);
            out.append("}}");
        }
    }

    /** Writes a thought with its proof. */
    static void thinkingBlock(StringBuilder out, String thought, String signature) {
        out.append("{\"type\":\"thinking\",\"thinking\":");
        JsonText.append(out, thought);
        out.append(",\"signature\":");
        JsonText.append(out, signature);
        out.append('}');
    }

    /** Writes a thought that only the provider can read. */
    static void redactedBlock(StringBuilder out, String data) {
        out.append("{\"type\":\"redacted_thinking\",\"data\":");
        JsonText.append(out, data);
        out.append('}');
    }

    /** Writes what was used. */
    static void usage(StringBuilder out, Usage usage) {
        out.append("{\"prompt_tokens\":").append(usage.inputTokens());
        out.append(",\"completion_tokens\":").append(usage.outputTokens());
        out.append(",\"total_tokens\":").append(usage.inputTokens() + usage.outputTokens());
        out.append(",\"prompt_tokens_details\":{\"cached_tokens\":").append(usage.cachedTokens());
        if (usage.cacheWriteTokens() > 0) {
            out.append(",\"cache_write_tokens\":").append(usage.cacheWriteTokens());
        }
        out.append("},\"completion_tokens_details\":{\"reasoning_tokens\":")
                .append(usage.reasoningTokens())
                .append("}}");
    }
}
