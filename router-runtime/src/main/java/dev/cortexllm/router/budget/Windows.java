package dev.cortexllm.router.budget;

import dev.cortexllm.config.Budget.Window;
import java.time.ZoneId;

/** The windows of one budget; asks the calendar only when one is over. Safe for any thread. */
public final class Windows {
    private final Window kind;
    private final ZoneId zone;
    private volatile WindowPair known;

    /**
     * @param kind how long they are; not {@link Window#REQUEST}
     * @param zone whose calendar counts
     */
    public Windows(Window kind, ZoneId zone) {
        this.kind = kind;
        this.zone = zone;
    }

    /**
     * The windows around a moment.
     *
     * @param millis the moment, Unix time in milliseconds
     * @return the window that it is in and the next
     */
    public WindowPair at(long millis) {
        WindowPair pair = known;
        if (pair == null || !pair.present().contains(millis)) {
            CalendarWindow present = CalendarWindow.at(kind, zone, millis);
            pair = new WindowPair(present, CalendarWindow.at(kind, zone, present.endsAtMillis()));
            known = pair;
        }
        return pair;
    }
}
