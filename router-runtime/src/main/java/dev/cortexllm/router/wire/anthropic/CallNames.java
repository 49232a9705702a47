package dev.cortexllm.router.wire.anthropic;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Ids of tool calls as Anthropic's clients know them. Anthropic takes letters, digits, {@code _} and {@code -} alone
 * (facts/wire/anthropic.md, section 2), other models' ids hold more ({@code functions.f:0}), and some models want them back
 * as they were. So such an id goes to the client in a spelling that can be undone.
 */
final class CallNames {
    private static final String MARK = "cortex_";
    private static final String PLAIN = "[a-zA-Z0-9_-]+";

    private CallNames() {}

    /**
     * The id for a client.
     *
     * @param id any id of a provider's
     * @return the same where Anthropic could have given it, otherwise its spelling
     */
    static String shown(String id) {
        if (id.matches(PLAIN) && !id.startsWith(MARK)) {
            return id;
        }
        return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The provider's id.
     *
     * @param id what a client sent back
     * @return what {@link #shown} was given; the same where it is no such spelling
     */
    static String meant(String id) {
        if (!id.startsWith(MARK)) {
            return id;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(id.substring(MARK.length()));
            String meant = new String(bytes, StandardCharsets.UTF_8);
            return shown(meant).equals(id) ? meant : id;
        } catch (IllegalArgumentException e) {
            return id;
        }
    }
}
