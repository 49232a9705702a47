package dev.cortexllm.router.budget;

/**
 * What one budget says to a request.
 *
 * @param window the window that the request falls into
 * @param spent what is spent in it, in nano-USD
 * @param reserved what running requests may still spend, that of this one not included
 * @param verdict 0: there is money; more: when to come again, in milliseconds, because the budget is throttled; {@link
 *     #BLOCKED} or {@link #UNKNOWN}
 */
public record BudgetReading(CalendarWindow window, long spent, long reserved, long verdict) {
    /** What is left is too little. */
    public static final long BLOCKED = -1;
    /** Nobody knows what is spent. */
    public static final long UNKNOWN = -2;

    /** Whether there is money for the request. */
    public boolean fits() {
        return verdict == 0;
    }
}
