package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.FinishReason;
import dev.cortexllm.router.wire.json.JsonText;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.util.Map;
import java.util.TreeMap;

/** One choice of a chat completion, put together from its pieces. */
final class WholeChoice {
    private final int index;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final StringBuilder thinkingBlocks = new StringBuilder();
    private final Map<Integer, Call> calls = new TreeMap<>();
    private ObjectNode logprobs;
    private int thoughtFrom;
    private FinishReason reason = FinishReason.STOP;
    private String stopSequence;

    private record Call(String id, String name, String signature, StringBuilder arguments) {}

    WholeChoice(int index) {
        this.index = index;
    }

    void text(String piece) {
        thoughtFrom = reasoning.length();
        text.append(piece);
    }

    void reasoning(String piece) {
        reasoning.append(piece);
    }

    void signature(String signature) {
        comma(thinkingBlocks);
        AnswerWords.thinkingBlock(thinkingBlocks, reasoning.substring(thoughtFrom), signature);
        thoughtFrom = reasoning.length();
    }

    void redacted(String data) {
        thoughtFrom = reasoning.length();
        comma(thinkingBlocks);
        AnswerWords.redactedBlock(thinkingBlocks, data);
    }

    void refusal(String piece) {
        thoughtFrom = reasoning.length();
        refusal.append(piece);
    }

    void tool(int call, String id, String name, String signature) {
        thoughtFrom = reasoning.length();
        calls.put(call, new Call(id, name, signature, new StringBuilder()));
    }

    void arguments(int call, String json) {
        calls.get(call).arguments.append(json);
    }

    /** Several pieces of probabilities are one after the other. */
    void logprobs(JsonNode told) {
        if (logprobs == null) {
            logprobs = told.deepCopy();
            return;
        }
        for (Map.Entry<String, JsonNode> field : told.properties()) {
            if (logprobs.get(field.getKey()) instanceof ArrayNode before
                    && field.getValue() instanceof ArrayNode more) {
                before.addAll(more);
            } else if (!logprobs.hasNonNull(field.getKey())) {
                logprobs.set(field.getKey(), field.getValue().deepCopy());
            }
        }
    }

    void finish(FinishReason why, String upon) {
        reason = why;
        stopSequence = upon;
    }

    void write(StringBuilder out, AnswerWords words) {
        out.append("{\"index\":").append(index).append(",\"message\":{\"role\":\"assistant\",\"content\":");
        boolean silent = text.isEmpty() && (!calls.isEmpty() || !refusal.isEmpty());
        textOrNull(out, silent ? null : text);
        out.append(",\"refusal\":");
        textOrNull(out, refusal.isEmpty() ? null : refusal);
        if (!reasoning.isEmpty()) {
            out.append(",\"reasoning_content\":");
            textOrNull(out, reasoning);
        }
        if (!thinkingBlocks.isEmpty()) {
            out.append(",\"thinking_blocks\":[").append(thinkingBlocks).append(']');
        }
        calls(out, words);
        out.append("},\"logprobs\":").append(logprobs == null ? "null" : JsonTrees.text(logprobs));
        out.append(",\"finish_reason\":\"").append(words.finish(reason)).append('"');
        if (stopSequence != null) {
            // As vLLM tells it.
            out.append(",\"stop_reason\":");
            JsonText.append(out, stopSequence);
        }
        out.append('}');
    }

    private void calls(StringBuilder out, AnswerWords words) {
        if (calls.isEmpty()) {
            return;
        }
        if (words.functions()) {
            Call first = calls.values().iterator().next();
            out.append(",\"function_call\":{\"name\":");
            JsonText.append(out, first.name);
            out.append(",\"arguments\":");
            JsonText.append(out, arguments(first));
            out.append('}');
            return;
        }
        StringBuilder items = new StringBuilder();
        for (Call call : calls.values()) {
            comma(items).append('{');
            AnswerWords.callHead(items, call.id, call.name);
            JsonText.append(items, arguments(call));
            items.append('}');
            AnswerWords.callSignature(items, call.signature);
            items.append('}');
        }
        out.append(",\"tool_calls\":[").append(items).append(']');
    }

    private static String arguments(Call call) {
        return call.arguments.isEmpty() ? "{}" : call.arguments.toString();
    }

    private static void textOrNull(StringBuilder out, StringBuilder value) {
        if (value == null) {
            out.append("null");
        } else {
            JsonText.append(out, value.toString());
        }
    }

    private static StringBuilder comma(StringBuilder items) {
        return items.isEmpty() ? items : items.append(',');
    }
}
