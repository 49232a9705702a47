package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.chat.AnswerWriter;
import dev.cortexllm.router.wire.chat.FinishReason;
import dev.cortexllm.router.wire.json.JsonText;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Writes a chat completion as a stream of chunks (facts/wire/openai.md section 2.4). A piece's chunk is held open until the
 * next call, so that its token probabilities can go with it.
 */
final class ChunkWriter implements AnswerWriter {
    private static final byte[] NOTHING = {};
    private static final int NONE = -1;
    private static final int USUAL_PIECE = 1024;

    private final AnswerWords words;
    private final boolean tellUsage;
    private final String tail;
    private final StringBuilder out = new StringBuilder(USUAL_PIECE);
    private final List<Choice> choices = new ArrayList<>(1);
    private String head;
    private int open = NONE;
    private Usage usage;

    /** What has to be remembered of one choice. */
    private static final class Choice {
        private boolean begun;
        private boolean finished;
        /** Calls without arguments so far; several, where a provider begins them all before it goes on with the first. */
        private final BitSet bareCalls = new BitSet(0);

        private final StringBuilder thought = new StringBuilder(0);
    }

    /**
     * @param words of the answer
     * @param tellUsage whether the client asked for the usage
     */
    ChunkWriter(AnswerWords words, boolean tellUsage) {
        this.words = words;
        this.tellUsage = tellUsage;
        this.tail = tellUsage ? "],\"usage\":null}\n\n" : "]}\n\n";
    }

    @Override
    public void start(String id, String model) {
        head = "data: " + words.head(id, "chat.completion.chunk", model);
    }

    @Override
    public void text(int choice, String text) {
        delta(choice, "content", text);
    }

    @Override
    public void refusal(int choice, String text) {
        delta(choice, "refusal", text);
    }

    @Override
    public void reasoning(int choice, String text) {
        Choice state = began(choice, false);
        fillBareCalls(choice, state);
        state.thought.append(text);
        piece(choice, "reasoning_content", text);
    }

    @Override
    public void signature(int choice, String signature) {
        Choice state = began(choice, false);
        begin(choice).append("\"thinking_blocks\":[");
        AnswerWords.thinkingBlock(out, state.thought.toString(), signature);
        out.append(']');
        state.thought.setLength(0);
    }

    @Override
    public void redacted(int choice, String data) {
        Choice state = began(choice, false);
        fillBareCalls(choice, state);
        state.thought.setLength(0);
        begin(choice).append("\"thinking_blocks\":[");
        AnswerWords.redactedBlock(out, data);
        out.append(']');
    }

    @Override
    public void tool(int choice, int index, String id, String name, String signature) {
        Choice state = began(choice, true);
        state.thought.setLength(0);
        if (words.functions()) {
            if (index == 0) {
                begin(choice).append("\"function_call\":{\"name\":");
                JsonText.append(out, name);
                out.append(",\"arguments\":\"\"}");
                state.bareCalls.set(index);
            }
            return;
        }
        begin(choice).append("\"tool_calls\":[{\"index\":").append(index).append(',');
        AnswerWords.callHead(out, id, name);
        out.append("\"\"}");
        AnswerWords.callSignature(out, signature);
        out.append("}]");
        state.bareCalls.set(index);
    }

    @Override
    public void arguments(int choice, int index, String json) {
        Choice state = began(choice, true);
        state.bareCalls.clear(index);
        if (words.functions()) {
            if (index == 0) {
                begin(choice).append("\"function_call\":{\"arguments\":");
                JsonText.append(out, json);
                out.append('}');
            }
            return;
        }
        begin(choice).append("\"tool_calls\":[{\"index\":").append(index).append(",\"function\":{\"arguments\":");
        JsonText.append(out, json);
        out.append("}}]");
    }

    @Override
    public void logprobs(int choice, JsonNode logprobs) {
        if (open != choice) {
            began(choice, false);
            begin(choice);
        }
        close(JsonTrees.text(logprobs));
    }

    @Override
    public void finish(int choice, FinishReason reason, String stopSequence) {
        Choice state = began(choice, reason == FinishReason.TOOL_CALLS);
        if (state.finished) {
            return;
        }
        state.finished = true;
        fillBareCalls(choice, state);
        begin(choice)
                .append("},\"logprobs\":null,\"finish_reason\":\"")
                .append(words.finish(reason))
                .append('"');
        if (stopSequence != null) {
            // As vLLM tells it.
            out.append(",\"stop_reason\":");
            JsonText.append(out, stopSequence);
        }
        out.append('}').append(tail);
        open = NONE;
    }

    @Override
    public void usage(Usage told) {
        usage = told;
    }

    @Override
    public void keepAlive() {
        close("null");
        out.append(": keep-alive\n\n");
    }

    @Override
    public void end() {
        close("null");
        if (usage != null && tellUsage) {
            out.append(head).append("],\"usage\":");
            AnswerWords.usage(out, usage);
            out.append("}\n\n");
        }
        if (usage != null) {
            out.append(new String(words.context().note().apply(usage), StandardCharsets.UTF_8));
        }
        out.append("data: [DONE]\n\n");
    }

    @Override
    public byte[] take() {
        close("null");
        if (out.length() == 0) {
            return NOTHING;
        }
        byte[] taken = out.toString().getBytes(StandardCharsets.UTF_8);
        out.setLength(0);
        return taken;
    }

    /** Visible words: they end a thought that nobody has proven. */
    private void delta(int choice, String field, String text) {
        Choice state = began(choice, false);
        fillBareCalls(choice, state);
        state.thought.setLength(0);
        piece(choice, field, text);
    }

    private void piece(int choice, String field, String text) {
        begin(choice).append('"').append(field).append("\":");
        JsonText.append(out, text);
    }

    /** The choice, whose first chunk tells the role. */
    private Choice began(int choice, boolean calls) {
        while (choices.size() <= choice) {
            choices.add(new Choice());
        }
        Choice state = choices.get(choice);
        if (!state.begun) {
            state.begun = true;
            begin(choice)
                    .append("\"role\":\"assistant\",\"content\":")
                    .append(calls ? "null" : "\"\"")
                    .append(",\"refusal\":null");
        }
        return state;
    }

    /** Calls that got no arguments have {@code {}}; to be said before anything but a further call is. */
    private void fillBareCalls(int choice, Choice state) {
        for (int call = state.bareCalls.nextSetBit(0); call >= 0; call = state.bareCalls.nextSetBit(call)) {
            arguments(choice, call, "{}");
        }
    }

    /** Begins a chunk that goes on within its delta. */
    private StringBuilder begin(int choice) {
        close("null");
        open = choice;
        return out.append(head).append("{\"index\":").append(choice).append(",\"delta\":{");
    }

    private void close(String logprobs) {
        if (open != NONE) {
            out.append("},\"logprobs\":")
                    .append(logprobs)
                    .append(",\"finish_reason\":null}")
                    .append(tail);
            open = NONE;
        }
    }
}
