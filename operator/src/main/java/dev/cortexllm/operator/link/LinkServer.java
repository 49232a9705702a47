package dev.cortexllm.operator.link;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.cortexllm.link.LinkProtocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;

/**
 * The HTTPS server of the link. Each stream takes a thread for as long as it lives; reports share the rest. Until it is
 * opened it answers 503: a router that reaches a replica which does not lead dials again.
 */
public final class LinkServer implements AutoCloseable {
    /** Threads beyond those of streams: reports and handshakes. */
    private static final int OTHER_THREADS = 64;
    /** Seconds in which a request must be there as a whole; nobody may hold a thread by sending slowly. */
    private static final String REQUEST_SECONDS = "10";

    private final HttpsServer server;
    private final ExecutorService threads;
    private final LinkHub hub;
    private final AtomicBoolean open = new AtomicBoolean();

    /**
     * Binds, and answers 503 from now on.
     *
     * @param address where to listen
     * @param tls certificate and key
     * @param auth who may call
     * @param hub what is told
     * @param reports where reports go
     * @throws IOException when the address cannot be bound
     */
    public LinkServer(InetSocketAddress address, SSLContext tls, RouterAuth auth, LinkHub hub, ReportSink reports)
            throws IOException {
        // Read once, by the first server of the process; the JDK has no other way to say it.
        System.setProperty("sun.net.httpserver.maxReqTime", REQUEST_SECONDS);
        this.hub = hub;
        this.threads = new ThreadPoolExecutor(
                0, LinkHub.MAX_STREAMS + OTHER_THREADS, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "link");
                    thread.setDaemon(true);
                    return thread;
                });
        this.server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        server.createContext(LinkProtocol.STREAM_PATH, new LinkHandler("GET", auth, open::get, new StreamAnswer(hub)));
        server.createContext(
                LinkProtocol.REPORT_PATH, new LinkHandler("POST", auth, open::get, new ReportAnswer(reports)));
        server.start();
    }

    /** Lets routers in: everything there is to tell is known. */
    public void open() {
        open.set(true);
    }

    /** The address that is bound. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        open.set(false);
        hub.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
