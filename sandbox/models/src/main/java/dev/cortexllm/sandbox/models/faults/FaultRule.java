package dev.cortexllm.sandbox.models.faults;

/**
 * A fault and how often it strikes; exactly one of the three counts.
 *
 * @param probability share of the requests, 0 to 1; 1 when nothing is said
 * @param every each so-manieth request, from 1; 0 for not used
 * @param next only the first so many requests; 0 for not used
 */
public record FaultRule(Fault fault, double probability, int every, int next) {}
