package dev.cortexllm.router.wire.pass;

import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.sse.EventData;
import dev.cortexllm.router.wire.sse.MalformedStream;

/** Learns from the events of one stream that passes by; one per attempt and dialect. */
public interface EventScan {
    /**
     * Learns from the next event.
     *
     * @param event an event with data
     * @throws MalformedStream when it is not one of the format's, or is an error
     */
    void scan(EventData event) throws MalformedStream;

    /** Whether content or a finish has come. */
    boolean committing();

    /** Whether the answer is finished, so that the stream may end. */
    boolean finished();

    /** Whether the closing event has come. */
    boolean last();

    /** What the stream has said was used, or null. */
    Usage usage();

    /** What goes to the client in place of the event just scanned: null for itself, empty for nothing. */
    byte[] instead();

    /** What goes to the client in place of that event's data, its other lines staying: null for the data itself. */
    default byte[] data() {
        return null;
    }

    /** Events that the client must have before the closing event, whole; told once. */
    default byte[] owed() {
        return new byte[0];
    }

    /** The closing event, for a stream that is finished and ends without it; empty where there is no need. */
    default byte[] closing() {
        return new byte[0];
    }
}
