package dev.cortexllm.router.outcome;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;

/** Errors as OpenAI's API writes them: {@code {"error":{"message","type","param","code"}}}, all four always present. */
public final class OpenAiErrors {
    private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

    private OpenAiErrors() {}

    /**
     * An error as the body of an answer.
     *
     * @param reply what to say
     * @return JSON in UTF-8
     */
    public static byte[] body(ErrorReply reply) {
        return json(reply).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * An error as an event of a stream that has begun; the stream ends after it, without {@code [DONE]}.
     *
     * @param reply what to say
     * @return one server-sent event in UTF-8
     */
    public static byte[] event(ErrorReply reply) {
        return ("data: " + json(reply) + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String json(ErrorReply reply) {
        return "{\"error\":{\"message\":" + text(reply.message()) + ",\"type\":" + text(reply.type()) + ",\"param\":"
                + text(reply.param()) + ",\"code\":" + text(reply.code()) + "}}";
    }

    private static String text(String value) {
        return value == null ? "null" : '"' + String.valueOf(ENCODER.quoteAsString(value)) + '"';
    }
}
