package dev.cortexllm.router.tokens;

import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.ScannedRequest;
import dev.cortexllm.router.wire.chat.ScannedRequest.Extent;
import dev.cortexllm.router.wire.chat.TargetModel;

/** Decides whether a request fits a model's context. Pure. */
public final class ContextCheck {
    /** Tokens that a provider may add to a prompt beyond what its bytes account for: instructions for the use of tools. */
    static final int ADDED = 1024;

    private ContextCheck() {}

    /**
     * Whether a request fits without a doubt, by its size alone: a token stands for one byte at the least, as long as there are
     * no images, whose tokens have nothing to do with their bytes. Costs a few comparisons.
     *
     * @param request the request
     * @param target the model
     * @param window the model's context in tokens
     * @return false when only a count can tell
     */
    public static boolean surelyFits(ScannedRequest request, TargetModel target, long window) {
        Extent extent = request.extent();
        return extent.textOnly()
                && extent.maxTokens() != Extent.UNCLEAR
                && request.body().length + (long) ADDED + asked(extent, target) <= window;
    }

    /**
     * Tokens of the answer that a request asks for, where one look has told them.
     *
     * @param extent the request's, whose length of the answer is not unclear
     * @param target the model, whose default counts where the client is silent
     * @return how many, no more than the model ever gives; 0 when nobody says
     */
    public static long asked(Extent extent, TargetModel target) {
        return asked(extent.maxTokens() == 0 ? null : extent.maxTokens(), target);
    }

    /**
     * Tokens of the answer that a request asks for.
     *
     * @param call the request
     * @param target the model, whose default counts where the client is silent
     * @return how many, no more than the model ever gives; 0 when nobody says
     */
    public static long asked(ChatCall call, TargetModel target) {
        return asked(call.maxTokens(), target);
    }

    private static long asked(Integer said, TargetModel target) {
        Integer given = said == null ? target.defaults().maxTokens() : said;
        long asked = given == null ? 0 : given;
        return target.maxOutputTokens() == null ? asked : Math.min(asked, target.maxOutputTokens());
    }

    /**
     * Decides by a count. An estimate speaks against a request only as far as it can be relied on.
     *
     * @param count the prompt's tokens
     * @param asked tokens asked for the answer that count against the context, 0 when none
     * @param window the model's context in tokens
     * @return what is too much; null when it fits, or may fit
     */
    static TooLong of(TokenCount count, long asked, long window) {
        // Without a room asked for, there must be room for one token.
        long answer = Math.max(1, asked);
        return count.atLeast() + answer > window ? new TooLong(window, count, asked) : null;
    }
}
