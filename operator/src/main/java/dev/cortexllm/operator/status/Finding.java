package dev.cortexllm.operator.status;

import dev.cortexllm.api.v1alpha1.Condition.Status;
import dev.cortexllm.compile.Check;

/**
 * A condition without its history: what is true now.
 *
 * @param type the condition's type
 * @param status its state
 * @param reason one CamelCase word
 * @param message a sentence
 */
public record Finding(String type, Status status, String reason, String message) {
    static final String READY = "Ready";
    static final String ACCEPTED = "Accepted";
    static final String RESOLVED_REFS = "ResolvedRefs";
    static final String PROGRAMMED = "Programmed";
    static final String REACHABLE = "Reachable";
    static final String STORE_AVAILABLE = "StoreAvailable";

    static Finding of(String type, boolean holds, String reason, String message) {
        return new Finding(type, holds ? Status.True : Status.False, reason, message);
    }

    static Finding of(String type, Check check) {
        return of(type, check.ok(), check.reason(), check.message());
    }

    static Finding unknown(String type, String reason, String message) {
        return new Finding(type, Status.Unknown, reason, message);
    }

    boolean isTrue() {
        return status == Status.True;
    }
}
