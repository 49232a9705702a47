package dev.cortexllm.sandbox.models.wire;

import java.time.Clock;
import java.util.List;

/**
 * What every format has to know about the server it speaks for.
 *
 * @param models served models, at least one; the first is the main one
 * @param contextLength most tokens of prompt and answer together; 0 for no limit
 * @param ids names for requests
 * @param clock for times of creation
 */
public record Served(List<String> models, int contextLength, Ids ids, Clock clock) {
    /** Copies the list. */
    public Served {
        models = List.copyOf(models);
    }

    /** Returns the time in whole seconds of the epoch. */
    public long epochSecond() {
        return clock.instant().getEpochSecond();
    }
}
