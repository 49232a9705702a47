package dev.cortexllm.router.route;

import dev.cortexllm.router.target.RouteTarget;

/** Draws targets by weight without putting them back: the first draw decides who answers, the next ones stand by. */
final class Weighted {
    private Weighted() {}

    static void order(Route route, RouteRule rule, Draws draws, Order order) {
        long total = 0;
        for (int index : rule.prefer()) {
            RouteTarget target = route.targets()[index];
            order.add(target, Reason.DRAWN);
            total += target.config().weight();
        }
        for (int place = 0; place < order.size() && total > 0; place++) {
            int drawn = draw(order, place, (long) (draws.random() * total));
            total -= order.get(drawn).config().weight();
            order.move(drawn, place);
        }
    }

    private static int draw(Order order, int from, long ticket) {
        long left = ticket;
        for (int i = from; i < order.size(); i++) {
            left -= order.get(i).config().weight();
            if (left < 0) {
                return i;
            }
        }
        throw new IllegalStateException("a draw beyond the sum of all weights");
    }
}
