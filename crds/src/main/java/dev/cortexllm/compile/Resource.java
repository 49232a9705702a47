package dev.cortexllm.compile;

import java.time.Instant;
import java.util.Map;

/**
 * A resource as the compiler sees it, after defaults were applied.
 *
 * @param id which one
 * @param uid its UID, empty outside Kubernetes
 * @param generation its generation, 0 outside Kubernetes
 * @param created when it was created; outside Kubernetes the order of reading
 * @param labels its labels
 * @param annotations its annotations
 * @param spec its spec
 */
public record Resource<S>(
        ResourceId id,
        String uid,
        long generation,
        Instant created,
        Map<String, String> labels,
        Map<String, String> annotations,
        S spec) {}
