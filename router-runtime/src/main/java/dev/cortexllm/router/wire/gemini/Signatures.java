package dev.cortexllm.router.wire.gemini;

import java.util.regex.Pattern;

/**
 * Proofs of reasoning. A call's goes to the client as it came: OpenAI's clients get and return it in Google's own field,
 * where no other provider's can be. That of a thought is marked on its way to the client, because there it stands where
 * every provider's stands, and one that comes back from another provider would be refused.
 */
final class Signatures {
    /**
     * Stands in for the signature of a step that another model took, or that the client lost (facts/wire/gemini.md section
     * 4).
     */
    static final String NONE_TO_CHECK = "skip_thought_signature_validator";

    private static final String MARK = "gemini:";
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]+={0,2}");

    private Signatures() {}

    /** Marks a thought's signature as Google's. */
    static String marked(String signature) {
        return MARK + signature;
    }

    /**
     * Takes the mark off.
     *
     * @param signature of a thought in the conversation, or null
     * @return Google's signature, or null when it is another's or none
     */
    static String unmarked(String signature) {
        return signature != null && signature.startsWith(MARK) ? usable(signature.substring(MARK.length())) : null;
    }

    /**
     * Keeps what Google can decode.
     *
     * @param signature of a call, or null
     * @return the same, or null when it is no base64
     */
    static String usable(String signature) {
        return signature != null && BASE64.matcher(signature).matches() ? signature : null;
    }
}
