package dev.cortexllm.router.wire.pass;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.cortexllm.router.wire.chat.ScannedRequest;
import dev.cortexllm.router.wire.chat.ScannedRequest.Extent;
import dev.cortexllm.router.wire.json.Edit;
import dev.cortexllm.router.wire.json.InvalidBody;
import dev.cortexllm.router.wire.json.JsonReading;
import dev.cortexllm.router.wire.json.Utf8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * Reads a request body once, from front to back, and notes where the fields are that the router must know. Checks that
 * the whole is valid JSON in UTF-8, so that no two readers can understand it differently.
 */
public final class ChatRequestScan {
    private static final JsonFactory JSON = JsonReading.withoutDuplicates();
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

    /** What the parser tells programmers of its settings; a client has no use for it. */
    private static final String ADVICE = "(, from `[^`]*`)|(: enable `[^`]*` to allow)";

    /** How the parser begins to say that a name stands twice in one object. */
    private static final String DUPLICATE = "Duplicate field '";

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
    private int systemFrom = -1;
    private int toolsFrom = -1;
    private int messagesFrom = -1;
    private Edit ask;

    private ChatRequestScan(byte[] body, boolean completions) {
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
        int wrong = Utf8.firstInvalid(body);
        if (wrong >= 0) {
            throw new InvalidBody("The request body is not valid UTF-8 at byte " + wrong + ".", null);
        }
        ChatRequestScan scan = new ChatRequestScan(body, completions);
        try (JsonParser parser = JSON.createParser(body)) {
            scan.object(parser);
        } catch (JsonProcessingException e) {
            String why = e.getOriginalMessage().replaceAll(ADVICE, "");
            if (why.startsWith(DUPLICATE)) {
                String name = why.substring(DUPLICATE.length(), why.lastIndexOf('\''));
                throw new InvalidBody("'" + name + "' stands twice in one object of the request" + position(e), name);
            }
            throw new InvalidBody("The request body is not valid JSON: " + why + position(e), null);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
        return scan.request();
    }

    private void object(JsonParser parser) throws IOException, InvalidBody {
        if (parser.nextToken() != JsonToken.START_OBJECT || body[0] == (byte) 0xEF) {
            throw new InvalidBody("The request body must be a JSON object.", null);
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "model" -> model(parser, value);
                case "stream" -> stream(value);
                case "max_tokens", "max_completion_tokens" -> maxTokens(parser, value);
                case "temperature" -> temperature |= given(parser, value);
                case "top_p" -> topP |= given(parser, value);
                default -> other(parser, name, value);
            }
        }
        if (parser.nextToken() != null) {
            throw new InvalidBody(
                    "The request body goes on after its JSON object" + at(parser.currentTokenLocation()), null);
        }
    }

    /** A field that only one of the two APIs knows, or that the router need not know. */
    private void other(JsonParser parser, String name, JsonToken value) throws IOException, InvalidBody {
        if (completions && name.equals("stream_options")) {
            streamOptions(parser, value);
        } else if (name.equals("messages")) {
            messagesFrom = offset(parser.currentTokenLocation());
            messages.read(parser, value);
        } else if (name.equals("metadata")) {
            metadata(parser);
        } else if (!completions && name.equals("thinking")) {
            boolean given = given(parser, value);
            temperature |= given;
            topP |= given;
            plain = false;
        } else {
            if (name.equals("tools") || name.equals("functions")) {
                toolsFrom = offset(parser.currentTokenLocation());
            } else if (!completions && name.equals("system")) {
                systemFrom = offset(parser.currentTokenLocation());
            }
            plain &= WEIGHTLESS.contains(name);
            parser.skipChildren();
        }
    }

    /** Leaves nothing of it where all of it was for the router: OpenAI takes null for that, Anthropic an empty object. */
    private void metadata(JsonParser parser) throws IOException {
        int from = offset(parser.currentTokenLocation());
        MetadataScan.Said said = MetadataScan.read(parser, body, from, completions ? "null" : "{}");
        if (said != null) {
            declared = said.words();
            body = said.body();
        }
    }

    /** Whether there is a value; what it is worth, its provider judges. */
    private boolean given(JsonParser parser, JsonToken value) throws IOException {
        parser.skipChildren();
        nulls |= value == JsonToken.VALUE_NULL;
        return value != JsonToken.VALUE_NULL;
    }

    private void maxTokens(JsonParser parser, JsonToken value) throws IOException {
        boolean clear = value == JsonToken.VALUE_NULL
                || value == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() < DIGITS && parser.getIntValue() > 0;
        if (!clear || maxTokens && value != JsonToken.VALUE_NULL) {
            mostTokens = Extent.UNCLEAR;
        } else if (value != JsonToken.VALUE_NULL) {
            mostTokens = parser.getIntValue();
        }
        maxTokens |= given(parser, value);
    }

    private void model(JsonParser parser, JsonToken value) throws IOException, InvalidBody {
        if (value != JsonToken.VALUE_STRING) {
            throw new InvalidBody("'model' must be a string" + at(parser.currentTokenLocation()), "model");
        }
        modelFrom = offset(parser.currentTokenLocation());
        model = parser.getText();
        modelTo = offset(parser.currentLocation());
    }

    private void stream(JsonToken value) throws InvalidBody {
        if (!value.isBoolean() && value != JsonToken.VALUE_NULL) {
            throw new InvalidBody("'stream' must be true or false.", "stream");
        }
        stream = value == JsonToken.VALUE_TRUE;
    }

    private void streamOptions(JsonParser parser, JsonToken value) throws IOException, InvalidBody {
        optionsSeen = true;
        int from = offset(parser.currentTokenLocation());
        if (value == JsonToken.VALUE_NULL) {
            ask = new Edit(from, from + "null".length(), ASK_OBJECT);
            return;
        }
        if (value != JsonToken.START_OBJECT) {
            throw new InvalidBody("'stream_options' must be an object.", "stream_options");
        }
        boolean empty = true;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            empty = false;
            String option = parser.currentName();
            JsonToken inner = parser.nextToken();
            if (option.equals("include_usage")) {
                includeUsage(parser, inner);
            } else {
                usageInEveryChunk |= option.equals("continuous_usage_stats") && inner == JsonToken.VALUE_TRUE;
                parser.skipChildren();
            }
        }
        if (empty) {
            ask = new Edit(from, offset(parser.currentLocation()), ASK_OBJECT);
        } else if (ask == null && !usageAsked) {
            ask = new Edit(from + 1, from + 1, ASK_FIRST);
        }
    }

    private void includeUsage(JsonParser parser, JsonToken value) throws InvalidBody {
        if (!value.isBoolean() && value != JsonToken.VALUE_NULL) {
            throw new InvalidBody(
                    "'stream_options.include_usage' must be true or false.", "stream_options.include_usage");
        }
        usageAsked = value == JsonToken.VALUE_TRUE;
        if (!usageAsked) {
            int from = offset(parser.currentTokenLocation());
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
                systemFrom,
                toolsFrom,
                messagesFrom,
                new Extent(messages.textOnly(), mostTokens, plain));
    }

    private static String position(JsonProcessingException e) {
        return e.getLocation() == null ? "." : at(e.getLocation());
    }

    private static String at(JsonLocation location) {
        return " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ", byte "
                + location.getByteOffset() + ").";
    }

    private static int offset(JsonLocation location) {
        return (int) location.getByteOffset();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
