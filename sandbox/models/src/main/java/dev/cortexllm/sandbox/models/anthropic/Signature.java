package dev.cortexllm.sandbox.models.anthropic;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Signs thoughts, so that only an unchanged echo of a thinking block is accepted. Opaque to clients. */
final class Signature {
    private static final String MARK = "thought:";

    private Signature() {}

    static String of(String thoughts) {
        return Base64.getEncoder().encodeToString((MARK + thoughts).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns whether a block came from here.
     *
     * @param thoughts its text, empty where it was not shown
     */
    static boolean fits(String thoughts, String signature) {
        try {
            String signed = new String(Base64.getDecoder().decode(signature), StandardCharsets.UTF_8);
            return signed.startsWith(MARK) && (thoughts.isEmpty() || signed.equals(MARK + thoughts));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
