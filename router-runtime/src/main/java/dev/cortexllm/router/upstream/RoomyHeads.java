package dev.cortexllm.router.upstream;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;

/**
 * Gives the heads of a connection's messages room for a small body behind them. Netty's encoder puts a body there when it fits, and
 * allocates for a head about what the last ones took: then one buffer goes out in place of two, with one promise in place of three, and
 * the kernel is given one place to read from. For a body of 1 KiB that is an eighth of a request's processor time.
 */
public final class RoomyHeads extends AbstractByteBufAllocator {
    /** Heads that are smaller have no body behind them; lengths of chunks are smaller, and nothing is put behind those. */
    private static final int LEAST_HEAD = 128;
    /** Bodies that are larger are not copied once more by whoever puts them together. */
    private static final int ROOM = 4 * 1024;

    private final ByteBufAllocator memory;

    /**
     * @param memory where buffers come from
     */
    RoomyHeads(ByteBufAllocator memory) {
        super(true);
        this.memory = memory;
    }

    /**
     * Has a connection write so.
     *
     * @param connection HTTP/1, before its first message
     */
    public static void on(ChannelHandlerContext connection) {
        connection
                .channel()
                .config()
                .setAllocator(new RoomyHeads(connection.channel().config().getAllocator()));
    }

    @Override
    public ByteBuf buffer() {
        return memory.buffer();
    }

    /**
     * What Netty's HTTP encoders ask for. So do others for what they need for a moment, TLS for a record that it has decrypted. Sockets are
     * read into {@code ioBuffer}s, which are as large as asked for.
     */
    @Override
    public ByteBuf buffer(int initialCapacity) {
        boolean head = initialCapacity >= LEAST_HEAD && initialCapacity < ROOM;
        return memory.buffer(head ? ROOM : initialCapacity);
    }

    @Override
    public ByteBuf buffer(int initialCapacity, int maxCapacity) {
        return memory.buffer(initialCapacity, maxCapacity);
    }

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
        return memory.heapBuffer(initialCapacity, maxCapacity);
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
        return memory.directBuffer(initialCapacity, maxCapacity);
    }

    @Override
    public boolean isDirectBufferPooled() {
        return memory.isDirectBufferPooled();
    }
}
