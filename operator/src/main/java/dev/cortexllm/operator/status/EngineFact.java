package dev.cortexllm.operator.status;

import java.time.Duration;
import java.util.Optional;

/**
 * What runs in the pods.
 *
 * @param title what the engine is called in sentences, such as {@code VLLM 0.19.1}
 * @param load how long loading the model takes: last time, else by its size; empty: nobody knows
 */
public record EngineFact(String title, Optional<Duration> load) {}
