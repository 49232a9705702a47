package dev.cortexllm.router.wire.chat;

import dev.cortexllm.router.wire.json.Edit;
import java.util.Map;

/**
 * A request's body and what the router must know of it before it chooses: enough to let it pass unread.
 *
 * @param body the bytes as the client sent them, except for what is {@code declared}; nobody changes them. Valid JSON in valid UTF-8, one object
 * @param model the model asked for
 * @param modelFrom offset of the model's JSON string, opening quote included
 * @param modelTo offset behind its closing quote
 * @param stream whether the answer is to be a stream
 * @param usageEdit what makes an OpenAI-compatible upstream report usage at the end of a stream, where the client did not
 *     ask for it; null otherwise
 * @param given which parameters with a default the client gives
 * @param usageInEveryChunk whether the client wants the usage so far in every chunk of a stream, as vLLM tells it
 * @param echoes whether the conversation holds what only this router, or the model of another provider, can have put into an
 *     earlier answer: Anthropic and OpenAI refuse it
 * @param declared what its metadata tell the router, by names without {@code cortex_}; they do not stand in the body any
 *     more; null when nothing
 * @param functions whether it offers OpenAI's {@code functions}, as was done before there were {@code tools}
 * @param systemFrom offset of Anthropic's system prompt; -1: there is none
 * @param toolsFrom offset of the tools; -1: there are none
 * @param messagesFrom offset of the messages; -1: there are none
 * @param extent what tells how large prompt and answer can become
 */
public record ScannedRequest(
        byte[] body,
        String model,
        int modelFrom,
        int modelTo,
        boolean stream,
        Edit usageEdit,
        Given given,
        boolean usageInEveryChunk,
        boolean echoes,
        Map<String, String> declared,
        boolean functions,
        int systemFrom,
        int toolsFrom,
        int messagesFrom,
        Extent extent) {

    /**
     * Parameters that a configuration may have defaults for.
     *
     * @param maxTokens whether the client limits the answer
     * @param temperature whether it gives a temperature
     * @param topP whether it gives a nucleus
     * @param nulls whether one of them stands there as null, which says no more than silence
     */
    public record Given(boolean maxTokens, boolean temperature, boolean topP, boolean nulls) {}

    /**
     * How large a request is to its model, as far as one look over it can tell.
     *
     * @param textOnly whether the messages hold no image, document or sound, nor anything that this router does not know
     * @param maxTokens the most tokens that are asked for one answer; 0: nothing is said, {@link #UNCLEAR}: it must be read to know
     * @param oneAnswer whether it asks for one answer and says nothing of thinking, nor anything that this router does not know
     */
    public record Extent(boolean textOnly, int maxTokens, boolean oneAnswer) {
        /** Several fields tell the length of the answer, or one that holds no usual number. */
        public static final int UNCLEAR = -1;

        /** Whether nobody has to read the request to know how large it can become. */
        public boolean plain() {
            return textOnly && oneAnswer && maxTokens != UNCLEAR;
        }
    }

    /** Whether the usage at the end of the stream is for the router alone. */
    public boolean usageIsOurs() {
        return usageEdit != null;
    }
}
