package dev.cortexllm.bench.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** Answers as bytes, made once. */
final class Answers {
    /** Blanks in a token where the time goes that it is sent at; nanoseconds of the monotonic clock have fewer digits. */
    static final int STAMP_DIGITS = 18;

    private static final String WORDS = "The quick brown fox jumps over the lazy dog. ".repeat(6);

    final ByteBuf chat = json(
            200,
            "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1700000000,\"model\":\"bench\",\"choices\":[{\"index\":0,"
                    + "\"message\":{\"role\":\"assistant\",\"content\":\"" + WORDS
                    + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":200,\"completion_tokens\":60,\"total_tokens\":260}}");
    final ByteBuf message = json(
            200,
            "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"bench\",\"content\":[{\"type\":\"text\",\"text\":\""
                    + WORDS
                    + "\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":200,\"output_tokens\":60}}");
    final ByteBuf limited = json(
            429,
            "{\"error\":{\"message\":\"Rate limit reached\",\"type\":\"requests\",\"code\":\"rate_limit_exceeded\"}}");
    final ByteBuf unavailable =
            json(503, "{\"error\":{\"message\":\"The engine is overloaded\",\"type\":\"server_error\",\"code\":null}}");
    final ByteBuf done = json(200, "{}");
    final ByteBuf streamHead =
            fixed("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
                    + chunk(event("{\"role\":\"assistant\",\"content\":\"\"}", "null")));
    final ByteBuf streamEnd = fixed(chunk(event("{}", "\"stop\""))
            + chunk(
                    "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"bench\",\"choices\":[],"
                            + "\"usage\":{\"prompt_tokens\":200,\"completion_tokens\":60,\"total_tokens\":260}}\n\n")
            + chunk("data: [DONE]\n\n") + "0\r\n\r\n");

    private final byte[] token = chunk(event("{\"content\":\"T" + " ".repeat(STAMP_DIGITS) + "\"}", "null"))
            .getBytes(StandardCharsets.UTF_8);
    private final int stampAt = new String(token, StandardCharsets.UTF_8).indexOf("\"T ") + 2;

    /** A token that carries the time at which it is sent. */
    ByteBuf token(long nanos) {
        byte[] stamped = token.clone();
        byte[] digits = Long.toString(nanos).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, stamped, stampAt, digits.length);
        return Unpooled.wrappedBuffer(stamped);
    }

    private static String event(String delta, String finish) {
        return "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"bench\",\"choices\":[{\"index\":0,"
                + "\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]}\n\n";
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static ByteBuf json(int status, String body) {
        return fixed("HTTP/1.1 " + status + " X\r\ncontent-type: application/json\r\ncontent-length: " + body.length()
                + "\r\n\r\n" + body);
    }

    private static ByteBuf fixed(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Unpooled.unreleasableBuffer(Unpooled.directBuffer(bytes.length).writeBytes(bytes));
    }
}
