package dev.cortexllm.router.budget;

/** What is known of the spend of budgets without asking anybody. */
public interface LastKnown {
    /**
     * What is known to be used of a budget in a window.
     *
     * @param key key of the budget
     * @param window the window
     * @return what is known to be spent or reserved, in nano-USD; 0 when nothing is
     */
    long used(String key, CalendarWindow window);
}
