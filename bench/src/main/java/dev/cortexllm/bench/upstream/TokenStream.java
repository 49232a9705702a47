package dev.cortexllm.bench.upstream;

import io.netty.channel.Channel;

/** One streamed answer. */
final class TokenStream {
    private static final int TOKENS_BEFORE_CUT = 3;

    private final Channel channel;
    private final Answers answers;
    private final boolean cut;
    private int left;
    private int sent;

    TokenStream(Channel channel, Answers answers, int tokens, boolean cut) {
        this.channel = channel;
        this.answers = answers;
        this.left = tokens;
        this.cut = cut;
    }

    /**
     * Sends what is next.
     *
     * @param now the time, nanoseconds of the monotonic clock
     * @return whether there will be more
     */
    boolean send(long now) {
        if (!channel.isActive()) {
            return false;
        }
        if (cut && sent == TOKENS_BEFORE_CUT) {
            channel.close();
            return false;
        }
        if (left == 0) {
            channel.writeAndFlush(answers.streamEnd.duplicate());
            return false;
        }
        left--;
        sent++;
        channel.writeAndFlush(answers.token(now));
        return true;
    }
}
