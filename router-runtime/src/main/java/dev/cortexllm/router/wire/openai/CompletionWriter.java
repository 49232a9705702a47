package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.chat.AnswerWriter;
import dev.cortexllm.router.wire.chat.FinishReason;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Writes a chat completion in one piece (facts/wire/openai.md section 2.3). */
final class CompletionWriter implements AnswerWriter {
    private static final byte[] NOTHING = {};

    private final AnswerWords words;
    private final Map<Integer, WholeChoice> choices = new TreeMap<>();
    private String head;
    private Usage usage;
    private byte[] written = NOTHING;

    /**
     * @param words of the answer
     */
    CompletionWriter(AnswerWords words) {
        this.words = words;
    }

    private WholeChoice choice(int index) {
        return choices.computeIfAbsent(index, WholeChoice::new);
    }

    @Override
    public void start(String id, String model) {
        head = words.head(id, "chat.completion", model);
    }

    @Override
    public void text(int choice, String text) {
        choice(choice).text(text);
    }

    @Override
    public void reasoning(int choice, String text) {
        choice(choice).reasoning(text);
    }

    @Override
    public void signature(int choice, String signature) {
        choice(choice).signature(signature);
    }

    @Override
    public void redacted(int choice, String data) {
        choice(choice).redacted(data);
    }

    @Override
    public void refusal(int choice, String text) {
        choice(choice).refusal(text);
    }

    @Override
    public void tool(int choice, int index, String id, String name, String signature) {
        choice(choice).tool(index, id, name, signature);
    }

    @Override
    public void arguments(int choice, int index, String json) {
        choice(choice).arguments(index, json);
    }

    @Override
    public void logprobs(int choice, JsonNode logprobs) {
        choice(choice).logprobs(logprobs);
    }

    @Override
    public void finish(int choice, FinishReason reason, String stopSequence) {
        choice(choice).finish(reason, stopSequence);
    }

    @Override
    public void usage(Usage told) {
        usage = told;
    }

    @Override
    public void keepAlive() {
        // A whole answer has no place for it.
    }

    @Override
    public void end() {
        StringBuilder out = new StringBuilder(head);
        String comma = "";
        for (WholeChoice choice : choices.values()) {
            out.append(comma);
            choice.write(out, words);
            comma = ",";
        }
        out.append(']');
        if (usage != null) {
            out.append(",\"usage\":");
            AnswerWords.usage(out, usage);
        }
        written = out.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] take() {
        byte[] taken = written;
        written = NOTHING;
        return taken;
    }
}
