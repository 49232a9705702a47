package dev.cortexllm.router.wire.openai;

import dev.cortexllm.router.wire.chat.TargetModel;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where chat completions are, behind a provider's base URL. */
final class OpenAiPath {
    private OpenAiPath() {}

    /**
     * The path of a model's chat completions.
     *
     * @param target who is asked; with a version it is Azure's classic API, whose path names the deployment and whose base URL
     *     is the resource's endpoint (facts/wire/openai.md section 8)
     * @return path and query
     */
    static String chat(TargetModel target) {
        if (target.apiVersion() == null) {
            return "/chat/completions";
        }
        return "/openai/deployments/" + escaped(target.model()) + "/chat/completions?api-version="
                + escaped(target.apiVersion());
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
