package dev.cortexllm.router.wire.chat;

import dev.cortexllm.router.wire.json.Edit;

/**
 * A request's body and what the router must know of it before it chooses: enough to let it pass unread.
 *
 * @param body the bytes as the client sent them; nobody changes them. Valid JSON in valid UTF-8, one object
 * @param model the model asked for
 * @param modelFrom offset of the model's JSON string, opening quote included
 * @param modelTo offset behind its closing quote
 * @param stream whether the answer is to be a stream
 * @param usageEdit what makes an OpenAI-compatible upstream report usage at the end of a stream, where the client did not
 *     ask for it; null otherwise
 * @param given which parameters with a default the client gives
 */
public record ScannedRequest(
        byte[] body, String model, int modelFrom, int modelTo, boolean stream, Edit usageEdit, Given given) {

    /**
     * Parameters that a configuration may have defaults for.
     *
     * @param maxTokens whether the client limits the answer
     * @param temperature whether it gives a temperature
     * @param topP whether it gives a nucleus
     */
    public record Given(boolean maxTokens, boolean temperature, boolean topP) {}

    /** Whether the usage at the end of the stream is for the router alone. */
    public boolean usageIsOurs() {
        return usageEdit != null;
    }
}
