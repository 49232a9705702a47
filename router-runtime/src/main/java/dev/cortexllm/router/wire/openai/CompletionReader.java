package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.wire.chat.AnswerReader;
import dev.cortexllm.router.wire.chat.AnswerSink;
import dev.cortexllm.router.wire.chat.UpstreamFailed;
import dev.cortexllm.router.wire.json.JsonTrees;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Reads an answer in one piece. Empty lines before it are DeepSeek's way of keeping the connection alive. */
final class CompletionReader implements AnswerReader {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final ChoicesReader choices;

    /**
     * @param choices made for this answer
     */
    CompletionReader(ChoicesReader choices) {
        this.choices = choices;
    }

    @Override
    public void feed(byte[] piece, AnswerSink sink) {
        body.writeBytes(piece);
    }

    @Override
    public void end(AnswerSink sink) throws MalformedStream {
        JsonNode answer = answer();
        if (OpenAiError.isOne(answer)) {
            throw new UpstreamFailed(OpenAiError.inAnswer(answer));
        }
        choices.read(answer, sink);
        if (!choices.any()) {
            throw new MalformedStream("an answer without choices");
        }
        choices.finish(sink);
    }

    private JsonNode answer() throws MalformedStream {
        try {
            return JsonTrees.read(body.toByteArray());
        } catch (IOException e) {
            throw new MalformedStream("the answer is not JSON");
        }
    }
}
