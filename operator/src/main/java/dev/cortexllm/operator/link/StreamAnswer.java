package dev.cortexllm.operator.link;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Streams to a router what it is to know, one JSON object per line, until one side ends. */
final class StreamAnswer implements LinkHandler.Answer {
    private static final Logger LOG = LoggerFactory.getLogger(StreamAnswer.class);

    private final LinkHub hub;

    StreamAnswer(LinkHub hub) {
        this.hub = hub;
    }

    @Override
    public void give(RouterId router, HttpExchange exchange) throws IOException {
        Optional<LinkStream> stream = hub.connect(router);
        if (stream.isEmpty()) {
            LinkHandler.refuse(exchange, 503, "nothing to serve yet, or too many routers are connected; dial again");
            return;
        }
        LOG.info("router {} of {} connects", router.pod(), router.gateway());
        try {
            exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
            exchange.sendResponseHeaders(200, 0);
            stream.get().pump(exchange.getResponseBody());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            hub.disconnect(router, stream.get());
            LOG.info("router {} of {} is gone", router.pod(), router.gateway());
        }
    }
}
