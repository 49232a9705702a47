package dev.cortexllm.operator.status;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;

/** When a failed run becomes visible in the status. */
public final class ErrorStatus {
    /** Runs that may fail before a person is told; what heals within seconds is no news. */
    private static final int QUIET_ATTEMPTS = 2;

    private ErrorStatus() {}

    /**
     * Whether a failure should be told now.
     *
     * @param context the run that failed
     * @return false for the first failures in a row
     */
    public static boolean worthTelling(Context<?> context) {
        return context.getRetryInfo().map(RetryInfo::getAttemptCount).orElse(0) >= QUIET_ATTEMPTS;
    }

    /**
     * A failure as a sentence.
     *
     * @param failure what was thrown
     * @return its message; the type's name when it has none
     */
    public static String sentence(Exception failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
