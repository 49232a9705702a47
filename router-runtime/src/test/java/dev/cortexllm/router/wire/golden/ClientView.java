package dev.cortexllm.router.wire.golden;

import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.attempt.Refusal;
import dev.cortexllm.router.outcome.Api;
import dev.cortexllm.router.outcome.ErrorReply;
import dev.cortexllm.router.outcome.Failure;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.target.UpstreamEntry;
import java.nio.charset.StandardCharsets;

/**
 * What a client gets for an answer.
 *
 * @param ending how the answer ended, in the words of {@code case.yaml}
 * @param bytes what of the answer reached it
 * @param event the event behind them that tells of an error; empty when there is none
 * @param error the error that it gets in place of an answer, or null
 * @param usage what the router accounts, or null
 * @param firstContent how many events of {@code bytes} had come when the client was given the first of them; 0 when none
 */
public record ClientView(String ending, byte[] bytes, byte[] event, Told error, Usage usage, int firstContent) {
    private static final byte[] NOTHING = {};

    static ClientView complete(byte[] bytes, Usage usage, int firstContent) {
        return new ClientView("complete", bytes, NOTHING, null, usage, firstContent);
    }

    static ClientView brokenOff(String ending, byte[] bytes, byte[] event, Usage usage, int firstContent) {
        return new ClientView(ending, bytes, event, null, usage, firstContent);
    }

    static ClientView refused(String ending, Told error, Usage usage) {
        return new ClientView(ending, NOTHING, NOTHING, error, usage, 0);
    }

    /** Word for a failure that is the client's own. */
    static final String CLIENT = "client";

    /**
     * An error in place of an answer.
     *
     * @param status HTTP status
     * @param body the body
     * @param retryAfterSeconds what the client is told to wait, 0 when nothing
     */
    public record Told(int status, byte[] body, int retryAfterSeconds) {
        static Told of(Api api, Outcome outcome) {
            ErrorReply reply = ErrorReply.of(outcome);
            return new Told(reply.status(api), api.body(reply, GoldenRouter.REQUEST_ID), reply.retryAfterSeconds());
        }

        /** As the router judges an upstream's error; a failure is told as if no other target were left. */
        static Told of(Api api, Refusal refusal, int status) {
            if (refusal instanceof Refusal.Verbatim verbatim) {
                return new Told(status, verbatim.body(), 0);
            } else if (refusal instanceof Refusal.Told told) {
                return of(api, told.outcome());
            }
            return of(api, outcome(((Refusal.Failed) refusal).failure()));
        }
    }

    static Outcome outcome(Failure failure) {
        return new Outcome.AttemptsFailed(failure, 1);
    }

    static byte[] event(Api api, Failure failure) {
        return api.event(ErrorReply.of(outcome(failure)), GoldenRouter.REQUEST_ID);
    }

    static Failure failure(Failure.Kind kind, UpstreamEntry upstream) {
        return Failure.of(kind, upstream.name());
    }

    /** Whether the upstream said something that ended the answer at once: what came in the same piece may be lost. */
    public boolean failed() {
        return !ending.equals("complete") && !ending.equals("incomplete");
    }

    /** All that the client gets of a stream. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8) + new String(event, StandardCharsets.UTF_8);
    }
}
