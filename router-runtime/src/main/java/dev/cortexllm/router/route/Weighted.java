package dev.cortexllm.router.route;

import dev.cortexllm.router.target.RouteTarget;

/** Draws targets by weight without putting them back: the first draw decides who answers, the next ones stand by. */
final class Weighted {
    private Weighted() {}

    static int order(Route route, RouteRule rule, Draws draws, RouteTarget[] into, Reason[] reasons) {
        int size = 0;
        long total = 0;
        for (int index : rule.prefer()) {
            RouteTarget target = route.targets()[index];
            into[size++] = target;
            reasons[index] = Reason.DRAWN;
            total += target.config().weight();
        }
        for (int place = 0; place < size && total > 0; place++) {
            int drawn = draw(into, place, size, (long) (draws.random() * total));
            RouteTarget target = into[drawn];
            System.arraycopy(into, place, into, place + 1, drawn - place);
            into[place] = target;
            total -= target.config().weight();
        }
        return size;
    }

    private static int draw(RouteTarget[] targets, int from, int to, long ticket) {
        long left = ticket;
        for (int i = from; i < to; i++) {
            left -= targets[i].config().weight();
            if (left < 0) {
                return i;
            }
        }
        throw new IllegalStateException("a draw beyond the sum of all weights");
    }
}
