package dev.cortexllm.engine;

import dev.cortexllm.api.v1alpha1.EngineType;

/**
 * A flag of an engine, a row of {@code engine-flags.csv}.
 *
 * @param engine whose flag
 * @param setting what of a deployment it renders; empty: it is only judged
 * @param flag the flag, with its dashes
 * @param valued whether a value follows
 * @param since first version that knows it; null: the oldest that can be started does
 * @param until first version that does not know it any more; null: the newest does
 * @param source where that is written
 */
public record EngineFlag(
        EngineType engine,
        String setting,
        String flag,
        boolean valued,
        EngineVersion since,
        EngineVersion until,
        String source) {

    /**
     * Whether a version knows it.
     *
     * @param version a version of the engine
     * @return true when it may be given to that version
     */
    public boolean knownTo(EngineVersion version) {
        return (since == null || since.compareTo(version) <= 0) && (until == null || until.compareTo(version) > 0);
    }
}
