package dev.cortexllm.router.wire.sse;

/** Cuts a stream of bytes into server-sent events and hands each on; made anew for every stream. */
public final class EventReader {
    private final EventCutter cutter = new EventCutter();
    private final EventData data = new EventData();

    /** Told of events. */
    public interface Handler {
        /**
         * An event with data.
         *
         * @param event what it holds, until the method returns
         * @throws MalformedStream when it is not one of the format's
         */
        void event(EventData event) throws MalformedStream;

        /** Something without data, as a rule a comment that keeps the connection alive. */
        void comment();
    }

    /**
     * Takes bytes.
     *
     * @param piece the next bytes, cut anywhere
     * @param handler told of the events that are complete by now
     * @throws MalformedStream from the handler, or when an event is too large
     */
    public void feed(byte[] piece, Handler handler) throws MalformedStream {
        cutter.feed(piece);
        while (cutter.next()) {
            hand(cutter.bytes(), cutter.from(), cutter.to(), handler);
            cutter.take();
        }
    }

    /**
     * The bytes have ended: a last event may lack its empty line.
     *
     * @param handler told of that event
     * @throws MalformedStream from the handler
     */
    public void end(Handler handler) throws MalformedStream {
        byte[] rest = cutter.rest();
        if (rest.length > 0) {
            hand(rest, 0, rest.length, handler);
        }
    }

    private void hand(byte[] bytes, int from, int to, Handler handler) throws MalformedStream {
        data.read(bytes, from, to);
        if (data.any()) {
            handler.event(data);
        } else {
            handler.comment();
        }
    }
}
