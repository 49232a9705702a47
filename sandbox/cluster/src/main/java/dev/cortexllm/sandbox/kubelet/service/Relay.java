package dev.cortexllm.sandbox.kubelet.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Iterator;

/**
 * One forwarded connection: bytes both ways, an end of stream passed on as such (half close). A target that refuses is followed by
 * the next; when none is left the client is reset, as it would be by a Service without endpoints.
 */
final class Relay {
    private static final int BUFFER_BYTES = 32 * 1024;

    private final Selector selector;
    private final SocketChannel client;
    private final Iterator<InetSocketAddress> targets;
    private SocketChannel backend;
    private SelectionKey clientKey;
    private SelectionKey backendKey;
    private Direction up;
    private Direction down;

    Relay(Selector selector, SocketChannel client, Iterator<InetSocketAddress> targets) {
        this.selector = selector;
        this.client = client;
        this.targets = targets;
    }

    /** Tries the next target. */
    void connect() throws IOException {
        while (targets.hasNext()) {
            backend = SocketChannel.open();
            backend.configureBlocking(false);
            try {
                boolean connected = backend.connect(targets.next());
                backendKey = backend.register(selector, SelectionKey.OP_CONNECT, ready(this::onConnect));
                if (connected) {
                    join();
                }
                return;
            } catch (IOException e) {
                backend.close();
            }
        }
        client.setOption(StandardSocketOptions.SO_LINGER, 0);
        client.close();
    }

    private void onConnect() throws IOException {
        try {
            if (backend.finishConnect()) {
                join();
            }
        } catch (IOException e) {
            backend.close();
            connect();
        }
    }

    private void join() throws IOException {
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        backend.setOption(StandardSocketOptions.TCP_NODELAY, true);
        up = new Direction(client, backend);
        down = new Direction(backend, client);
        clientKey = client.register(selector, 0, ready(this::pump));
        backendKey.attach(ready(this::pump));
        pump();
    }

    private void pump() throws IOException {
        up.move();
        down.move();
        if (up.done() && down.done()) {
            closeBoth();
            return;
        }
        clientKey.interestOps(up.readInterest() | down.writeInterest());
        backendKey.interestOps(down.readInterest() | up.writeInterest());
    }

    private TcpForwarder.Ready ready(TcpForwarder.Ready action) {
        return () -> {
            try {
                action.ready();
            } catch (IOException | RuntimeException e) {
                closeBoth();
                throw e;
            }
        };
    }

    private void closeBoth() throws IOException {
        client.close();
        backend.close();
    }

    /** Bytes from one channel to the other. */
    private static final class Direction {
        private final SocketChannel from;
        private final SocketChannel to;
        private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        private boolean ended;
        private boolean endPassedOn;

        Direction(SocketChannel from, SocketChannel to) {
            this.from = from;
            this.to = to;
        }

        void move() throws IOException {
            if (!ended && buffer.hasRemaining()) {
                ended = from.read(buffer) < 0;
            }
            // Not even nothing may be written after the end was passed on.
            if (buffer.position() > 0) {
                buffer.flip();
                to.write(buffer);
                buffer.compact();
            }
            if (ended && buffer.position() == 0 && !endPassedOn) {
                to.shutdownOutput();
                endPassedOn = true;
            }
        }

        boolean done() {
            return endPassedOn;
        }

        int readInterest() {
            return !ended && buffer.hasRemaining() ? SelectionKey.OP_READ : 0;
        }

        int writeInterest() {
            return buffer.position() > 0 ? SelectionKey.OP_WRITE : 0;
        }
    }
}
