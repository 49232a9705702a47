package dev.cortexllm.router.tokens;

import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.TargetModel;
import java.util.HashMap;
import java.util.Map;

/** The counts of one request, each made when it is first asked for. Used by one thread at a time. */
public final class PromptSizes {
    private final PromptCounter counter;
    private final Map<ModelKind, TokenCount> counted = new HashMap<>(2);

    PromptSizes(PromptCounter counter) {
        this.counter = counter;
    }

    /**
     * Size of the request's prompt for a model; counted once for all models of a kind.
     *
     * @param call the request, the same at every call
     * @param model id of the model at its provider
     * @return its tokens
     */
    public TokenCount of(ChatCall call, String model) {
        return counted.computeIfAbsent(counter.kind(model), kind -> counter.count(call, kind));
    }

    /**
     * Whether a count for a model can be exact at all; that of the others is an estimate, whatever the request.
     *
     * @param model id of the model at its provider
     * @return true for models whose way of counting is published
     */
    public boolean canBeExact(String model) {
        return counter.kind(model).family().published();
    }

    /**
     * Looks whether the request fits a model's context.
     *
     * @param call the request, the same at every call
     * @param target the model
     * @param window the model's context in tokens
     * @return what is too much; null when it fits, or may fit
     */
    public TooLong check(ChatCall call, TargetModel target, long window) {
        boolean shares = counter.kind(target.model()).family().answerShares();
        long asked = shares ? ContextCheck.asked(call, target) : 0;
        return ContextCheck.of(of(call, target.model()), asked, window);
    }
}
