package dev.cortexllm.bench.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Answers the requests of one connection. What it must know of a body stands at the front: whether to stream, and how much. */
final class AnswerHandler extends SimpleChannelInboundHandler<HttpObject> {
    private static final ByteBuf STREAM = text("\"stream\":true");
    private static final ByteBuf TOKENS = text("\"max_tokens\":");
    private static final int FRONT = 512;
    private static final String CONTROL = "/control/";

    private final Answers answers;
    private final Ticker ticker;
    private final Supplier<Fault> fault;
    private final Consumer<Fault> change;
    private String path = "";
    private boolean first;
    private boolean stream;
    private int tokens;

    AnswerHandler(Answers answers, Ticker ticker, Supplier<Fault> fault, Consumer<Fault> change) {
        this.answers = answers;
        this.ticker = ticker;
        this.fault = fault;
        this.change = change;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (part instanceof HttpRequest request) {
            path = request.uri();
            first = true;
            stream = false;
        }
        if (part instanceof HttpContent content) {
            if (first && content.content().isReadable()) {
                first = false;
                look(content.content());
            }
            if (part instanceof LastHttpContent) {
                answer(context);
            }
        }
    }

    private void look(ByteBuf body) {
        ByteBuf front = body.slice(body.readerIndex(), Math.min(FRONT, body.readableBytes()));
        stream = ByteBufUtil.indexOf(STREAM, front) >= 0;
        int at = ByteBufUtil.indexOf(TOKENS, front);
        tokens = 0;
        for (int i = at + TOKENS.readableBytes(); at >= 0 && i < front.readableBytes(); i++) {
            int digit = front.getByte(i) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            tokens = tokens * 10 + digit;
        }
    }

    private void answer(ChannelHandlerContext context) {
        if (path.startsWith(CONTROL)) {
            obey(path.substring(CONTROL.length()));
            context.writeAndFlush(answers.done.duplicate());
            return;
        }
        switch (fault.get()) {
            case STALL -> {}
            case LIMITED -> context.writeAndFlush(answers.limited.duplicate());
            case UNAVAILABLE -> context.writeAndFlush(answers.unavailable.duplicate());
            default -> serve(context);
        }
    }

    private void obey(String control) {
        if (control.equals(UpstreamMain.COLLECT)) {
            System.gc();
        } else {
            change.accept(Fault.valueOf(control.toUpperCase(Locale.ROOT)));
        }
    }

    private void serve(ChannelHandlerContext context) {
        if (stream && fault.get() == Fault.CUT_EARLY) {
            context.writeAndFlush(answers.streamHead.duplicate()).addListener(ChannelFutureListener.CLOSE);
        } else if (stream) {
            // The first token comes at once: what a client waits for it beyond that is the way.
            context.write(answers.streamHead.duplicate());
            context.writeAndFlush(answers.token(System.nanoTime()));
            if (tokens > 1) {
                ticker.add(new TokenStream(context.channel(), answers, tokens, fault.get() == Fault.CUT));
            }
        } else {
            context.writeAndFlush(path.endsWith("/messages") ? answers.message.duplicate() : answers.chat.duplicate());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    private static ByteBuf text(String text) {
        return Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }
}
