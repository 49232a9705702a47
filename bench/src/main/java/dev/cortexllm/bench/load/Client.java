package dev.cortexllm.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One event loop full of connections. */
final class Client implements AutoCloseable {
    private static final int CONNECT_MILLIS = 10_000;

    private final IoEventLoopGroup group = Loops.one();
    private final HttpDecoderConfig config = new HttpDecoderConfig().setValidateHeaders(false);
    private final int port;

    Client(int port) {
        this.port = port;
    }

    EventLoop loop() {
        return (EventLoop) group.next();
    }

    /** Opens a connection; done, on the event loop, when it is open or refused. */
    CompletableFuture<Connection> open(Connection.Listener listener) {
        Connection connection = new Connection(listener);
        CompletableFuture<Connection> open = new CompletableFuture<>();
        new Bootstrap()
                .group(group)
                .channel(Loops.clients())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpResponseDecoder(config))
                                .addLast(connection);
                    }
                })
                .connect(InetAddress.getLoopbackAddress(), port)
                .addListener(done -> {
                    if (done.isSuccess()) {
                        open.complete(connection);
                    } else {
                        open.completeExceptionally(done.cause());
                    }
                });
        return open;
    }

    /** Runs something on the event loop and waits for it. */
    <T> T on(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, loop()).join();
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
