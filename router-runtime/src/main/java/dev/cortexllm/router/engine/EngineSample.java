package dev.cortexllm.router.engine;

/**
 * One look at an engine's metrics. Counters rise while the engine lives.
 *
 * @param running requests it works on
 * @param waiting requests in its queue
 * @param finished requests it has finished; not a number when it does not count them
 * @param serviceSeconds time it has worked on those, without the time they queued; not a number when it does not measure it
 */
public record EngineSample(double running, double waiting, double finished, double serviceSeconds) {}
