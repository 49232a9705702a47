package dev.cortexllm.sandbox.models.faults;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What can go wrong on purpose. On the control surface each has its name in camel case. */
public enum FaultKind {
    /** An answer with status {@code code}, {@code body} (else the vendor's shape) and {@code retryAfter}. */
    STATUS,
    /** Silence: before the headers, or after so many tokens. The slot stays taken until the client leaves. */
    STALL,
    /** The connection is closed: before the headers, or after so many tokens. */
    DISCONNECT,
    /** The JSON of the body, or of the event after so many tokens, is cut in half, and the response ends properly. */
    TRUNCATED_JSON,
    /** The body, or the event after so many tokens, goes on for ever without a line end. */
    ENDLESS_LINE,
    /** The JSON of the body, or of the event after so many tokens, closes with the wrong bracket. */
    INVALID_JSON,
    /** Status 200 with a page of HTML. */
    WRONG_CONTENT_TYPE,
    /** The vendor's error event in the stream after so many tokens; status {@code code} when nothing is streamed. */
    ERROR_EVENT,
    /** All times of this request are multiplied by {@code factor}. */
    SLOW,
    /** The response is sent in writes of {@code bytes}, so that events and characters arrive in parts. */
    SPLIT;

    /** Returns the name on the control surface. */
    public String label() {
        StringBuilder label = new StringBuilder();
        for (String part : name().toLowerCase(Locale.ROOT).split("_")) {
            label.append(
                    label.isEmpty()
                            ? part.substring(0, 1)
                            : part.substring(0, 1).toUpperCase(Locale.ROOT));
            label.append(part.substring(1));
        }
        return label.toString();
    }

    /** Finds a kind by that name. */
    public static Optional<FaultKind> of(String label) {
        return Stream.of(values()).filter(kind -> kind.label().equals(label)).findFirst();
    }
}
