package dev.cortexllm.router.ledger;

import java.util.Locale;
import java.util.Optional;

/** Aspects that statistics are told apart by. */
public enum By {
    /** The model's id at its upstream. */
    MODEL,
    /** The upstream. */
    PROVIDER,
    /** The policy. */
    POLICY,
    /** The client's workspace. */
    WORKSPACE,
    /** The client's key, by its name. */
    KEY,
    /** What the client calls the work that a request is a part of. */
    EXECUTION,
    /** What else the client said of it: an attempt counts under each of its tags. */
    TAG;

    /** Its name in queries and answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether clients make the values up, so that only some are kept. */
    boolean free() {
        return this == EXECUTION || this == TAG;
    }

    /**
     * Finds one by its name.
     *
     * @param word the name
     * @return the aspect, or empty when there is none of that name
     */
    public static Optional<By> of(String word) {
        for (By by : values()) {
            if (by.word().equals(word)) {
                return Optional.of(by);
            }
        }
        return Optional.empty();
    }
}
