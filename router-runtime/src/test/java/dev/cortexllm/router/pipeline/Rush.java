package dev.cortexllm.router.pipeline;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** A number of clients on one event loop, each of which sends one request after another; some leave at some moment. */
final class Rush {
    private final Vertx vertx;
    private final HttpClient client;
    private final RequestOptions where;
    private final Random random;
    private final int requests;
    private final int clients;
    private final int oneLeavesOf;
    private final Map<String, Integer> endings = new TreeMap<>();
    private final CompletableFuture<Map<String, Integer>> done = new CompletableFuture<>();
    private int started;
    private int over;

    /**
     * @param oneLeavesOf among so many requests one is given up; 0: none
     */
    Rush(Vertx vertx, int port, long seed, int requests, int clients, int oneLeavesOf) {
        this.vertx = vertx;
        this.random = new Random(seed);
        this.requests = requests;
        this.clients = clients;
        this.oneLeavesOf = oneLeavesOf;
        this.where = new RequestOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/v1/chat/completions")
                .setMethod(HttpMethod.POST)
                .putHeader("content-type", "application/json");
        this.client = vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(2 * clients));
    }

    /** Sends all; tells how many ended in which way. */
    CompletableFuture<Map<String, Integer>> run() {
        vertx.runOnContext(go -> {
            for (int i = 0; i < clients; i++) {
                next();
            }
        });
        return done;
    }

    private void next() {
        if (started < requests) {
            started++;
            new Call().begin();
        }
    }

    private void ended(String how) {
        endings.merge(how, 1, Integer::sum);
        if (++over == requests) {
            client.close().onComplete(closed -> done.complete(endings));
        } else {
            next();
        }
    }

    /** One request. */
    private final class Call {
        private final boolean leaves = oneLeavesOf > 0 && random.nextInt(oneLeavesOf) == 0;
        private HttpClientRequest request;
        private boolean ended;

        void begin() {
            client.request(where).onComplete(made -> {
                if (made.failed()) {
                    end("not connected");
                    return;
                }
                request = made.result();
                request.exceptionHandler(broken -> end("broken"));
                request.response().onComplete(head -> {
                    if (head.succeeded()) {
                        read(head.result());
                    } else {
                        end("broken");
                    }
                });
                request.end(random.nextBoolean() ? TestRouter.STREAM : TestRouter.PLAIN);
                if (leaves) {
                    vertx.setTimer(1 + random.nextInt(20), late -> leave());
                }
            });
        }

        private void read(HttpClientResponse response) {
            response.exceptionHandler(broken -> end("broken"));
            response.endHandler(whole -> end(Integer.toString(response.statusCode())));
        }

        private void leave() {
            if (!ended) {
                end("left");
                request.reset();
            }
        }

        private void end(String how) {
            if (!ended) {
                ended = true;
                ended(how);
            }
        }
    }
}
