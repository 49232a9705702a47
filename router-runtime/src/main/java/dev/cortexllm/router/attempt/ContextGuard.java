package dev.cortexllm.router.attempt;

import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.tokens.ContextCheck;
import dev.cortexllm.router.tokens.MostTokens;
import dev.cortexllm.router.tokens.PromptSizes;
import dev.cortexllm.router.tokens.TokenCount;
import dev.cortexllm.router.tokens.TooLong;
import dev.cortexllm.router.wire.ChatRequest;
import dev.cortexllm.router.wire.chat.ScannedRequest;
import dev.cortexllm.router.wire.json.InvalidBody;
import io.vertx.core.Future;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one request from the targets whose context it does not fit. Most requests are so small that nothing is counted; the
 * others are counted once for all targets that count alike, beside the event loop when that takes long.
 */
final class ContextGuard {
    private static final Logger LOG = LoggerFactory.getLogger(ContextGuard.class);

    /** A byte is counted in so many times the time that it takes to read it: some 100 ns. */
    private static final long DEARER_THAN_READING = 32;
    /** Of English text; see docs/tokens.md. */
    private static final int BYTES_PER_TOKEN = 4;

    private final Workbench bench;
    private final ChatRequest request;
    private PromptSizes sizes;

    ContextGuard(Workbench bench, ChatRequest request) {
        this.bench = bench;
        this.request = request;
    }

    /** Whether a request fits a target without being counted; so does every one where the context is unknown. */
    boolean surelyFits(RouteTarget target) {
        Long window = target.config().contextWindow();
        return window == null || ContextCheck.surelyFits(request.scanned(), target.model(), window);
    }

    /**
     * Counts the request.
     *
     * @param target a target whose context is known
     * @return what is too much; null when it fits, or when nobody here can tell: what cannot be read is the provider's to
     *     judge. Never fails
     */
    Future<Outcome.ContextTooLong> check(RouteTarget target) {
        long window = target.config().contextWindow();
        return work(target, () -> sizes().check(request.call(), target.model(), window))
                .map(ContextGuard::outcome)
                .otherwise(cause -> {
                    if (!(cause instanceof InvalidBody)) {
                        LOG.error("a request cannot be counted by a defect of the router", cause);
                    }
                    return null;
                });
    }

    /**
     * The request's size for a target.
     *
     * @param target any target
     * @return the prompt's tokens; fails when the request cannot be read
     */
    Future<TokenCount> count(RouteTarget target) {
        return work(target, () -> sizes().of(request.call(), target.model().model()));
    }

    /**
     * Tokens that the request uses at the most, by its bytes alone: several times as many as it will be.
     *
     * @param target any target
     * @return those of the prompt and those that are asked for the answer. Never fails
     */
    Future<Long> most(RouteTarget target) {
        ScannedRequest scanned = request.scanned();
        if (scanned.extent().plain()) {
            long prompt = MostTokens.prompt(
                    null, scanned.body().length, target.config().contextWindow());
            return Future.succeededFuture(prompt + ContextCheck.asked(scanned.extent(), target.model()));
        }
        return read(() -> RequestSize.of(request, target, null).promptTokens()
                        + ContextCheck.asked(request.call(), target.model()))
                .otherwise(cause -> (long) request.scanned().body().length);
    }

    /**
     * Tokens that the request may use, counted.
     *
     * @param target any target
     * @return those of the prompt and those that are asked for the answer; when the request cannot be read, a token for four
     *     of its bytes. Never fails
     */
    Future<Long> wanted(RouteTarget target) {
        return work(
                        target,
                        () -> sizes().of(request.call(), target.model().model()).tokens()
                                + ContextCheck.asked(request.call(), target.model()))
                .otherwise(cause -> (long) request.scanned().body().length / BYTES_PER_TOKEN);
    }

    /**
     * How large the request can become.
     *
     * @param target any target
     * @param closely whether the prompt is to be counted where the count is exact; else its bytes tell
     * @return bounds that the provider does not exceed; never fails
     */
    Future<RequestSize> size(RouteTarget target, boolean closely) {
        Future<RequestSize> size = closely && canBeExact(target)
                ? work(target, () -> RequestSize.of(request, target, sizes()))
                : read(() -> RequestSize.of(request, target, null));
        return Soon.otherwise(size, cause -> RequestSize.unread(request, target, cause));
    }

    /** Whether counting for a target tells more than the bytes do. */
    boolean canBeExact(RouteTarget target) {
        return sizes().canBeExact(target.model().model());
    }

    private <T> Future<T> read(Callable<T> work) {
        return bench.workers().run(request.scanned().body().length, work);
    }

    /** The first count of a kind loads a vocabulary, and is never left to the event loop. */
    private <T> Future<T> work(RouteTarget target, Callable<T> work) {
        boolean ready = bench.counter().ready(target.model().model());
        long size = DEARER_THAN_READING * request.scanned().body().length;
        return bench.workers().run(ready && size < Workers.LARGE_BYTES ? (int) size : Workers.LARGE_BYTES, work);
    }

    private PromptSizes sizes() {
        if (sizes == null) {
            sizes = bench.counter().sizes();
        }
        return sizes;
    }

    /** Of what two targets said the one with the larger context; what was no matter of context gives way. */
    static Outcome larger(Outcome before, Outcome.ContextTooLong next) {
        return before instanceof Outcome.ContextTooLong one && one.limit() > next.limit() ? before : next;
    }

    static Outcome.ContextTooLong outcome(TooLong tooLong) {
        return tooLong == null
                ? null
                : new Outcome.ContextTooLong(
                        tooLong.window(),
                        tooLong.count().tokens(),
                        tooLong.asked(),
                        tooLong.count().exact());
    }
}
