package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The list of models as OpenAI's API writes it. */
public final class ModelList {
    private ModelList() {}

    /**
     * Answer of {@code GET /v1/models}.
     *
     * @param models names in order
     * @return JSON in UTF-8; {@code created} is 0 because a name that routes to several models has no such time
     */
    public static byte[] json(List<String> models) {
        String entries = models.stream()
                .map(model ->
                        "{\"id\":" + quoted(model) + ",\"object\":\"model\",\"created\":0,\"owned_by\":\"cortex\"}")
                .collect(Collectors.joining(","));
        return ("{\"object\":\"list\",\"data\":[" + entries + "]}").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A JSON string.
     *
     * @param text any text
     * @return the string with its quotes in UTF-8
     */
    public static byte[] jsonString(String text) {
        return quoted(text).getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
