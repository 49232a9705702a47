package dev.cortexllm.router.route;

import dev.cortexllm.router.target.RouteTarget;

/** Targets in the order in which a request wants them, while a choice is being made. Each is in it once at the most. */
final class Order {
    private final RouteTarget[] wanted;
    private final Reason[] reasons;
    private int size;

    /** Nothing is wanted yet. */
    Order(RouteTarget[] wanted, Reason[] reasons) {
        this.wanted = wanted;
        this.reasons = reasons;
    }

    int size() {
        return size;
    }

    RouteTarget get(int place) {
        return wanted[place];
    }

    /** Wants a target after all others, unless it is wanted already. */
    void add(RouteTarget target, Reason reason) {
        if (reasons[target.index()] == Reason.NOT_PREFERRED) {
            reasons[target.index()] = reason;
            wanted[size++] = target;
        }
    }

    /**
     * Wants a target behind those added since a place that have at least its score, unless it is wanted already.
     *
     * @param scores by the target's index, its own included
     * @param from the first place that counts
     */
    void insert(RouteTarget target, Reason reason, double[] scores, int from) {
        if (reasons[target.index()] != Reason.NOT_PREFERRED) {
            return;
        }
        double score = scores[target.index()];
        int low = from;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (scores[wanted[middle].index()] >= score) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        reasons[target.index()] = reason;
        System.arraycopy(wanted, low, wanted, low + 1, size - low);
        wanted[low] = target;
        size++;
    }

    /** Moves a target to another place before its own. */
    void move(int from, int to) {
        RouteTarget target = wanted[from];
        System.arraycopy(wanted, to, wanted, to + 1, from - to);
        wanted[to] = target;
    }

    /** Says why a target is where it is. */
    void because(RouteTarget target, Reason reason) {
        reasons[target.index()] = reason;
    }
}
