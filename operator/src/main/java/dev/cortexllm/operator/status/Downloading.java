package dev.cortexllm.operator.status;

import dev.cortexllm.load.LoadProgress;
import java.time.Instant;
import java.util.Optional;

/**
 * A download on its way, as far as the status tells: in steps of five percent.
 *
 * @param progress what the loader said at the last step
 * @param doneBy when it would end at the pace until then, to the minute; empty while nobody can say
 */
public record Downloading(LoadProgress progress, Optional<Instant> doneBy) {}
