package dev.cortexllm.bench.upstream;

import dev.cortexllm.bench.load.Loops;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoEventLoopGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The simulated provider as a program: one event loop, OpenAI's and Anthropic's format, faults by {@code /control/<fault>}, and a
 * collection of garbage at a moment of the caller's by {@code /control/collect}.
 */
public final class UpstreamMain {
    /** What it is told for a collection. */
    public static final String COLLECT = "collect";

    private static final int BACKLOG = 4096;

    private UpstreamMain() {}

    /**
     * Serves until the process is stopped.
     *
     * @param args the port
     */
    public static void main(String[] args) throws InterruptedException {
        IoEventLoopGroup loop = Loops.one();
        Answers answers = new Answers();
        Ticker ticker = new Ticker((io.netty.channel.EventLoop) loop.next());
        AtomicReference<Fault> fault = new AtomicReference<>(Fault.NONE);
        HttpDecoderConfig config = new HttpDecoderConfig().setValidateHeaders(false);
        new ServerBootstrap()
                .group(loop)
                .channel(Loops.servers())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpRequestDecoder(config))
                                .addLast(new AnswerHandler(answers, ticker, fault::get, fault::set));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]))
                .sync()
                .channel()
                .closeFuture()
                .sync();
    }
}
