package dev.cortexllm.sandbox.models.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.AnswerPlan;
import dev.cortexllm.sandbox.models.engine.Generation;
import dev.cortexllm.sandbox.models.wire.AnswerWriter;
import dev.cortexllm.sandbox.models.wire.ApiError;
import dev.cortexllm.sandbox.models.wire.JsonText;

/** Writes a legacy {@code text_completion}, as one document or as chunks, which have the same form. */
final class TextAnswer implements AnswerWriter {
    private final Envelope envelope;
    private final Dialect dialect;
    private final boolean streams;

    TextAnswer(Envelope envelope, Dialect dialect, boolean streams) {
        this.envelope = envelope;
        this.dialect = dialect;
        this.streams = streams;
    }

    @Override
    public String contentType() {
        return streams ? "text/event-stream" : "application/json";
    }

    @Override
    public boolean streams() {
        return streams;
    }

    @Override
    public boolean headersAtOnce() {
        return streams && envelope.style().headersAtOnce();
    }

    @Override
    public String begin(Generation generation) {
        return "";
    }

    @Override
    public String piece(AnswerPlan.Token token) {
        return streams ? JsonText.event(part(token.text(), null)) : "";
    }

    @Override
    public String end(Generation generation) {
        String finish = envelope.finish(generation.plan().finish());
        if (!streams) {
            ObjectNode document = part(generation.plan().text(0), finish);
            document.set("usage", envelope.usage(generation));
            return JsonText.of(document);
        }
        String end = JsonText.event(part("", finish));
        if (envelope.includeUsage()) {
            ObjectNode usage = envelope.open("text_completion");
            usage.putArray("choices");
            usage.set("usage", envelope.usage(generation));
            end += JsonText.event(usage);
        }
        return end + "data: [DONE]\n\n";
    }

    @Override
    public String broken(ApiError error) {
        return dialect.broken(error);
    }

    private ObjectNode part(String text, String finish) {
        ObjectNode part = envelope.open("text_completion");
        part.putArray("choices")
                .addObject()
                .put("text", text)
                .put("index", 0)
                .putNull("logprobs")
                .put("finish_reason", finish);
        if (streams && envelope.includeUsage() && envelope.style().nullUsage()) {
            part.putNull("usage");
        }
        return part;
    }
}
