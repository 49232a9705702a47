package dev.cortexllm.router.tokens;

import dev.cortexllm.router.wire.chat.ChatCall;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the tokens of prompts. Nothing of a vocabulary is loaded before the first count; what is loaded then is kept. Safe
 * for any thread; one per process is enough.
 */
public final class PromptCounter {
    private final Tokenizers tokenizers = new Tokenizers();
    private final Map<String, ModelKind> kinds = new ConcurrentHashMap<>();
    private volatile ModelTable table;

    /**
     * Counts a prompt: messages, tools, and what the format of the model's conversations adds.
     *
     * @param call the request
     * @param model id of the model at its provider, one that a configuration names
     * @return its tokens
     */
    public TokenCount count(ChatCall call, String model) {
        return count(call, kind(model));
    }

    TokenCount count(ChatCall call, ModelKind kind) {
        PromptTally tally = new PromptTally(tokenizers, kind.family());
        new PromptWalk(kind, tally).walk(call);
        return tally.result();
    }

    /**
     * Whether a count can begin at once. The first one for a model may have to load its vocabulary, which no event loop
     * should wait for.
     *
     * @param model id of the model
     * @return false when something is to be loaded first
     */
    public boolean ready(String model) {
        return tokenizers.ready(kind(model).family().vocabulary());
    }

    /** Keeps the counts of one request. */
    public PromptSizes sizes() {
        return new PromptSizes(this);
    }

    ModelKind kind(String model) {
        return kinds.computeIfAbsent(model, id -> table().of(id));
    }

    private ModelTable table() {
        ModelTable read = table;
        if (read == null) {
            read = ModelTable.bundled();
            table = read;
        }
        return read;
    }
}
