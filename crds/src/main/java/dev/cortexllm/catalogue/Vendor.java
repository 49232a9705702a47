package dev.cortexllm.catalogue;

import dev.cortexllm.config.Quirks;

/**
 * Who runs an API.
 *
 * @param key what {@code spec.vendor} holds
 * @param name what people call it
 * @param genAiName value of {@code gen_ai.provider.name} in OpenTelemetry's GenAI conventions
 * @param auth how a key travels
 * @param baseUrl where the API is; null when only the user can know
 * @param keyRequired whether every request needs a key
 * @param keyVariable environment variable that by custom holds the key; null when there is none
 * @param urlVariable environment variable that by custom holds the server's address, without {@code /v1}; null when
 *     there is none
 * @param quirks where it departs from OpenAI's format; {@link Quirks#NONE} when it does not
 */
public record Vendor(
        String key,
        String name,
        String genAiName,
        Auth auth,
        String baseUrl,
        boolean keyRequired,
        String keyVariable,
        String urlVariable,
        Quirks quirks) {
    /** How a key travels. */
    public enum Auth {
        /** {@code Authorization: Bearer} and the key. */
        BEARER
    }
}
