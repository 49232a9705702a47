package dev.cortexllm.router.wire.gemini;

import dev.cortexllm.router.wire.chat.AnswerReader;
import dev.cortexllm.router.wire.chat.AnswerSink;
import dev.cortexllm.router.wire.sse.EventData;
import dev.cortexllm.router.wire.sse.EventReader;
import dev.cortexllm.router.wire.sse.MalformedStream;

/** Reads an answer that comes as a stream: each event's data is a response of its own. */
final class StreamReader implements AnswerReader {
    private final EventReader events = new EventReader();
    private final ResponseReader responses;

    StreamReader(ResponseReader responses) {
        this.responses = responses;
    }

    @Override
    public void feed(byte[] piece, AnswerSink sink) throws MalformedStream {
        events.feed(piece, handler(sink));
    }

    @Override
    public void end(AnswerSink sink) throws MalformedStream {
        events.end(handler(sink));
        responses.end(sink);
    }

    private EventReader.Handler handler(AnswerSink sink) {
        return new EventReader.Handler() {
            @Override
            public void event(EventData event) throws MalformedStream {
                responses.read(event.bytes(), event.from(), event.to(), sink);
            }

            @Override
            public void comment() {
                sink.keepAlive();
            }
        };
    }
}
