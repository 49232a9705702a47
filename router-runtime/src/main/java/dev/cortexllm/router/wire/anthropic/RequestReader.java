package dev.cortexllm.router.wire.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.AnswerFormat;
import dev.cortexllm.router.wire.chat.CacheMark;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Message;
import dev.cortexllm.router.wire.chat.Sampling;
import dev.cortexllm.router.wire.chat.Thinking;
import dev.cortexllm.router.wire.chat.Thinking.Effort;
import dev.cortexllm.router.wire.chat.Thinking.Mode;
import dev.cortexllm.router.wire.chat.Tool;
import dev.cortexllm.router.wire.chat.ToolChoice;
import dev.cortexllm.router.wire.json.InvalidBody;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a whole request of the Messages API (facts/wire/anthropic.md section 2). */
final class RequestReader {
    /** Least thinking that the API lets a client ask for. */
    private static final int LEAST_BUDGET = 1024;

    private final boolean counting;
    private final ObjectNode rest = JsonTrees.object();
    private final BlockReader blocks = new BlockReader(rest);

    /**
     * @param counting whether the request only counts tokens, and so needs no limit of the answer
     */
    RequestReader(boolean counting) {
        this.counting = counting;
    }

    /**
     * Reads it.
     *
     * @param json its body
     * @return the request in neutral terms
     * @throws InvalidBody when a member is not what the API takes; the sentence says which
     */
    ChatCall read(byte[] json) throws InvalidBody {
        Fields body = Fields.of(tree(json), "");
        refuseThread(body);
        String model = body.neededText("model");
        List<Message> messages = new MessageReader(rest, blocks).read(body);
        ToolReader reader = new ToolReader(rest, blocks);
        List<Tool> tools = reader.tools(body);
        Fields chosen = body.object("tool_choice");
        ToolChoice choice = reader.choice(chosen);
        Fields output = body.object("output_config");
        Thinking thinking = thinking(body.object("thinking"), output);
        AnswerFormat format = format(body, output);
        if (output != null) {
            output.keepOthers(rest);
        }
        Integer maxTokens = maxTokens(body);
        Sampling sampling =
                new Sampling(body.share("temperature"), body.share("top_p"), body.whole("top_k", 1), null, null, null);
        List<String> stop = stop(body);
        String user = user(body.object("metadata"));
        CacheMark cache = blocks.cache(body);
        Boolean stream = body.flag("stream");
        body.keepOthers(rest);
        return new ChatCall(
                model,
                messages,
                tools,
                choice,
                reader.parallel(chosen),
                sampling,
                maxTokens,
                stop,
                null,
                null,
                format,
                thinking,
                user,
                cache,
                stream != null && stream,
                rest);
    }

    private static JsonNode tree(byte[] json) throws InvalidBody {
        try {
            return JsonTrees.read(json);
        } catch (JsonProcessingException e) {
            throw new InvalidBody("The request body is not valid JSON: " + e.getOriginalMessage() + ".", null);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    /**
     * A conversation that Anthropic keeps cannot be had elsewhere; without it the model would see the last message alone.
     * The code makes Anthropic's SDKs send all of it again (facts/wire/anthropic.md, vendors' SDK behaviour).
     */
    private static void refuseThread(Fields body) throws InvalidBody {
        if (body.any("thread") != null) {
            throw new InvalidBody(
                    "'thread' names a conversation kept by Anthropic, and this model is served by another provider: send"
                            + " all messages instead.",
                    "thread",
                    "thread_unsupported_request");
        }
    }

    private Integer maxTokens(Fields body) throws InvalidBody {
        if (!counting) {
            body.needed("max_tokens");
        }
        return body.whole("max_tokens", 1);
    }

    private Thinking thinking(Fields thinking, Fields output) throws InvalidBody {
        Effort effort = output == null ? null : effort(output);
        if (thinking == null) {
            return effort == null ? null : new Thinking(null, effort, null);
        }
        Integer budget = null;
        Mode mode =
                switch (thinking.neededText("type")) {
                    case "enabled" -> {
                        thinking.needed("budget_tokens");
                        budget = thinking.whole("budget_tokens", LEAST_BUDGET);
                        yield Mode.ENABLED;
                    }
                    case "adaptive" -> Mode.ADAPTIVE;
                    // The least that some models can do; whoever asks for it wants none (facts/wire/anthropic.md
                    // section 2).
                    case "disabled", "between_tools" -> Mode.DISABLED;
                    default -> throw thinking.wrong("type", "'enabled', 'disabled' or 'adaptive'");
                };
        if ("summarized".equals(thinking.json().path("display").textValue())) {
            thinking.any("display");
        }
        thinking.keepOthers(rest);
        return new Thinking(mode, effort, budget);
    }

    private static Effort effort(Fields output) throws InvalidBody {
        String word = output.text("effort");
        if (word == null) {
            return null;
        }
        for (Effort effort : Effort.values()) {
            if (effort.compareTo(Effort.LOW) >= 0 && effort.word().equals(word)) {
                return effort;
            }
        }
        throw output.wrong("effort", "'low', 'medium', 'high', 'xhigh' or 'max'");
    }

    /** The form of the answer: under {@code output_config}, or under the name it had as a beta. */
    private AnswerFormat format(Fields body, Fields output) throws InvalidBody {
        Fields beta = body.object("output_format");
        Fields format = output == null ? null : output.object("format");
        if (format == null) {
            format = beta;
        }
        if (format == null) {
            return null;
        }
        if (!format.neededText("type").equals("json_schema")) {
            throw format.wrong("type", "'json_schema'");
        }
        JsonNode schema = format.neededObject("schema").json();
        format.keepOthers(rest);
        return new AnswerFormat.JsonSchema(null, null, schema, null);
    }

    private static List<String> stop(Fields body) throws InvalidBody {
        JsonNode list = body.list("stop_sequences");
        List<String> stop = new ArrayList<>();
        for (int i = 0; list != null && i < list.size(); i++) {
            if (!list.get(i).isTextual()) {
                throw body.wrong("stop_sequences[" + i + "]", "a string");
            }
            stop.add(list.get(i).textValue());
        }
        return stop;
    }

    private String user(Fields metadata) throws InvalidBody {
        if (metadata == null) {
            return null;
        }
        String user = metadata.text("user_id");
        metadata.keepOthers(rest);
        return user;
    }
}
