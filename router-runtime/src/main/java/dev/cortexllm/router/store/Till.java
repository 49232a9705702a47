package dev.cortexllm.router.store;

import dev.cortexllm.router.budget.CalendarWindow;

/**
 * One window of a budget, from which money was reserved.
 *
 * @param key key of the budget
 * @param window the window
 */
public record Till(String key, CalendarWindow window) {}
