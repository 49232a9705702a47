package dev.cortexllm.sandbox.accounting;

/**
 * What a client can tell of one request.
 *
 * @param requestId its name for it
 * @param router address of the router that it went to
 * @param ending how it ended
 * @param status the answer's, 0 when there was none
 * @param delivered tokens of the answer that reached the client
 * @param millis how long it took
 * @param text the answer as far as it came
 */
record Told(String requestId, String router, Ending ending, int status, int delivered, long millis, String text) {}
