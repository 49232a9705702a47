package dev.cortexllm.router.wire.openai;

import dev.cortexllm.router.wire.chat.CacheMark;
import dev.cortexllm.router.wire.chat.Part;
import java.util.ArrayList;
import java.util.List;

/** A mark that stands at a whole message belongs to the last of its parts. */
final class MarkedParts {
    private MarkedParts() {}

    /**
     * Marks the last part, where a mark can stand there.
     *
     * @param parts parts of a message
     * @param cache the mark
     * @return the same parts, the last one marked
     */
    static List<Part> lastMarked(List<Part> parts, CacheMark cache) {
        if (parts.isEmpty()) {
            return parts;
        }
        List<Part> marked = new ArrayList<>(parts);
        int last = parts.size() - 1;
        marked.set(last, marked(parts.get(last), cache));
        return marked;
    }

    private static Part marked(Part part, CacheMark cache) {
        if (part instanceof Part.Text text) {
            return new Part.Text(text.text(), cache, text.at());
        } else if (part instanceof Part.Image image) {
            return new Part.Image(image.source(), image.detail(), cache, image.at());
        } else if (part instanceof Part.Document document) {
            return new Part.Document(document.source(), document.title(), cache, document.at());
        } else if (part instanceof Part.ToolUse use) {
            return new Part.ToolUse(use.id(), use.name(), use.arguments(), use.signature(), cache, use.at());
        }
        return part;
    }
}
