package dev.cortexllm.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** One answer while it comes. */
final class Reading {
    private static final String PROVIDER = "x-cortex-provider";

    private final StringBuilder body = new StringBuilder();
    private long first;

    /** A part of the body has come. */
    void part(ByteBuf part, long now) {
        first = first == 0 ? now : first;
        body.append(part.toString(StandardCharsets.UTF_8));
    }

    /**
     * It is over.
     *
     * @param due when the request was due
     * @param head head of the answer; null: none has come
     * @param inOrder whether it ended, and not its connection
     * @param now the time
     */
    Answer over(long due, HttpResponse head, boolean inOrder, long now) {
        int status = head == null ? 0 : head.status().code();
        String by = head == null ? "" : head.headers().get(PROVIDER, "");
        return new Answer(due, (first == 0 ? now : first) - due, Ending.of(status, inOrder, body.toString()), by);
    }
}
