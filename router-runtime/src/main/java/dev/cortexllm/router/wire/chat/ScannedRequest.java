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
 * @param systemFrom offset of Anthropic's system prompt; -1: there is none
 * @param toolsFrom offset of the tools; -1: there are none
 * @param messagesFrom offset of the messages; -1: there are none
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
        int systemFrom,
        int toolsFrom,
        int messagesFrom) {

    /** A request of whose beginning nothing is known. */
    public ScannedRequest(
            byte[] body,
            String model,
            int modelFrom,
            int modelTo,
            boolean stream,
            Edit usageEdit,
            Given given,
            boolean usageInEveryChunk,
            boolean echoes,
            Map<String, String> declared) {
        this(
                body,
                model,
                modelFrom,
                modelTo,
                stream,
                usageEdit,
                given,
                usageInEveryChunk,
                echoes,
                declared,
                -1,
                -1,
                -1);
    }

    /** A request that tells the router nothing in its metadata. */
    public ScannedRequest(
            byte[] body,
            String model,
            int modelFrom,
            int modelTo,
            boolean stream,
            Edit usageEdit,
            Given given,
            boolean usageInEveryChunk,
            boolean echoes) {
        this(body, model, modelFrom, modelTo, stream, usageEdit, given, usageInEveryChunk, echoes, null);
    }

    /** A request with neither usage in every chunk nor echoes. */
    public ScannedRequest(
            byte[] body, String model, int modelFrom, int modelTo, boolean stream, Edit usageEdit, Given given) {
        this(body, model, modelFrom, modelTo, stream, usageEdit, given, false, false);
    }

    /**
     * Parameters that a configuration may have defaults for.
     *
     * @param maxTokens whether the client limits the answer
     * @param temperature whether it gives a temperature
     * @param topP whether it gives a nucleus
     * @param nulls whether one of them stands there as null, which says no more than silence
     */
    public record Given(boolean maxTokens, boolean temperature, boolean topP, boolean nulls) {

        /** Without nulls. */
        public Given(boolean maxTokens, boolean temperature, boolean topP) {
            this(maxTokens, temperature, topP, false);
        }
    }

    /** Whether the usage at the end of the stream is for the router alone. */
    public boolean usageIsOurs() {
        return usageEdit != null;
    }
}
