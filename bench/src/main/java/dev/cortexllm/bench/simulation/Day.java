package dev.cortexllm.bench.simulation;

import dev.cortexllm.bench.simulation.Placing.Place;
import java.util.Arrays;
import java.util.List;

/** Plays one day of calls with one way to place them. */
final class Day {
    /** Played on after the last call, until even the longest answer is there. */
    private static final double EVENING_SECONDS = 180;

    private final World world;
    private final List<Call> calls;
    private final Fleet fleet;
    private final Placing placing;
    private final float[] firstTokens;
    private long local;
    private long answered;
    private double cloudUsd;

    private Day(World world, List<Call> calls, int replicas, Placing.Factory placing) {
        this.world = world;
        this.calls = calls;
        this.fleet = Fleet.of(replicas, world.speed());
        this.placing = placing.of(fleet);
        this.firstTokens = new float[calls.size()];
    }

    /**
     * Plays a day.
     *
     * @param world prices and speeds
     * @param calls the day's calls
     * @param replicas local engines
     * @param placing says where calls go
     * @return what came of it; costs are those of the cloud alone
     */
    static Outcome play(World world, List<Call> calls, int replicas, Placing.Factory placing) {
        return new Day(world, calls, replicas, placing).play();
    }

    private Outcome play() {
        Arrays.fill(firstTokens, (float) world.patienceSeconds());
        come(0);
        fleet.time().playUntil(world.daySeconds() + world.patienceSeconds() + EVENING_SECONDS);
        Arrays.sort(firstTokens);
        long prompts =
                fleet.replicas().stream().mapToLong(Replica::promptTokens).sum();
        long cached = fleet.replicas().stream().mapToLong(Replica::cachedTokens).sum();
        return new Outcome(
                quantile(0.5),
                quantile(0.99),
                cloudUsd * world.perDay(),
                answered == 0 ? 0 : (double) local / answered,
                calls.size() - answered,
                prompts == 0 ? 0 : (double) cached / prompts);
    }

    private double quantile(double share) {
        return firstTokens.length == 0 ? 0 : firstTokens[(int) (share * (firstTokens.length - 1))];
    }

    private void come(int index) {
        if (index < calls.size()) {
            Call call = calls.get(index);
            fleet.time().at(Timeline.nanos(call.at()), () -> {
                come(index + 1);
                send(call, placing.place(call));
            });
        }
    }

    private void send(Call call, Place place) {
        switch (place.where()) {
            case Place.NOWHERE -> {}
            case Place.CLOUD -> {
                begins(call, world.cloud().firstToken(call));
                cloudUsd += world.cloud().usd(call);
                fleet.time()
                        .after(world.cloud().lastToken(call), () -> place.end().over(true));
            }
            default -> sendTo(fleet.replicas().get(place.where()), call, place);
        }
    }

    private void sendTo(Replica replica, Call call, Place place) {
        Replica.Work work = replica.take(call, new Replica.Caller() {
            @Override
            public void begins() {
                Day.this.begins(call, fleet.time().seconds() - call.at());
                local++;
            }

            @Override
            public void ends() {
                place.end().over(true);
            }
        });
        if (replica.waits(work)) {
            fleet.time().after(world.patienceSeconds(), () -> {
                if (replica.waits(work)) {
                    replica.leave(work);
                    place.end().over(false);
                }
            });
        }
    }

    private void begins(Call call, double seconds) {
        firstTokens[call.index()] = (float) seconds;
        answered++;
    }
}
