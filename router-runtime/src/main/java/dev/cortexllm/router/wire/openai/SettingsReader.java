package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.wire.chat.AnswerFormat;
import dev.cortexllm.router.wire.chat.ChatCall.Logprobs;
import dev.cortexllm.router.wire.chat.Sampling;
import dev.cortexllm.router.wire.chat.Thinking;
import dev.cortexllm.router.wire.json.InvalidBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Reads what a request says of its answer: how it is drawn, where it ends, what form it has (facts/wire/openai.md 2.1). */
final class SettingsReader {
    private static final int MOST_ALTERNATIVES = 20;
    private static final int HOTTEST = 2;
    private static final int HARDEST_PENALTY = 2;
    private static final List<String> EFFORTS =
            Stream.of(Thinking.Effort.values()).map(Thinking.Effort::word).toList();
    private static final Set<String> THINKING = Set.of("type", "budget_tokens");

    private SettingsReader() {}

    static Sampling sampling(Fields body) throws InvalidBody {
        Integer topK = body.integer("top_k", -1, Integer.MAX_VALUE);
        return new Sampling(
                body.decimal("temperature", 0, HOTTEST),
                body.decimal("top_p", 0, 1),
                // -1 and 0 are how engines say "all".
                topK == null || topK < 1 ? null : topK,
                body.decimal("presence_penalty", -HARDEST_PENALTY, HARDEST_PENALTY),
                body.decimal("frequency_penalty", -HARDEST_PENALTY, HARDEST_PENALTY),
                body.number("seed", Long.MIN_VALUE, Long.MAX_VALUE));
    }

    static Integer maxTokens(Fields body) throws InvalidBody {
        Integer old = body.integer("max_tokens", 1, Integer.MAX_VALUE);
        Integer current = body.integer("max_completion_tokens", 1, Integer.MAX_VALUE);
        return current == null ? old : current;
    }

    static List<String> stop(Fields body) throws InvalidBody {
        JsonNode stop = body.get("stop");
        if (stop == null) {
            return List.of();
        }
        if (stop.isTextual()) {
            return List.of(stop.textValue());
        }
        if (!stop.isArray()) {
            throw body.wrongField("stop", "must be a string or an array of strings, not " + Fields.kind(stop));
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode text : stop) {
            if (!text.isTextual()) {
                throw body.wrongField("stop[" + texts.size() + "]", "must be a string, not " + Fields.kind(text));
            }
            texts.add(text.textValue());
        }
        return texts;
    }

    static Logprobs logprobs(Fields body) throws InvalidBody {
        boolean wanted = Boolean.TRUE.equals(body.flag("logprobs"));
        Integer top = body.integer("top_logprobs", 0, MOST_ALTERNATIVES);
        if (top != null && top > 0 && !wanted) {
            throw body.wrongField("top_logprobs", "needs 'logprobs' to be true");
        }
        return wanted ? new Logprobs(top == null ? 0 : top) : null;
    }

    static AnswerFormat answerFormat(Fields body) throws InvalidBody {
        Fields format = body.object("response_format");
        if (format == null) {
            return null;
        }
        String type = format.word("type", List.of("text", "json_object", "json_schema"));
        if (type == null) {
            throw format.missing("type", "text, json_object or json_schema");
        }
        return switch (type) {
            case "json_object" -> new AnswerFormat.JsonObject();
            case "json_schema" -> schema(format.neededObject("json_schema"));
            default -> null;
        };
    }

    private static AnswerFormat schema(Fields named) throws InvalidBody {
        return new AnswerFormat.JsonSchema(
                named.neededText("name"),
                named.text("description"),
                named.neededObject("schema").node(),
                named.flag("strict"));
    }

    /**
     * How much it is to reason: OpenAI's {@code reasoning_effort}, and the {@code thinking} object that Anthropic, DeepSeek
     * and Moonshot have and that clients of other routers put into OpenAI's format.
     */
    static Thinking thinking(Fields body) throws InvalidBody {
        String word = body.word("reasoning_effort", EFFORTS);
        Thinking.Effort effort = word == null ? null : Thinking.Effort.valueOf(word.toUpperCase(Locale.ROOT));
        if (!readsThinking(body)) {
            return effort == null ? null : new Thinking(null, effort, null);
        }
        Fields thinking = body.neededObject("thinking");
        String mode = thinking.word("type", List.of("enabled", "disabled", "adaptive"));
        return new Thinking(
                mode == null ? null : Thinking.Mode.valueOf(mode.toUpperCase(Locale.ROOT)),
                effort,
                thinking.integer("budget_tokens", 0, Integer.MAX_VALUE));
    }

    /** Whether {@code thinking} says what we know, and nothing else. */
    static boolean readsThinking(Fields body) {
        JsonNode thinking = body.get("thinking");
        if (thinking == null || !thinking.isObject() || thinking.isEmpty()) {
            return false;
        }
        return thinking.properties().stream().allMatch(field -> THINKING.contains(field.getKey()));
    }

    static String user(Fields body) throws InvalidBody {
        String user = body.text("user");
        String identifier = body.text("safety_identifier");
        return identifier == null ? user : identifier;
    }
}
