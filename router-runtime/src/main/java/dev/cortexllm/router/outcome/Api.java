package dev.cortexllm.router.outcome;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;

/** The APIs that clients call, as far as errors look different in them. */
public enum Api {
    /** {@code {"error":{"message","type","param","code"}}}, all four always present. */
    OPENAI {
        @Override
        String json(ErrorReply reply, String requestId) {
            return "{\"error\":{\"message\":" + text(reply.message(this)) + ",\"type\":"
                    + text(reply.type().word(this)) + ",\"param\":" + text(reply.param()) + ",\"code\":"
                    + text(reply.code()) + "}}";
        }

        @Override
        String event(String json) {
            return "data: " + json + "\n\n";
        }

        @Override
        String signOfLife(String name) {
            return ": waiting for " + name + "\n\n";
        }
    },
    /**
     * {@code {"type":"error","error":{"type","message"},"request_id"}}, and in {@code error} the member {@code
     * {"details":{"error_code"}}} for the codes that Anthropic's own SDKs look for there.
     */
    ANTHROPIC {
        @Override
        String json(ErrorReply reply, String requestId) {
            String details = THREAD_UNSUPPORTED.equals(reply.code())
                    ? ",\"details\":{\"error_code\":" + text(reply.code()) + "}"
                    : "";
            return "{\"type\":\"error\",\"error\":{\"type\":"
                    + text(reply.type().word(this)) + ",\"message\":" + text(reply.message(this)) + details
                    + "},\"request_id\":" + text(requestId) + "}";
        }

        @Override
        String event(String json) {
            return "event: error\ndata: " + json + "\n\n";
        }

        /** Every client of the API expects this one, anywhere in a stream. */
        @Override
        String signOfLife(String name) {
            return "event: ping\ndata: {\"type\": \"ping\"}\n\n";
        }
    };

    /** Makes Anthropic's SDKs send a conversation again that they had thought to be kept by the server. */
    private static final String THREAD_UNSUPPORTED = "thread_unsupported_request";

    /**
     * Whether every client of the API takes the error event for the end of a failed stream. Some of OpenAI's pass over it
     * and take a connection that ends in order for the end of the answer, so that it has to be cut.
     */
    public boolean errorEventEnds() {
        return this == ANTHROPIC;
    }

    abstract String json(ErrorReply reply, String requestId);

    abstract String event(String json);

    abstract String signOfLife(String name);

    /**
     * An error as the body of an answer.
     *
     * @param reply what to say
     * @param requestId id of the request
     * @return JSON in UTF-8
     */
    public byte[] body(ErrorReply reply, String requestId) {
        return json(reply, requestId).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * An error as an event of a stream that has begun; the stream ends after it, without its usual closing event.
     *
     * @param reply what to say
     * @param requestId id of the request
     * @return one server-sent event in UTF-8
     */
    public byte[] event(ErrorReply reply, String requestId) {
        return event(json(reply, requestId)).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * What stands in a stream that has nothing to say yet, and changes nothing for a client.
     *
     * @param name of the upstream that is waited for; visible ASCII
     * @return a comment or an event in UTF-8
     */
    public byte[] keepAlive(String name) {
        return signOfLife(name).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(String value) {
        return value == null
                ? "null"
                : '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(value)) + '"';
    }
}
