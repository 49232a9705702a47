package dev.cortexllm.router.attempt;

import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.tokens.MostTokens;
import dev.cortexllm.router.tokens.PromptSizes;
import dev.cortexllm.router.tokens.TokenCount;
import dev.cortexllm.router.wire.ChatRequest;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Thinking;
import dev.cortexllm.router.wire.json.InvalidBody;

/**
 * How large a request can become for a target.
 *
 * @param promptTokens its prompt at the most
 * @param call the request; null when it cannot be read
 * @param why why it cannot be read; null when it can
 */
record RequestSize(long promptTokens, ChatCall call, Throwable why) {

    /**
     * Bounds that the provider does not exceed.
     *
     * @param request the request
     * @param target any target
     * @param sizes counts the prompt where that can be exact; null: its bytes tell
     * @return the size
     * @throws InvalidBody when the request cannot be read
     */
    static RequestSize of(ChatRequest request, RouteTarget target, PromptSizes sizes) throws InvalidBody {
        ChatCall call = request.call();
        long bytes = MostTokens.prompt(
                call, request.scanned().body().length, target.config().contextWindow());
        String model = target.model().model();
        TokenCount count = sizes == null || !sizes.canBeExact(model) ? null : sizes.of(call, model);
        long most = count != null && count.exact() ? Math.min(count.tokens(), bytes) : bytes;
        return new RequestSize(most, call, null);
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
        return new RequestSize(
                MostTokens.prompt(
                        null, request.scanned().body().length, target.config().contextWindow()),
                null,
                why);
    }

    /** How many answers it asks for. */
    int choices() {
        return call == null || call.choices() == null ? 1 : Math.max(1, call.choices());
    }

    /** Tokens that an answer needs for thoughts alone. */
    long thinkingTokens() {
        Thinking thinking = call == null ? null : call.thinking();
        return thinking == null || thinking.budgetTokens() == null ? 0 : thinking.budgetTokens();
    }

    /** Whether it asks the model to think, so that more may be made than is shown. */
    boolean thinks() {
        Thinking thinking = call == null ? null : call.thinking();
        return thinking != null
                && thinking.mode() != Thinking.Mode.DISABLED
                && thinking.effort() != Thinking.Effort.NONE;
    }
}
