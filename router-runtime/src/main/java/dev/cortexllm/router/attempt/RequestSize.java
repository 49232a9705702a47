package dev.cortexllm.router.attempt;

import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Thinking;

/**
 * How large a request can become for a target.
 *
 * @param promptTokens its prompt at the most
 * @param call the request; null when it cannot be read
 * @param why why it cannot be read; null when it can
 */
record RequestSize(long promptTokens, ChatCall call, Throwable why) {

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
