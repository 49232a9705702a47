package dev.cortexllm.bench.simulation;

/**
 * Sees every replica's queue and cache at every moment, and takes the one whose first token would come first. That is best for
 * each call and not always for the day: where all replicas queue it scatters conversations that would be cheaper kept together.
 */
final class Oracle implements Placing {
    private final Fleet fleet;

    Oracle(Fleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public Place place(Call call) {
        int best = 0;
        double soonest = Double.MAX_VALUE;
        for (int i = 0; i < fleet.replicas().size(); i++) {
            double wait = fleet.replicas().get(i).foresees(call);
            if (wait < soonest) {
                soonest = wait;
                best = i;
            }
        }
        return new Place(best, answered -> {});
    }
}
