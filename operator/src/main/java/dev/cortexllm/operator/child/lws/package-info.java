/**
 * LeaderWorkerSet of {@code leaderworkerset.x-k8s.io}, as far as it is written and read here: groups of pods, each with a leader
 * and its workers, that come and go together.
 */
package dev.cortexllm.operator.child.lws;
