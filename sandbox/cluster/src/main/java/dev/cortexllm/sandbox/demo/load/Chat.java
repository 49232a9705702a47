package dev.cortexllm.sandbox.demo.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/**
 * A chat request.
 *
 * @param prompt the user's message
 * @param stream whether the answer is streamed
 * @param maxTokens completion tokens at the most
 * @param headers request headers
 */
public record Chat(String prompt, boolean stream, int maxTokens, Map<String, String> headers) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A plain request. */
    public static Chat plain(String prompt, int maxTokens) {
        return new Chat(prompt, false, maxTokens, Map.of());
    }

    /** A streamed request. */
    public static Chat streamed(String prompt, int maxTokens) {
        return new Chat(prompt, true, maxTokens, Map.of());
    }

    /** The same request with one more header. */
    public Chat with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Chat(prompt, stream, maxTokens, Map.copyOf(more));
    }

    /**
     * What goes over the wire.
     *
     * @param model what to put into {@code model}
     * @return JSON
     */
    public String body(String model) {
        ObjectNode body = JSON.createObjectNode().put("model", model);
        body.putArray("messages").addObject().put("role", "user").put("content", prompt);
        body.put("max_tokens", maxTokens);
        if (stream) {
            body.put("stream", true).putObject("stream_options").put("include_usage", true);
        }
        return body.toString();
    }
}
