package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.wire.chat.AnswerReader;
import dev.cortexllm.router.wire.chat.AnswerSink;
import dev.cortexllm.router.wire.chat.UpstreamFailed;
import dev.cortexllm.router.wire.json.JsonTrees;
import dev.cortexllm.router.wire.sse.EventData;
import dev.cortexllm.router.wire.sse.EventReader;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads an answer that comes in chunks. That it is finished is told at its very end: usage, content and even errors still
 * come behind a finish reason. Its end is {@code [DONE]}, or, for vendors who do not send that, the end of the bytes once
 * every choice has a finish reason.
 */
final class ChunkReader implements AnswerReader, EventReader.Handler {
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final EventReader events = new EventReader();
    private final ChoicesReader choices;
    private AnswerSink sink;
    private boolean done;

    /**
     * @param choices made for this answer
     */
    ChunkReader(ChoicesReader choices) {
        this.choices = choices;
    }

    @Override
    public void feed(byte[] piece, AnswerSink to) throws MalformedStream {
        sink = to;
        events.feed(piece, this);
    }

    @Override
    public void end(AnswerSink to) throws MalformedStream {
        sink = to;
        events.end(this);
        if (!done && choices.allFinished()) {
            choices.finish(sink);
        }
    }

    @Override
    public void event(EventData event) throws MalformedStream {
        if (done || event.from() == event.to()) {
            return;
        }
        if (event.startsWith(DONE)) {
            done = true;
            // Where nothing has come there is no answer, whatever the provider says.
            if (choices.any()) {
                choices.finish(sink);
            }
            return;
        }
        JsonNode chunk = read(event);
        if ("error".equals(event.name()) || OpenAiError.isOne(chunk)) {
            throw new UpstreamFailed(OpenAiError.inAnswer(chunk));
        }
        choices.read(chunk, sink);
    }

    private static JsonNode read(EventData event) throws MalformedStream {
        try {
            JsonNode chunk = JsonTrees.read(event.bytes(), event.from(), event.to());
            if (chunk.isObject()) {
                return chunk;
            }
        } catch (IOException e) {
            // Said below.
        }
        throw new MalformedStream("an event is not a chunk");
    }

    @Override
    public void comment() {
        if (!done) {
            sink.keepAlive();
        }
    }
}
