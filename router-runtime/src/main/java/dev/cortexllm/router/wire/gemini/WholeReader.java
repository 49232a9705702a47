package dev.cortexllm.router.wire.gemini;

import dev.cortexllm.router.wire.chat.AnswerReader;
import dev.cortexllm.router.wire.chat.AnswerSink;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.io.ByteArrayOutputStream;

/** Reads an answer that comes in one piece: one response. */
final class WholeReader implements AnswerReader {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ResponseReader responses;

    WholeReader(ResponseReader responses) {
        this.responses = responses;
    }

    @Override
    public void feed(byte[] piece, AnswerSink sink) {
        bytes.writeBytes(piece);
    }

    @Override
    public void end(AnswerSink sink) throws MalformedStream {
        byte[] body = bytes.toByteArray();
        responses.read(body, 0, body.length, sink);
        responses.end(sink);
    }
}
