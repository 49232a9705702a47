package dev.cortexllm.router.attempt;

import dev.cortexllm.router.outcome.Failure;
import dev.cortexllm.router.outcome.Failure.Kind;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.target.UpstreamEntry;
import dev.cortexllm.router.wire.chat.Codec;
import dev.cortexllm.router.wire.chat.UpstreamError;

/** What becomes of an upstream's answer that is an error: the one judgement of it. Pure. */
public sealed interface Refusal {
    /** The status of an answer that was asked for. */
    int OK = 200;

    /**
     * It goes to the client as it is.
     *
     * @param body all of it; nobody changes it
     */
    record Verbatim(byte[] body) implements Refusal {}

    /**
     * The client is at fault, and is told so in its own dialect.
     *
     * @param outcome what it is told
     */
    record Told(Outcome.UpstreamRefused outcome) implements Refusal {}

    /**
     * Another target may do better.
     *
     * @param failure what happened
     */
    record Failed(Failure failure) implements Refusal {}

    /**
     * What the upstream's head says.
     *
     * @param status its status; 200 when the error stands where an answer should
     * @param retryAfterSeconds when to come again, 0 when it does not say
     */
    record Head(int status, int retryAfterSeconds) {}

    /**
     * Judges an answer that is not one.
     *
     * @param upstream who sent it
     * @param codec the attempt's codec
     * @param head its head
     * @param body what it explains, cut after some 64 KiB
     * @param whole whether that is all of it, and can be the whole answer
     * @return what becomes of it
     */
    static Refusal of(UpstreamEntry upstream, Codec codec, Head head, byte[] body, boolean whole) {
        UpstreamError error = upstream.format().error(head.status(), body);
        if (head.status() == OK && error.kind() == null) {
            return new Failed(Failure.of(Kind.MALFORMED, upstream.name()));
        }
        if (error.kind() == null && whole && codec.passesError(body) && !upstream.tells(body)) {
            return new Verbatim(body);
        }
        return midway(upstream, error, head, false);
    }

    /**
     * Judges an error that stands where an answer should be or go on.
     *
     * @param upstream who sent it
     * @param error what it says
     * @param head the head of the answer
     * @param committed whether the client has got something of the answer already, so that no status can tell it more
     * @return what becomes of it
     */
    static Refusal midway(UpstreamEntry upstream, UpstreamError error, Head head, boolean committed) {
        if (error.kind() == null && !committed) {
            String message = upstream.censored(error.message());
            return new Told(
                    new Outcome.UpstreamRefused(upstream.name(), head.status(), message, error.param(), error.code()));
        }
        Kind kind = error.kind() == null ? Kind.SERVER_ERROR : error.kind();
        int seconds = head.retryAfterSeconds() > 0 ? head.retryAfterSeconds() : error.retryAfterSeconds();
        return new Failed(new Failure(kind, upstream.name(), head.status() == OK ? 0 : head.status(), seconds));
    }
}
