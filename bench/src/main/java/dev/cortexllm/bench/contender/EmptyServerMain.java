package dev.cortexllm.bench.contender;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/** A server on Vert.x that knows one answer: nothing on Vert.x starts sooner. */
public final class EmptyServerMain {
    private EmptyServerMain() {}

    /**
     * Serves until the process is stopped.
     *
     * @param args the port
     */
    public static void main(String[] args) {
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true))
                .createHttpServer()
                .requestHandler(request -> request.response()
                        .putHeader("content-type", "application/json")
                        .end("{}"))
                .listen(Integer.parseInt(args[0]), "127.0.0.1")
                .onFailure(failure -> {
                    System.err.println(failure);
                    System.exit(1);
                });
    }
}
