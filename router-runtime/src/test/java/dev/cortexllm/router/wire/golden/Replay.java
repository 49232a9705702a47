package dev.cortexllm.router.wire.golden;

import dev.cortexllm.router.attempt.Refusal;
import dev.cortexllm.router.outcome.Api;
import dev.cortexllm.router.outcome.Failure;
import dev.cortexllm.router.target.UpstreamEntry;
import dev.cortexllm.router.wire.chat.Codec;
import dev.cortexllm.router.wire.chat.StreamCodec;
import dev.cortexllm.router.wire.chat.UpstreamError;
import dev.cortexllm.router.wire.chat.UpstreamFailed;
import dev.cortexllm.router.wire.chat.WholeCodec;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Plays a provider's answer and tells what the client gets, by the rules of {@code attempt.Attempt} and its bodies. */
public final class Replay {
    private static final Refusal.Head HEAD = new Refusal.Head(Refusal.OK, 0);

    private final Api api;
    private final UpstreamEntry upstream;

    /**
     * @param router whose client it is
     */
    public Replay(GoldenRouter router) {
        this.api = router.api();
        this.upstream = router.upstream();
    }

    /**
     * Plays a stream. As in {@code StreamAnswer}, nothing reaches the client before the first content, and an error behind
     * the last event is none.
     *
     * @param codec a new attempt's
     * @param pieces the stream's bytes as they come
     * @return what the client gets
     */
    public ClientView stream(Codec codec, List<byte[]> pieces) {
        StreamCodec stream = codec.stream();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        int firstContent = 0;
        try {
            for (byte[] piece : pieces) {
                written.writeBytes(stream.feed(piece));
                firstContent = firstContent(firstContent, stream, written);
            }
            written.writeBytes(stream.end());
            firstContent = firstContent(firstContent, stream, written);
        } catch (MalformedStream e) {
            if (firstContent == 0 || !stream.done()) {
                return broken(ending(e), stream, written, firstContent, judged(e, firstContent > 0));
            }
        }
        if (firstContent > 0 && stream.complete()) {
            return ClientView.complete(written.toByteArray(), stream.usage(), firstContent);
        }
        Failure truncated = ClientView.failure(Failure.Kind.TRUNCATED, upstream);
        return broken("incomplete", stream, written, firstContent, new Refusal.Failed(truncated));
    }

    private Refusal judged(MalformedStream e, boolean committed) {
        return e instanceof UpstreamFailed failed
                ? Refusal.midway(upstream, failed.error(), HEAD, committed)
                : new Refusal.Failed(ClientView.failure(Failure.Kind.MALFORMED, upstream));
    }

    /** Events that had come when the client was given the first. */
    private static int firstContent(int known, StreamCodec stream, ByteArrayOutputStream written) {
        return known > 0 || !stream.committing() || written.size() == 0
                ? known
                : Events.count(written.toString(StandardCharsets.UTF_8));
    }

    private ClientView broken(
            String ending, StreamCodec stream, ByteArrayOutputStream written, int firstContent, Refusal refusal) {
        if (firstContent == 0) {
            return ClientView.refused(ending, ClientView.Told.of(api, refusal, Refusal.OK), stream.usage());
        }
        byte[] event = ClientView.event(api, ((Refusal.Failed) refusal).failure());
        return ClientView.brokenOff(ending, written.toByteArray(), event, stream.usage(), firstContent);
    }

    /**
     * Plays an answer in one piece.
     *
     * @param codec a new attempt's
     * @param body the provider's answer
     * @return what the client gets
     */
    public ClientView whole(Codec codec, byte[] body) {
        WholeCodec whole = codec.whole();
        try {
            byte[] out = whole.turn(body);
            return ClientView.complete(out, whole.usage(), 0);
        } catch (MalformedStream e) {
            return ClientView.refused(ending(e), ClientView.Told.of(api, judged(e, false), Refusal.OK), whole.usage());
        }
    }

    /**
     * Plays an error.
     *
     * @param codec a new attempt's
     * @param status its HTTP status
     * @param body its body
     * @return what the client gets
     */
    public ClientView error(Codec codec, int status, byte[] body) {
        UpstreamError error = upstream.format().error(status, body);
        Refusal refusal = Refusal.of(upstream, codec, new Refusal.Head(status, 0), body, true);
        return ClientView.refused(word(error), ClientView.Told.of(api, refusal, status), null);
    }

    private static String ending(MalformedStream e) {
        return e instanceof UpstreamFailed failed ? "failed " + word(failed.error()) : "malformed";
    }

    private static String word(UpstreamError error) {
        return error.kind() == null ? ClientView.CLIENT : error.kind().name();
    }
}
