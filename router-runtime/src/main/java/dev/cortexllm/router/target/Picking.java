package dev.cortexllm.router.target;

import dev.cortexllm.router.account.PickMeters;
import dev.cortexllm.router.account.PickMeters.By;
import dev.cortexllm.router.balance.Rendezvous;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Chooses one of several endpoints. Those that fit are ready, have a place, were not tried in vain for this request and are
 * not left alone; where all are left alone, those fit too.
 *
 * <p>A request with a key goes where the key belongs, by {@link Rendezvous} hashing over those that fit, passing by
 * endpoints that have more than their share of the load ({@link Balance#most}). One without goes to the less loaded of two
 * that are drawn: that is nearly as good as to the least loaded of all, and routers that know little of each other do not
 * all run to the same one. An endpoint's load is what this process has in it, and what its engine last said to have beside;
 * one whose engine does not have the model in memory counts as if it were busy.
 *
 * <p>Allocates nothing. Other threads may change what it looks at meanwhile; then the choice is as good as a moment ago.
 */
final class Picking {
    private static final long LOW = 0xFFFFFFFFL;

    private final EndpointState[] endpoints;
    private final int places;
    private final Balance balance;
    private final PickMeters meters;

    /**
     * @param endpoints all of them; kept
     * @param places requests of this process in one of them at the most
     * @param balance how requests are spread
     * @param meters counts the choices; null: nobody does
     */
    Picking(EndpointState[] endpoints, int places, Balance balance, PickMeters meters) {
        this.endpoints = endpoints;
        this.places = places;
        this.balance = balance;
        this.meters = meters;
    }

    /**
     * Chooses.
     *
     * @param target whose model is asked for; null where that does not matter
     * @param affinity what the request shares with others, or null
     * @param tried endpoints that failed this request already
     * @param now monotonic nanoseconds
     * @param draws random numbers, all 64 bits of them
     * @return the endpoint, or null when none fits
     */
    EndpointState pick(TargetState target, Affinity affinity, List<EndpointState> tried, long now, LongSupplier draws) {
        if (endpoints.length == 1) {
            return open(endpoints[0], tried) ? endpoints[0] : null;
        }
        int well = 0;
        int cooling = 0;
        double load = 0;
        double loadOfCooling = 0;
        for (EndpointState endpoint : endpoints) {
            if (open(endpoint, tried)) {
                if (endpoint.coolDown().cooling(now)) {
                    cooling++;
                    loadOfCooling += load(endpoint, target, now);
                } else {
                    well++;
                    load += load(endpoint, target, now);
                }
            }
        }
        boolean any = well == 0;
        int fitting = any ? cooling : well;
        if (fitting < 2) {
            return fitting == 0 ? null : drawn(target, tried, any, 1, now, 0);
        }
        long key = affinity == null || !balance.keyed() ? Affinity.NONE : affinity.key(balance);
        if (key == Affinity.NONE) {
            count(By.LOAD);
            return drawn(target, tried, any, fitting, now, draws.getAsLong());
        }
        double most = balance.most(any ? loadOfCooling : load, fitting);
        EndpointState own = owner(target == null ? key : key ^ target.seed(), target, tried, any, most, now);
        return own == null ? drawn(target, tried, any, fitting, now, draws.getAsLong()) : own;
    }

    /** The less loaded of two of those that fit; of equal ones the first drawn. */
    private EndpointState drawn(
            TargetState target, List<EndpointState> tried, boolean any, int fitting, long now, long draw) {
        int first = below(fitting, draw >>> Integer.SIZE);
        int second = below(fitting - 1, draw & LOW);
        second += second >= first ? 1 : 0;
        EndpointState one = null;
        EndpointState two = null;
        int place = 0;
        for (EndpointState endpoint : endpoints) {
            if (fits(endpoint, tried, any, now)) {
                one = place == first ? endpoint : one;
                two = place == second ? endpoint : two;
                place++;
            }
        }
        if (one == null || two == null) {
            return one == null ? two : one;
        }
        return load(two, target, now) < load(one, target, now) ? two : one;
    }

    /** From 0 to {@code bound}, without it, out of 32 random bits. */
    private static int below(int bound, long bits) {
        return (int) (bits * bound >>> Integer.SIZE);
    }

    /** Who has the key, among those that have not more than their share; null when all have, by what others changed. */
    private EndpointState owner(
            long key, TargetState target, List<EndpointState> tried, boolean any, double most, long now) {
        EndpointState home = null;
        EndpointState best = null;
        long weightOfHome = 0;
        long weightOfBest = 0;
        boolean homeFits = false;
        for (EndpointState endpoint : endpoints) {
            if (endpoint.ready()) {
                long weight = Rendezvous.weight(key, endpoint.identity());
                boolean fits = fits(endpoint, tried, any, now);
                if (home == null || weight > weightOfHome) {
                    home = endpoint;
                    weightOfHome = weight;
                    homeFits = fits;
                }
                if (fits && (best == null || weight > weightOfBest) && load(endpoint, target, now) + 1 <= most) {
                    best = endpoint;
                    weightOfBest = weight;
                }
            }
        }
        count(best != null && best == home ? By.AFFINITY : homeFits ? By.MOVED : By.UNAVAILABLE);
        return best;
    }

    private boolean open(EndpointState endpoint, List<EndpointState> tried) {
        return endpoint.ready() && endpoint.inFlight() < places && !tried.contains(endpoint);
    }

    private boolean fits(EndpointState endpoint, List<EndpointState> tried, boolean any, long now) {
        return open(endpoint, tried) && (any || !endpoint.coolDown().cooling(now));
    }

    private double load(EndpointState endpoint, TargetState target, long now) {
        double load = endpoint.load(now);
        return target != null && endpoint.cold(target.model()) ? load + balance.concurrency() : load;
    }

    private void count(By by) {
        if (meters != null) {
            meters.count(by);
        }
    }
}
