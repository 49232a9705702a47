package dev.cortexllm.sandbox.fleet;

import java.util.function.Predicate;

/** Holds when a value is the same as the last time it was looked at. */
final class Still<T> implements Predicate<T> {
    private T last;

    @Override
    public boolean test(T now) {
        boolean same = now.equals(last);
        last = now;
        return same;
    }
}
