package dev.cortexllm.router.wire.pass;

import com.fasterxml.jackson.core.JsonToken;
import dev.cortexllm.router.wire.chat.ScannedRequest;
import dev.cortexllm.router.wire.chat.ScannedRequest.Extent;
import dev.cortexllm.router.wire.json.Edit;
import dev.cortexllm.router.wire.json.InvalidBody;
import dev.cortexllm.router.wire.json.JsonCursor;
import dev.cortexllm.router.wire.json.JsonCursor.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * Reads a request body once, from front to back, and notes where the fields are that the router must know. Checks that
 * the whole is valid JSON in UTF-8, so that no two readers can understand it differently.
 */
public final class ChatRequestScan {
    private static final byte[] ASK_OBJECT = ascii("{\"include_usage\":true}");
    private static final byte[] ASK_FIELD = ascii(",\"stream_options\":{\"include_usage\":true}");
    private static final byte[] ASK_FIRST = ascii("\"include_usage\":true,");
    private static final byte[] TRUE = ascii("true");

    /** So many digits may be more than an {@code int}. */
    private static final int DIGITS = 10;

    /** Fields that have nothing to do with how many answers are made, how long they get, or what a model does before it answers. */
    private static final Set<String> WEIGHTLESS = Set.of(
            "tools",
            "functions",
            "system",
            "tool_choice",
            "function_call",
            "parallel_tool_calls",
            "top_k",
            "presence_penalty",
            "frequency_penalty",
            "seed",
            "stop",
            "stop_sequences",
            "logprobs",
            "top_logprobs",
            "logit_bias",
            "response_format",
            "user",
            "safety_identifier");

    private static final byte BYTE_ORDER_MARK = (byte) 0xEF;

    private final byte[] read;
    private byte[] body;
    private final boolean completions;
    private final MessagesScan messages;
    private Map<String, String> declared;
    private String model;
    private int modelFrom;
    private int modelTo;
    private boolean stream;
    private boolean optionsSeen;
    private boolean usageAsked;
    private boolean maxTokens;
    private int mostTokens;
    private boolean plain = true;
    private boolean temperature;
    private boolean topP;
    private boolean nulls;
    private boolean usageInEveryChunk;
    private boolean functions;
    private int systemFrom = -1;
    private int toolsFrom = -1;
    private int messagesFrom = -1;
    private Edit ask;

    private ChatRequestScan(byte[] body, boolean completions) {
        this.read = body;
        this.body = body;
        this.completions = completions;
        this.messages = new MessagesScan(completions);
    }

    /**
     * Reads the body of a chat completion.
     *
     * @param body all of it
     * @return the request
     * @throws InvalidBody when it is not valid JSON, or not a request that can be routed; the sentence says where
     */
    public static ScannedRequest scan(byte[] body) throws InvalidBody {
        return scan(body, true);
    }

    /**
     * Reads the body of an Anthropic message, whose stream tells its usage unasked. A request that says how the model is to
     * think counts as one that gives the sampling parameters: the API refuses others than its own beside it.
     *
     * @param body all of it
     * @return the request
     * @throws InvalidBody when it is not valid JSON, or not a request that can be routed; the sentence says where
     */
    public static ScannedRequest scanMessage(byte[] body) throws InvalidBody {
        return scan(body, false);
    }

    private static ScannedRequest scan(byte[] body, boolean completions) throws InvalidBody {
        ChatRequestScan scan = new ChatRequestScan(body, completions);
        try {
            scan.object(new JsonCursor(body));
        } catch (Malformed e) {
            throw Complaint.about(body);
        }
        return scan.request();
    }

    private void object(JsonCursor cursor) throws Malformed, InvalidBody {
        if (cursor.rest() == body.length || body[0] == BYTE_ORDER_MARK || cursor.next() != JsonToken.START_OBJECT) {
            throw new InvalidBody("The request body must be a JSON object.", null);
        }
        while (cursor.next() == JsonToken.FIELD_NAME) {
            JsonToken value = cursor.next();
            switch (cursor.name()) {
                case "model" -> model(cursor, value);
                case "stream" -> stream(value);
                case "max_tokens", "max_completion_tokens" -> maxTokens(cursor, value);
                case "temperature" -> temperature |= given(cursor, value);
                case "top_p" -> topP |= given(cursor, value);
                default -> other(cursor, value);
            }
        }
        int rest = cursor.rest();
        if (rest < read.length) {
            throw new InvalidBody("The request body goes on after its JSON object" + at(rest), null);
        }
    }

    /** A field that only one of the two APIs knows, or that the router need not know. */
    private void other(JsonCursor cursor, JsonToken value) throws Malformed, InvalidBody {
        String name = cursor.name();
        if (completions && name.equals("stream_options")) {
            streamOptions(cursor, value);
        } else if (name.equals("messages")) {
            messagesFrom = cursor.from();
            messages.read(cursor);
        } else if (name.equals("metadata")) {
            metadata(cursor);
        } else if (!completions && name.equals("thinking")) {
            boolean given = given(cursor, value);
            temperature |= given;
            topP |= given;
            plain = false;
        } else {
            if (name.equals("tools") || name.equals("functions")) {
                toolsFrom = cursor.from();
            } else if (!completions && name.equals("system")) {
                systemFrom = cursor.from();
            }
            functions |= completions && name.equals("functions") && value == JsonToken.START_ARRAY && !cursor.isEmpty();
            plain &= WEIGHTLESS.contains(name);
            cursor.skip();
        }
    }

    /** Leaves nothing of it where all of it was for the router: OpenAI takes null for that, Anthropic an empty object. */
    private void metadata(JsonCursor cursor) throws Malformed {
        MetadataScan.Said said = MetadataScan.read(cursor, body, completions ? "null" : "{}");
        if (said != null) {
            declared = said.words();
            body = said.body();
        }
    }

    /** Whether there is a value; what it is worth, its provider judges. */
    private boolean given(JsonCursor cursor, JsonToken value) throws Malformed {
        cursor.skip();
        nulls |= value == JsonToken.VALUE_NULL;
        return value != JsonToken.VALUE_NULL;
    }

    private void maxTokens(JsonCursor cursor, JsonToken value) throws Malformed {
        boolean number = value == JsonToken.VALUE_NUMBER_INT && cursor.to() - cursor.from() < DIGITS;
        int most = number ? Integer.parseInt(cursor.text()) : 0;
        if (value != JsonToken.VALUE_NULL) {
            mostTokens = maxTokens || most <= 0 ? Extent.UNCLEAR : most;
        }
        maxTokens |= given(cursor, value);
    }

    private void model(JsonCursor cursor, JsonToken value) throws Malformed, InvalidBody {
        if (value != JsonToken.VALUE_STRING) {
            throw new InvalidBody("'model' must be a string" + at(cursor.from()), "model");
        }
        modelFrom = cursor.from();
        model = cursor.text();
        modelTo = cursor.to();
    }

    private void stream(JsonToken value) throws InvalidBody {
        if (!value.isBoolean() && value != JsonToken.VALUE_NULL) {
            throw new InvalidBody("'stream' must be true or false.", "stream");
        }
        stream = value == JsonToken.VALUE_TRUE;
    }

    private void streamOptions(JsonCursor cursor, JsonToken value) throws Malformed, InvalidBody {
        optionsSeen = true;
        int from = cursor.from();
        if (value == JsonToken.VALUE_NULL) {
            ask = new Edit(from, from + "null".length(), ASK_OBJECT);
            return;
        }
        if (value != JsonToken.START_OBJECT) {
            throw new InvalidBody("'stream_options' must be an object.", "stream_options");
        }
        boolean empty = true;
        while (cursor.next() == JsonToken.FIELD_NAME) {
            empty = false;
            String option = cursor.name();
            JsonToken inner = cursor.next();
            if (option.equals("include_usage")) {
                includeUsage(cursor, inner);
            } else {
                usageInEveryChunk |= option.equals("continuous_usage_stats") && inner == JsonToken.VALUE_TRUE;
                cursor.skip();
            }
        }
        if (empty) {
            ask = new Edit(from, cursor.to(), ASK_OBJECT);
        } else if (ask == null && !usageAsked) {
            ask = new Edit(from + 1, from + 1, ASK_FIRST);
        }
    }

    private void includeUsage(JsonCursor cursor, JsonToken value) throws InvalidBody {
        if (!value.isBoolean() && value != JsonToken.VALUE_NULL) {
            throw new InvalidBody(
                    "'stream_options.include_usage' must be true or false.", "stream_options.include_usage");
        }
        usageAsked = value == JsonToken.VALUE_TRUE;
        if (!usageAsked) {
            int from = cursor.from();
            ask = new Edit(from, from + value.asString().length(), TRUE);
        }
    }

    private ScannedRequest request() throws InvalidBody {
        if (model == null) {
            throw new InvalidBody("The request names no 'model'.", "model");
        }
        ScannedRequest.Given given = new ScannedRequest.Given(maxTokens, temperature, topP, nulls);
        Edit edit =
                completions && stream && !usageAsked ? optionsSeen ? ask : new Edit(modelTo, modelTo, ASK_FIELD) : null;
        return new ScannedRequest(
                body,
                model,
                modelFrom,
                modelTo,
                stream,
                edit,
                given,
                usageInEveryChunk,
                messages.echoes(),
                declared,
                functions,
                systemFrom,
                toolsFrom,
                messagesFrom,
                new Extent(messages.textOnly(), mostTokens, plain));
    }

    private String at(int offset) {
        return Complaint.at(read, offset);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
