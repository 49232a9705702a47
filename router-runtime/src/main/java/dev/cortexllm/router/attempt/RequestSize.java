package dev.cortexllm.router.attempt;

import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.tokens.MostTokens;
import dev.cortexllm.router.tokens.PromptSizes;
import dev.cortexllm.router.tokens.TokenCount;
import dev.cortexllm.router.wire.ChatRequest;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.ScannedRequest.Extent;
import dev.cortexllm.router.wire.chat.Thinking;
import dev.cortexllm.router.wire.json.InvalidBody;

/**
 * How large a request can become for a target.
 *
 * @param promptTokens its prompt at the most
 * @param maxTokens tokens that it asks for each answer at the most; null: it does not say
 * @param choices how many answers it asks for
 * @param thinkingTokens tokens that an answer needs for thoughts alone
 * @param thinks whether it asks the model to think, so that more may be made than is shown
 * @param why why it cannot be read; null when it can
 */
record RequestSize(
        long promptTokens, Integer maxTokens, int choices, long thinkingTokens, boolean thinks, Throwable why) {

    /**
     * Bounds that the provider does not exceed.
     *
     * @param request the request; it is read only when one look over it has not told enough
     * @param target any target
     * @param sizes counts the prompt where that can be exact; null: its bytes tell
     * @return the size
     * @throws InvalidBody when the request must be read and cannot
     */
    static RequestSize of(ChatRequest request, RouteTarget target, PromptSizes sizes) throws InvalidBody {
        Extent extent = request.scanned().extent();
        String model = target.model().model();
        boolean exactly = sizes != null && sizes.canBeExact(model);
        if (extent.plain() && !exactly) {
            return new RequestSize(bytes(request, target, null), said(extent), 1, 0, false, null);
        }
        ChatCall call = request.call();
        long bytes = bytes(request, target, call);
        TokenCount count = exactly ? sizes.of(call, model) : null;
        long most = count != null && count.exact() ? Math.min(count.tokens(), bytes) : bytes;
        int choices = call.choices() == null ? 1 : Math.max(1, call.choices());
        Thinking thinking = call.thinking();
        long forThoughts = thinking == null || thinking.budgetTokens() == null ? 0 : thinking.budgetTokens();
        return new RequestSize(most, call.maxTokens(), choices, forThoughts, thinks(thinking), null);
    }

    /**
     * The size of a request that cannot be read.
     *
     * @param request the request
     * @param target any target
     * @param why why it cannot be read
     * @return the size
     */
    static RequestSize unread(ChatRequest request, RouteTarget target, Throwable why) {
        return new RequestSize(bytes(request, target, null), null, 1, 0, false, why);
    }

    /** Whether it could be read. */
    boolean read() {
        return why == null;
    }

    private static long bytes(ChatRequest request, RouteTarget target, ChatCall call) {
        return MostTokens.prompt(
                call, request.scanned().body().length, target.config().contextWindow());
    }

    private static Integer said(Extent extent) {
        return extent.maxTokens() == 0 ? null : Integer.valueOf(extent.maxTokens());
    }

    private static boolean thinks(Thinking thinking) {
        return thinking != null
                && thinking.mode() != Thinking.Mode.DISABLED
                && thinking.effort() != Thinking.Effort.NONE;
    }
}
