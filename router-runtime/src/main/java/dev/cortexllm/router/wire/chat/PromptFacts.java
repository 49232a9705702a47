package dev.cortexllm.router.wire.chat;

/**
 * What a look over a request's body shows, without making objects of it. Whatever is not as the API wants it is passed over:
 * to judge that is not for a look.
 *
 * @param user the last turn of the person that has text: its first {@link #USER_CHARS}, or, when it is longer, its beginning,
 *     a line break, and its last {@link #TAIL_CHARS}
 * @param userLength characters of the whole turn
 * @param system the first {@link #SYSTEM_CHARS} of what the application says; empty when it says nothing
 * @param tools whether tools are offered
 * @param vision whether there is an image or a document
 * @param jsonSchema whether the answer is to follow a JSON schema
 * @param reasoning whether the model is asked to reason
 * @param unhurried whether the request asks for a service tier at which nobody waits
 * @param tokens tokens of the prompt, by an estimate that knows no vocabulary
 */
public record PromptFacts(
        String user,
        int userLength,
        String system,
        boolean tools,
        boolean vision,
        boolean jsonSchema,
        boolean reasoning,
        boolean unhurried,
        long tokens) {
    /** Most characters of the person's turn that are kept: 3 Ki. */
    public static final int USER_CHARS = 3072;
    /** Of these, so many are of its end: people paste a long text and ask below it. */
    public static final int TAIL_CHARS = 1024;
    /** Most characters of the system prompt that are kept: 1 Ki. */
    public static final int SYSTEM_CHARS = 1024;
}
