package dev.cortexllm.bench.simulation;

import java.util.stream.IntStream;

/**
 * Balancers that do not know what a queue costs: they see replicas and cloud as places of one kind, each of several routers
 * for itself.
 */
final class Unaware implements Placing {
    private final Place[] places;
    private final int[][] inFlight;
    private final int[] turn;
    private final boolean byLoad;

    private Unaware(int replicas, boolean cloud, int routers, boolean byLoad) {
        this.places = new Place[replicas + (cloud ? 1 : 0)];
        this.inFlight = new int[routers][places.length];
        this.turn = IntStream.range(0, routers)
                .map(i -> i * places.length / routers)
                .toArray();
        this.byLoad = byLoad;
        for (int i = 0; i < places.length; i++) {
            places[i] = new Place(i < replicas ? i : Place.CLOUD, answered -> {});
        }
    }

    /** One after the other. */
    static Placing roundRobin(int replicas, boolean cloud, int routers) {
        return new Unaware(replicas, cloud, routers, false);
    }

    /** The one with the fewest requests of this router. */
    static Placing leastRequest(int replicas, boolean cloud, int routers) {
        return new Unaware(replicas, cloud, routers, true);
    }

    @Override
    public Place place(Call call) {
        int router = call.index() % turn.length;
        int next = turn[router];
        turn[router] = (next + 1) % places.length;
        if (!byLoad) {
            return places[next];
        }
        int[] mine = inFlight[router];
        int best = next;
        for (int i = 1; i < places.length; i++) {
            int other = (next + i) % places.length;
            best = mine[other] < mine[best] ? other : best;
        }
        int taken = best;
        mine[taken]++;
        return new Place(places[taken].where(), answered -> mine[taken]--);
    }
}
