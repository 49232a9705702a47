package dev.cortexllm.bench.contender;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cortexllm.router.NettyDefaults;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;

/**
 * The least that a proxy on Vert.x has to do, with one event loop: take a body, look for model and stream in it if asked to, send it on,
 * pass the answer back as it comes. It authenticates nobody, counts nothing and knows one upstream.
 */
public final class BareProxyMain {
    private static final int POOL = 20_000;

    private BareProxyMain() {}

    /**
     * Serves until the process is stopped.
     *
     * @param args port, the upstream's port, {@code scan} or {@code plain}
     */
    public static void main(String[] args) {
        int port = Integer.parseInt(args[0]);
        int upstream = Integer.parseInt(args[1]);
        boolean scan = args[2].equals("scan");
        // As the router has it, so that what is compared is what the router does and not how Netty is set.
        NettyDefaults.set();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
        vertx.deployVerticle(new Proxy(port, upstream, scan)).onFailure(failure -> {
            System.err.println(failure);
            System.exit(1);
        });
    }

    private static final class Proxy extends AbstractVerticle {
        private final JsonFactory json = new JsonFactory();
        private final int port;
        private final int upstream;
        private final boolean scan;
        private HttpClient client;

        Proxy(int port, int upstream, boolean scan) {
            this.port = port;
            this.upstream = upstream;
            this.scan = scan;
        }

        @Override
        public void start() {
            client = vertx.createHttpClient(
                    new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(upstream),
                    new PoolOptions().setHttp1MaxSize(POOL));
            vertx.createHttpServer(new HttpServerOptions().setAcceptBacklog(4096))
                    .requestHandler(request -> request.body().onSuccess(body -> forward(request, body)))
                    .listen(port, "127.0.0.1");
        }

        private void forward(HttpServerRequest request, Buffer body) {
            if (scan && !readable(body)) {
                request.response().setStatusCode(400).end();
                return;
            }
            client.request(HttpMethod.POST, request.uri())
                    .compose(out -> {
                        out.putHeader("content-type", "application/json");
                        leave(request.response(), out);
                        return out.send(body);
                    })
                    .onComplete(answered -> {
                        if (answered.failed()) {
                            request.response().setStatusCode(502).end();
                            return;
                        }
                        HttpServerResponse back = request.response();
                        back.setStatusCode(answered.result().statusCode());
                        back.headers().setAll(answered.result().headers());
                        answered.result().pipeTo(back);
                    });
        }

        private static void leave(HttpServerResponse back, HttpClientRequest out) {
            back.exceptionHandler(gone -> out.reset());
        }

        /** Goes through the whole document, as whoever must find a field of it that may stand at its end has to. */
        private boolean readable(Buffer body) {
            boolean model = false;
            try (JsonParser parser = json.createParser(body.getBytes())) {
                for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                    model |= token == JsonToken.FIELD_NAME
                            && parser.currentName().equals("model");
                }
            } catch (IOException e) {
                return false;
            }
            return model;
        }
    }
}
