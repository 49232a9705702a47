package dev.cortexllm.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;

/** One connection of a client: one request at a time. Everything happens on its event loop. */
final class Connection extends SimpleChannelInboundHandler<HttpObject> {
    private static final int OK = 200;

    /** Who wants to know what happens. */
    interface Listener {
        /** The answer is complete; the connection is free again. */
        void answered(Connection connection, int status);

        /** The connection is gone. */
        void lost(Connection connection);

        /** A part of the answer's body has come. */
        default void part(Connection connection, ByteBuf body) {}
    }

    private final Listener listener;
    private Channel channel;
    private HttpResponse head;
    private boolean asking;
    private long due;

    Connection(Listener listener) {
        this.listener = listener;
    }

    /** Asks; the answer counts from {@code from}. */
    void ask(ByteBuf request, long from) {
        asking = true;
        due = from;
        head = null;
        channel.writeAndFlush(request.duplicate());
    }

    /** When the running request was due, nanoseconds of the monotonic clock. */
    long due() {
        return due;
    }

    /** Whether a request is running. */
    boolean asking() {
        return asking;
    }

    boolean ok() {
        return status() == OK;
    }

    /** Head of the answer; null: it has not come. */
    HttpResponse head() {
        return head;
    }

    private int status() {
        return head == null ? 0 : head.status().code();
    }

    void close() {
        channel.close();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (part instanceof HttpResponse response) {
            head = response;
        }
        if (part instanceof HttpContent content) {
            if (content.content().isReadable()) {
                listener.part(this, content.content());
            }
            if (part instanceof LastHttpContent) {
                if (content.decoderResult().isFailure()) {
                    context.close();
                } else {
                    asking = false;
                    listener.answered(this, status());
                }
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        listener.lost(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
