package dev.cortexllm.sandbox.models.wire;

import dev.cortexllm.sandbox.models.engine.AnswerPlan;
import dev.cortexllm.sandbox.models.engine.Generation;

/**
 * Writes one answer in a vendor's way. Every method returns the text to send now, which may be empty; a writer of
 * unstreamed answers returns everything from {@link #end}. Made anew for each request.
 */
public interface AnswerWriter {
    /** Returns the content type of the whole response. */
    String contentType();

    /** Returns whether the answer is sent in parts. */
    boolean streams();

    /** Returns whether this vendor sends status and headers before there is any content. */
    boolean headersAtOnce();

    /** The generation is about to emit its first token. */
    String begin(Generation generation);

    /** One token. */
    String piece(AnswerPlan.Token token);

    /** The answer is complete. */
    String end(Generation generation);

    /** The answer breaks off in mid-stream; only called on a writer that streams. */
    String broken(ApiError error);
}
