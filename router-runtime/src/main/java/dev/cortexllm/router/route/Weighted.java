package dev.cortexllm.router.route;

import dev.cortexllm.router.target.RouteTarget;

/**
 * Draws targets by weight without putting them back: the first draw decides who answers, the next ones stand by. The weights
 * that are left stand in a Fenwick tree, whose place {@code i} holds the sum of the {@code i & -i} weights up to the i-th, so
 * that n targets take n log n steps.
 */
final class Weighted {
    private Weighted() {}

    static void order(Route route, RouteRule rule, Draws draws, Order order) {
        int[] prefer = rule.prefer();
        long[] sums = new long[prefer.length + 1];
        long total = 0;
        for (int i = 1; i < sums.length; i++) {
            int weight = route.targets()[prefer[i - 1]].config().weight();
            total += weight;
            add(sums, i, weight);
        }
        while (total > 0) {
            int drawn = drawn(sums, (long) (draws.random() * total));
            RouteTarget target = route.targets()[prefer[drawn]];
            order.add(target, Reason.DRAWN);
            total -= target.config().weight();
            add(sums, drawn + 1, -target.config().weight());
        }
        for (int index : prefer) {
            order.add(route.targets()[index], Reason.DRAWN);
        }
    }

    private static void add(long[] sums, int place, int weight) {
        for (int i = place; i < sums.length; i += i & -i) {
            sums[i] += weight;
        }
    }

    /** How many targets come before the one whose weight a ticket below the sum of all falls on. */
    private static int drawn(long[] sums, long ticket) {
        int before = 0;
        long left = ticket;
        for (int step = Integer.highestOneBit(sums.length - 1); step > 0; step >>= 1) {
            if (before + step < sums.length && sums[before + step] <= left) {
                before += step;
                left -= sums[before];
            }
        }
        return before;
    }
}
