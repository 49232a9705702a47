package dev.cortexllm.router.wire.openai;

import dev.cortexllm.router.wire.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The list of models as OpenAI's API writes it. {@code created} is 0: a name that routes to several models has no such time. */
public final class OpenAiModels {
    private OpenAiModels() {}

    /**
     * Answer of {@code GET /v1/models}.
     *
     * @param models names in order
     * @return JSON in UTF-8
     */
    public static byte[] list(List<String> models) {
        String entries = models.stream().map(OpenAiModels::entry).collect(Collectors.joining(","));
        return ("{\"object\":\"list\",\"data\":[" + entries + "]}").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Answer of {@code GET /v1/models/{id}}.
     *
     * @param model a name
     * @return JSON in UTF-8
     */
    public static byte[] one(String model) {
        return entry(model).getBytes(StandardCharsets.UTF_8);
    }

    private static String entry(String model) {
        return "{\"id\":" + JsonText.quoted(model) + ",\"object\":\"model\",\"created\":0,\"owned_by\":\"cortex\"}";
    }
}
