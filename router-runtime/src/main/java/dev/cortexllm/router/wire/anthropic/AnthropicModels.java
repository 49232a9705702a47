package dev.cortexllm.router.wire.anthropic;

import dev.cortexllm.router.wire.chat.Page;
import dev.cortexllm.router.wire.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The list of models as Anthropic's API writes it (facts/wire/anthropic.md, section 7). {@code created_at} is the epoch: a
 * name that routes to several models has no such time. {@code lifecycle} is what Anthropic's SDKs since 2026 require.
 */
public final class AnthropicModels {
    private static final int USUAL_PAGE = 20;
    private static final int LARGEST_PAGE = 1000;

    private AnthropicModels() {}

    /**
     * Answer of {@code GET /v1/models}.
     *
     * @param models names in order
     * @param page which of them; 20 where no limit is given, at most 1000
     * @return JSON in UTF-8
     */
    public static byte[] list(List<String> models, Page page) {
        int limit = Math.max(1, Math.min(LARGEST_PAGE, page.limit() == null ? USUAL_PAGE : page.limit()));
        int from = page.after() == null ? 0 : models.indexOf(page.after()) + 1;
        int to = Math.min(models.size(), from + limit);
        boolean more = to < models.size();
        if (page.before() != null && models.contains(page.before())) {
            to = models.indexOf(page.before());
            from = Math.max(0, to - limit);
            more = from > 0;
        }
        List<String> shown = models.subList(from, to);
        String first = shown.isEmpty() ? "null" : JsonText.quoted(shown.get(0));
        String last = shown.isEmpty() ? "null" : JsonText.quoted(shown.get(shown.size() - 1));
        String entries = shown.stream().map(AnthropicModels::entry).collect(Collectors.joining(","));
        return ("{\"data\":[" + entries + "],\"first_id\":" + first + ",\"last_id\":" + last + ",\"has_more\":" + more
                        + "}")
                .getBytes(StandardCharsets.UTF_8);
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
        String name = JsonText.quoted(model);
        return "{\"type\":\"model\",\"id\":" + name + ",\"display_name\":" + name
                + ",\"created_at\":\"1970-01-01T00:00:00Z\",\"lifecycle\":\"active\"}";
    }
}
