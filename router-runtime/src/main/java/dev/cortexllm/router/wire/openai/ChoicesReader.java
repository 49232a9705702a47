package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.chat.AnswerSink;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.util.Map;
import java.util.TreeMap;

/** Reads the choices and the usage of one answer, in chunks or whole. */
final class ChoicesReader {
    private static final int MOST_CHOICES = 128;

    private final boolean whole;
    private final CallIds ids;
    private final ToolNames names;
    private final Map<Integer, ChoiceReader> choices = new TreeMap<>();
    private Usage usage;

    /**
     * @param whole whether the answer comes in one piece
     * @param ids gives the calls of tools their ids
     * @param names knows the tools' names at the client
     */
    ChoicesReader(boolean whole, CallIds ids, ToolNames names) {
        this.whole = whole;
        this.ids = ids;
        this.names = names;
    }

    /** Whether any has come. */
    boolean any() {
        return !choices.isEmpty();
    }

    /** Whether the provider has said of all that have come why they ended. */
    boolean allFinished() {
        return any() && choices.values().stream().allMatch(ChoiceReader::finished);
    }

    /**
     * Reads on.
     *
     * @param answer a chunk, or the whole answer
     * @param sink told of what it says
     * @throws MalformedStream when it cannot be understood
     */
    void read(JsonNode answer, AnswerSink sink) throws MalformedStream {
        JsonNode list = answer.path("choices");
        for (int i = 0; i < list.size(); i++) {
            JsonNode choice = list.path(i);
            if (choice.isObject()) {
                if (choices.isEmpty()) {
                    sink.start(ChoiceReader.text(answer.path("id")), ChoiceReader.text(answer.path("model")));
                }
                choice(choice, i).read(choice, said(choice), sink);
            }
        }
        Usage told = OpenAiUsage.of(answer);
        if (told != null && !told.equals(usage)) {
            usage = told;
            if (any()) {
                sink.usage(usage);
            }
        }
    }

    /** What a choice says; a chunk that only finishes it may say nothing. */
    private JsonNode said(JsonNode choice) throws MalformedStream {
        JsonNode said = choice.path(whole ? "message" : "delta");
        if (whole && !said.isObject()) {
            throw new MalformedStream("a choice without a message");
        }
        return said;
    }

    private ChoiceReader choice(JsonNode choice, int place) throws MalformedStream {
        int index = choice.path("index").asInt(place);
        if (index < 0 || index >= MOST_CHOICES) {
            throw new MalformedStream("a choice with the index " + index);
        }
        return choices.computeIfAbsent(
                index, number -> new ChoiceReader(number, new CallReader(number, whole, ids, names)));
    }

    /** Tells that the answer is complete. */
    void finish(AnswerSink sink) throws MalformedStream {
        for (ChoiceReader choice : choices.values()) {
            choice.finish(sink);
        }
        if (usage != null) {
            sink.usage(usage);
        }
        sink.end();
    }
}
