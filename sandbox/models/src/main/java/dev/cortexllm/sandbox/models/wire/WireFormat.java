package dev.cortexllm.sandbox.models.wire;

import java.util.Optional;

/** A vendor's API: the one thing to write when a vendor is added. Free of I/O and of shared state. */
public interface WireFormat {
    /** Returns the key a call presents, from wherever the vendor expects it. */
    Optional<String> key(Call call);

    /** Returns whether this path asks for a key at all. */
    boolean guarded(Call call);

    /** Returns the refusal of a call whose key is missing or unknown. */
    ApiError unauthorized(Optional<String> key);

    /** Returns the refusal when no slot is free and the queue is full. */
    ApiError overloaded();

    /**
     * Answers a call.
     *
     * @throws ApiError if the vendor would refuse it
     */
    Reply answer(Call call);

    /** Gives a refusal the vendor's shape. */
    Reply.Document refuse(ApiError error);
}
