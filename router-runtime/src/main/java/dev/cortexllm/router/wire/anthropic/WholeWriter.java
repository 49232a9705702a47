package dev.cortexllm.router.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.chat.AnswerContext;
import dev.cortexllm.router.wire.chat.AnswerWriter;
import dev.cortexllm.router.wire.chat.FinishReason;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes an answer as one of Anthropic's messages. Of several choices only the first is told. */
final class WholeWriter implements AnswerWriter {
    private static final byte[] NOTHING = {};
    private static final String PREFIX = "msg_";

    private final AnswerContext context;
    private final List<Block> blocks = new ArrayList<>();
    private final List<Block> calls = new ArrayList<>(2);
    private String id;
    private String model;
    private boolean refused;
    private FinishReason reason;
    private String stopSequence;
    private Usage usage;
    private byte[] written = NOTHING;

    /** A block that grows: {@code text} is its text, thought or arguments. */
    private record Block(ObjectNode json, String type, StringBuilder text) {}

    /**
     * @param context what the message needs to know
     */
    WholeWriter(AnswerContext context) {
        this.context = context;
    }

    /** The id of a message: the provider's, with the letters that Anthropic's ids begin with. */
    static String messageId(String id, AnswerContext context) {
        String of = id == null || id.isEmpty() ? context.requestId() : id;
        return of.startsWith(PREFIX) ? of : PREFIX + of;
    }

    @Override
    public byte[] take() {
        byte[] taken = written;
        written = NOTHING;
        return taken;
    }

    @Override
    public void start(String givenId, String givenModel) {
        id = givenId;
        model = givenModel;
    }

    @Override
    public void text(int choice, String text) {
        if (choice == 0) {
            growing("text").text().append(text);
        }
    }

    @Override
    public void reasoning(int choice, String text) {
        if (choice == 0) {
            growing("thinking").text().append(text);
        }
    }

    @Override
    public void signature(int choice, String signature) {
        if (choice == 0) {
            growing("thinking").json().put("signature", signature);
        }
    }

    @Override
    public void redacted(int choice, String data) {
        if (choice == 0) {
            add("redacted_thinking").json().put("data", data);
        }
    }

    @Override
    public void refusal(int choice, String text) {
        refused |= choice == 0;
        text(choice, text);
    }

    @Override
    public void tool(int choice, int index, String callId, String name, String signature) {
        if (choice == 0) {
            Block call = add("tool_use");
            call.json().put("id", CallNames.shown(callId)).put("name", name);
            calls.add(call);
        }
    }

    @Override
    public void arguments(int choice, int index, String json) {
        if (choice == 0 && index >= 0 && index < calls.size()) {
            calls.get(index).text().append(json);
        }
    }

    /** The last block where it is of that type and takes more, otherwise a new one. */
    private Block growing(String type) {
        Block last = blocks.isEmpty() ? null : blocks.get(blocks.size() - 1);
        boolean takes = last != null && last.type().equals(type) && !last.json().has("signature");
        return takes ? last : add(type);
    }

    private Block add(String type) {
        Block block = new Block(JsonTrees.object().put("type", type), type, new StringBuilder());
        blocks.add(block);
        return block;
    }

    @Override
    public void logprobs(int choice, JsonNode logprobs) {
        // The API has no place for them.
    }

    @Override
    public void finish(int choice, FinishReason why, String sequence) {
        if (choice == 0) {
            reason = why;
            stopSequence = sequence;
        }
    }

    @Override
    public void usage(Usage used) {
        usage = used;
    }

    @Override
    public void keepAlive() {
        // Whoever waits for a whole answer cannot be told.
    }

    @Override
    public void end() {
        ObjectNode message = JsonTrees.object();
        message.put("id", messageId(id, context));
        message.put("type", "message");
        message.put("role", "assistant");
        message.put("model", model == null ? context.model() : model);
        ArrayNode content = message.putArray("content");
        blocks.forEach(block -> content.add(finished(block)));
        message.put("stop_reason", StopReasons.word(reason, stopSequence, !calls.isEmpty(), refused));
        message.put("stop_sequence", stopSequence);
        message.set("usage", usage(MessageUsage.of(usage)));
        written = JsonTrees.bytes(message);
    }

    private static ObjectNode finished(Block block) {
        ObjectNode json = block.json();
        switch (block.type()) {
            case "text" -> json.put("text", block.text().toString());
            case "thinking" -> {
                JsonNode signature = json.remove("signature");
                json.put("thinking", block.text().toString());
                json.put("signature", signature == null ? "" : signature.textValue());
            }
            case "tool_use" -> {
                json.set("input", input(block.text().toString()));
                json.putObject("caller").put("type", "direct");
            }
            default -> {
                // It was whole from the start.
            }
        }
        return json;
    }

    /** Arguments as an object; what a model wrote that is none becomes an empty one, for nothing else can stand there. */
    private static JsonNode input(String arguments) {
        try {
            JsonNode input = JsonTrees.read(arguments);
            return input.isObject() ? input : JsonTrees.object();
        } catch (IOException e) {
            return JsonTrees.object();
        }
    }

    private static ObjectNode usage(MessageUsage usage) {
        ObjectNode json = JsonTrees.object();
        json.put("input_tokens", usage.input());
        json.put("cache_creation_input_tokens", usage.cacheCreation());
        json.put("cache_read_input_tokens", usage.cacheRead());
        json.put("output_tokens", usage.output());
        if (usage.thinking() > 0) {
            json.putObject("output_tokens_details").put("thinking_tokens", usage.thinking());
        }
        return json;
    }
}
