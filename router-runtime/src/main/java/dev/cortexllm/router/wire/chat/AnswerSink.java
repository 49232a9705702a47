package dev.cortexllm.router.wire.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.account.Usage;

/**
 * Takes an answer piece by piece; whole answers come as one long piece each. Readers of provider formats call it, writers
 * of client dialects implement it.
 *
 * <p>The order that readers keep: {@link #start} once; then any pieces, of several choices interleaved; {@link #finish}
 * once per choice; {@link #usage} any number of times, each replacing the one before; {@link #end} once, if and only if
 * the answer came to its proper end. {@link #keepAlive} may come anywhere. An answer's own error is not a call but an
 * exception of the reader.
 */
public interface AnswerSink {
    /**
     * The answer begins.
     *
     * @param id the provider's id of it, or null
     * @param model the model that answers by its own account, or null
     */
    void start(String id, String model);

    /**
     * Visible text.
     *
     * @param choice which answer, from 0
     * @param text the next piece, not empty
     */
    void text(int choice, String text);

    /**
     * What the model thinks.
     *
     * @param choice which answer
     * @param text the next piece, not empty
     */
    void reasoning(int choice, String text);

    /**
     * The provider's proof of the reasoning that was just told; ends that thought.
     *
     * @param choice which answer
     * @param signature opaque
     */
    void signature(int choice, String signature);

    /**
     * A thought that only the provider can read, whole.
     *
     * @param choice which answer
     * @param data opaque
     */
    void redacted(int choice, String data);

    /**
     * The model refuses, in these words.
     *
     * @param choice which answer
     * @param text the next piece, not empty
     */
    void refusal(int choice, String text);

    /**
     * A call of a tool begins.
     *
     * @param choice which answer
     * @param index which call of that answer, from 0, in order of their begin
     * @param id the call's id, never null
     * @param name the tool, as the client named it
     * @param signature the provider's proof of the reasoning before the call, or null
     */
    void tool(int choice, int index, String id, String name, String signature);

    /**
     * Arguments of a call that has begun.
     *
     * @param choice which answer
     * @param index which call
     * @param json the next piece of JSON text, not empty. A call without any has the arguments {@code {}}
     */
    void arguments(int choice, int index, String json);

    /**
     * Token probabilities in OpenAI's form.
     *
     * @param choice which answer
     * @param logprobs the object {@code {content:[...], refusal:[...]}}, for the piece just told or the whole answer
     */
    void logprobs(int choice, JsonNode logprobs);

    /**
     * An answer is finished.
     *
     * @param choice which answer
     * @param reason why
     * @param stopSequence the stop text it came upon, where the provider says so; or null
     */
    void finish(int choice, FinishReason reason, String stopSequence);

    /**
     * What was used so far.
     *
     * @param usage totals, replacing those told before
     */
    void usage(Usage usage);

    /** The provider is still there and has nothing to say. */
    void keepAlive();

    /** The answer came to its proper end. */
    void end();
}
