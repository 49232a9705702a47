package dev.cortexllm.router.link;

import dev.cortexllm.link.FromOperator;
import dev.cortexllm.link.LinkAddress;
import dev.cortexllm.link.LinkProtocol;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.parsetools.RecordParser;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One dial of the operator: a stream of messages coming in, and calls going out beside it. On one event loop. */
final class LinkConnection {
    private static final Logger LOG = LoggerFactory.getLogger(LinkConnection.class);
    private static final int CONNECT_MILLIS = 3_000;
    private static final long CALL_MILLIS = 3_000;
    /** A configuration of eight parts in base64, with a margin. */
    private static final int LONGEST_LINE = 16 * 1024 * 1024;

    private final Vertx vertx;
    private final String url;
    private final HttpClient client;
    private final BiConsumer<LinkConnection, FromOperator> messages;
    private final BiConsumer<LinkConnection, String> ended;
    private Future<Void> parsed = Future.succeededFuture();
    private long heard = System.nanoTime();
    private boolean closed;

    LinkConnection(
            Vertx vertx,
            LinkAddress address,
            BiConsumer<LinkConnection, FromOperator> messages,
            BiConsumer<LinkConnection, String> ended) {
        this.vertx = vertx;
        this.url = address.url().endsWith("/")
                ? address.url().substring(0, address.url().length() - 1)
                : address.url();
        this.messages = messages;
        this.ended = ended;
        HttpClientOptions options = new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS);
        if (address.caPem() != null) {
            options.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(address.caPem())));
        }
        this.client = vertx.createHttpClient(options);
    }

    /** Opens the stream; done when the operator has accepted it. */
    Future<Void> open(String token) {
        return client.request(options(HttpMethod.GET, LinkProtocol.STREAM_PATH, token))
                .compose(request -> request.send())
                .compose(response -> response.statusCode() == 200
                        ? listen(response)
                        : Future.failedFuture("the operator answered " + response.statusCode()));
    }

    private Future<Void> listen(HttpClientResponse response) {
        RecordParser lines = RecordParser.newDelimited("\n", this::line);
        lines.maxRecordSize(LONGEST_LINE);
        lines.exceptionHandler(failure -> close("a line of it is too long"));
        response.handler(piece -> {
            heard = System.nanoTime();
            lines.handle(piece);
        });
        response.exceptionHandler(failure -> close(failure.toString()));
        response.endHandler(end -> close("the operator ended it"));
        return Future.succeededFuture();
    }

    /** Lines may be megabytes, so they are read off the event loop; one after another, so that they stay in order. */
    private void line(Buffer line) {
        if (line.length() == 0) {
            return;
        }
        parsed = parsed.transform(before -> vertx.executeBlocking(() -> LinkJson.message(line.getBytes()), true))
                .map(message -> {
                    if (!closed) {
                        messages.accept(this, message);
                    }
                    return (Void) null;
                })
                .onFailure(failure -> LOG.warn(
                        "a message of the operator is not understood and passed over: {}", failure.getMessage()));
    }

    /** Makes a call beside the stream; fails unless the operator accepts it. */
    Future<Void> call(HttpMethod method, String path, String token, Buffer json) {
        return client.request(options(method, path, token))
                .compose(request -> request.putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .send(json))
                .compose(response -> response.end().map(response.statusCode()))
                .timeout(CALL_MILLIS, TimeUnit.MILLISECONDS)
                .compose(status -> status / 100 == 2
                        ? Future.<Void>succeededFuture()
                        : Future.failedFuture("the operator answered " + status));
    }

    private RequestOptions options(HttpMethod method, String path, String token) {
        return new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(url + path)
                .putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
    }

    boolean silentFor(long millis) {
        return System.nanoTime() - heard > TimeUnit.MILLISECONDS.toNanos(millis);
    }

    void close(String why) {
        if (!closed) {
            closed = true;
            client.close();
            ended.accept(this, why);
        }
    }
}
