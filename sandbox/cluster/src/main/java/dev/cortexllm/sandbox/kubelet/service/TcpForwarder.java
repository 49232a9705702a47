package dev.cortexllm.sandbox.kubelet.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forwards TCP connections, round robin per connection, on one thread for all of them. A connection that is open stays with its
 * target, whatever becomes of the list of targets.
 */
final class TcpForwarder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TcpForwarder.class);

    /** Attached to selection keys: called when the channel is ready. */
    interface Ready {
        void ready() throws IOException;
    }

    private final Selector selector;
    private final List<InetSocketAddress> addresses = new ArrayList<>();
    private final Thread thread = new Thread(this::loop, "service-forwarder");
    private volatile boolean closed;

    private TcpForwarder(Selector selector) {
        this.selector = selector;
        thread.setDaemon(true);
    }

    static TcpForwarder open() throws IOException {
        return new TcpForwarder(Selector.open());
    }

    /** Listens on an address; to be called before {@link #start}. */
    void listen(InetSocketAddress local, Supplier<List<InetSocketAddress>> targets) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            server.bind(local, 512);
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT, new Acceptor(server, targets));
            addresses.add((InetSocketAddress) server.getLocalAddress());
        } catch (IOException e) {
            server.close();
            throw new IOException("cannot listen on " + local + ": " + e.getMessage(), e);
        }
    }

    void start() {
        thread.start();
    }

    List<InetSocketAddress> addresses() {
        return List.copyOf(addresses);
    }

    @Override
    public void close() {
        closed = true;
        if (thread.isAlive()) {
            selector.wakeup();
        } else {
            closeAll();
        }
    }

    private void loop() {
        try {
            while (!closed) {
                selector.select(this::handle);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            closeAll();
        }
    }

    private void handle(SelectionKey key) {
        try {
            ((Ready) key.attachment()).ready();
        } catch (IOException | CancelledKeyException e) {
            LOG.debug("forwarding failed: {}", e.toString());
        } catch (RuntimeException e) {
            LOG.error("forwarding failed", e);
        }
    }

    private void closeAll() {
        try {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            LOG.warn("closing the service forwarder: {}", e.toString());
        }
    }

    private final class Acceptor implements Ready {
        private final ServerSocketChannel server;
        private final Supplier<List<InetSocketAddress>> targets;
        private int turn;

        Acceptor(ServerSocketChannel server, Supplier<List<InetSocketAddress>> targets) {
            this.server = server;
            this.targets = targets;
        }

        @Override
        public void ready() throws IOException {
            SocketChannel client = server.accept();
            if (client == null) {
                return;
            }
            client.configureBlocking(false);
            List<InetSocketAddress> order = new ArrayList<>(targets.get());
            if (!order.isEmpty()) {
                Collections.rotate(order, -(turn++ % order.size()));
            }
            new Relay(selector, client, order.iterator()).connect();
        }
    }
}
