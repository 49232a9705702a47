package dev.cortexllm.router.wire.openai.vendor;

import dev.cortexllm.config.MessageQuirks;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.json.JsonSpan;
import dev.cortexllm.router.wire.json.JsonSpan.Kind;
import dev.cortexllm.router.wire.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;

/** A message's content. What a model cannot see is refused, whatever the policy: without it the answer would be wrong. */
final class MessageContent {
    private final Draft draft;
    private final MessageQuirks quirks;
    private final String path;
    private final boolean beside;

    /**
     * @param draft the request
     * @param path the message's place
     * @param beside whether calls of tools stand beside it, so that it may be empty
     */
    MessageContent(Draft draft, String path, boolean beside) {
        this.draft = draft;
        this.quirks = draft.quirks().messages();
        this.path = path + ".content";
        this.beside = beside;
    }

    void adapt(JsonSpan content) throws Refused {
        if (content == null) {
            return;
        }
        if (content.is(Kind.ARRAY)) {
            if (!quirks.imageUrls().isEmpty()) {
                images(content.children());
            }
            if (quirks.flat()) {
                flatten(content);
            }
        } else if (content.is(Kind.STRING) && OpenAiDefaults.empty(content)) {
            fill(content);
        }
    }

    private void images(List<JsonSpan> parts) throws Refused {
        for (int i = 0; i < parts.size(); i++) {
            JsonSpan image = parts.get(i).member("image_url");
            JsonSpan nested = image == null ? null : image.member("url");
            String url = nested != null ? nested.text() : image != null ? image.text() : null;
            if (url != null && quirks.imageUrls().stream().noneMatch(url::startsWith)) {
                throw draft.refused(
                        path + "[" + i + "].image_url",
                        "takes images only whose address begins with " + String.join(" or ", quirks.imageUrls()));
            }
        }
    }

    /** Joins the texts as they are spelt, by a line feed: they were apart before. */
    private void flatten(JsonSpan content) throws Refused {
        StringJoiner joined = new StringJoiner("\\n", "\"", "\"");
        List<JsonSpan> parts = content.children();
        for (int i = 0; i < parts.size(); i++) {
            JsonSpan type = parts.get(i).member("type");
            JsonSpan text = parts.get(i).member("text");
            if (type == null || !"text".equals(type.text()) || text == null || !text.is(Kind.STRING)) {
                throw draft.refused(path + "[" + i + "]", "reads text only");
            }
            joined.add(text.raw().substring(1, text.raw().length() - 1));
        }
        if (joined.length() == 2) {
            draft.edits().replace(content, "\"\"".getBytes(StandardCharsets.US_ASCII));
            fill(content);
        } else {
            draft.edits().replace(content, joined.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private void fill(JsonSpan content) {
        if (quirks.emptyContent() != null && !beside) {
            draft.edits().replace(content, JsonText.bytes(quirks.emptyContent()));
        }
    }
}
