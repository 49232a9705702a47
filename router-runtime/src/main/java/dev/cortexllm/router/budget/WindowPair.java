package dev.cortexllm.router.budget;

/**
 * The window of this moment and the one after it. Both are handed to the store: its clock decides, and may be a little ahead.
 *
 * @param present the window of this moment
 * @param next the one that begins when it ends
 */
public record WindowPair(CalendarWindow present, CalendarWindow next) {

    /**
     * The one of the two that a moment is in.
     *
     * @param millis the moment, Unix time in milliseconds
     * @return the present one for any moment before its end, the next one after that
     */
    public CalendarWindow at(long millis) {
        return millis < present.endsAtMillis() ? present : next;
    }
}
