package dev.cortexllm.router.wire.pass;

/**
 * Tells thoughts of other providers' models in an Anthropic conversation, where this router has let such a model answer. Anthropic
 * refuses them (facts/wire/anthropic.md section 2, thinking blocks).
 */
public final class ForeignThought {
    private ForeignThought() {}

    /**
     * Whether a thought cannot be Anthropic's.
     *
     * @param signature what should prove it, or null. Anthropic's are base64; a model that signs nothing leaves it empty,
     *     and what other providers sign is marked with their name and a colon
     * @return true when Anthropic would refuse it
     */
    public static boolean is(String signature) {
        return signature == null || signature.isEmpty() || signature.indexOf(':') >= 0;
    }
}
