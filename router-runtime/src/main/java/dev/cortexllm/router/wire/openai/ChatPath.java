package dev.cortexllm.router.wire.openai;

import dev.cortexllm.router.wire.chat.TargetModel;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where chat completions are, behind a provider's base URL. */
final class ChatPath {
    private static final String USUAL = "/chat/completions";

    private ChatPath() {}

    /**
     * The path for a model. Azure's classic API has the deployment in it, which is what its models are called by
     * (facts/wire/openai.md section 8); its newer one, without a version, is like everybody's.
     *
     * @param target who is asked
     * @return path and query
     */
    static String of(TargetModel target) {
        if (!"azure".equals(target.vendor()) || target.apiVersion() == null) {
            return USUAL;
        }
        return "/openai/deployments/" + encoded(target.model()) + USUAL + "?api-version="
                + encoded(target.apiVersion());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
