package dev.cortexllm.router.wire.chat;

import dev.cortexllm.router.wire.json.Spliced;
import java.util.Map;

/**
 * A request to a provider, but for its address and credential.
 *
 * @param path path and query behind the provider's base URL, beginning with a slash; behind {@code /..} it stands beside the
 *     last segment of that URL's path, as vLLM's {@code /tokenize} stands beside {@code /v1}
 * @param headers further headers, lower-case names; never a credential
 * @param body JSON in UTF-8; nobody changes it
 */
public record UpstreamCall(String path, Map<String, String> headers, Spliced body) {

    /** With a body that is written out already. */
    public UpstreamCall(String path, Map<String, String> headers, byte[] body) {
        this(path, headers, Spliced.whole(body));
    }
}
