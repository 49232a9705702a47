package dev.cortexllm.sandbox.accounting;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer being read, until it is whole, breaks, or the client has had enough; what was read stays. */
final class Reading implements HttpResponse.BodySubscriber<String> {
    private final Pattern token;
    private final int enough;
    private final CompletableFuture<String> body = new CompletableFuture<>();
    private final StringBuffer text = new StringBuffer();
    private Flow.Subscription subscription;
    private volatile boolean left;

    /**
     * @param enough tokens after which the client leaves; 0: never
     */
    Reading(Ask.Dialect dialect, int enough) {
        this.token = Pattern.compile(dialect.token());
        this.enough = enough;
    }

    @Override
    public CompletionStage<String> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        for (ByteBuffer piece : pieces) {
            text.append(StandardCharsets.ISO_8859_1.decode(piece));
        }
        if (enough > 0 && !left && tokens() >= enough) {
            left = true;
            subscription.cancel();
            body.completeExceptionally(new IllegalStateException("the client has left"));
        }
    }

    @Override
    public void onError(Throwable cause) {
        body.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
        body.complete(text.toString());
    }

    /** What has come so far. */
    String text() {
        return text.toString();
    }

    /** Whether the client has left by itself. */
    boolean left() {
        return left;
    }

    /** Tokens of a stream that have come so far. */
    int tokens() {
        Matcher matcher = token.matcher(text);
        int tokens = 0;
        while (matcher.find()) {
            tokens++;
        }
        return tokens;
    }
}
