package dev.cortexllm.router.tokens;

import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Media;
import dev.cortexllm.router.wire.chat.Message;
import dev.cortexllm.router.wire.chat.Part;
import java.util.List;

/**
 * The most tokens that a prompt can have, whoever counts. A token stands for one byte of text at the least, and what a format
 * adds to a message is less than the JSON around it; what providers add for tools is added here, and so is what has nothing to
 * do with bytes. See docs/budgets.md. Pure.
 */
public final class MostTokens {
    /** More than any provider's documented cost of one image: GPT-4o mini takes 48,169 for the largest. */
    static final long IMAGE = 50_000;
    /** A thousand pages, or nine hours of sound: what is fetched by somebody else is as large as it likes. */
    static final long ELSEWHERE = 1_000_000;

    private MostTokens() {}

    /**
     * Bound of a prompt.
     *
     * @param call the request; null when it cannot be read, or need not because it is text alone
     * @param bodyBytes size of its body
     * @param window the model's context in tokens; null when unknown
     * @return its tokens at the most
     */
    public static long prompt(ChatCall call, int bodyBytes, Long window) {
        long most = (long) bodyBytes + ContextCheck.ADDED;
        if (call != null) {
            for (Message message : call.messages()) {
                most += media(message.parts());
            }
        }
        return window == null ? most : Math.min(most, window);
    }

    private static long media(List<Part> parts) {
        long most = 0;
        for (Part part : parts) {
            if (part instanceof Part.Image) {
                most += IMAGE;
            } else if (part instanceof Part.Document document) {
                most += document.source() instanceof Media.PlainText ? 0 : ELSEWHERE;
            } else if (part instanceof Part.Audio || part instanceof Part.Foreign) {
                most += ELSEWHERE;
            } else if (part instanceof Part.ToolResult result) {
                most += media(result.content());
            }
        }
        return most;
    }
}
