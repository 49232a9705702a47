package dev.cortexllm.operator.scale;

import dev.cortexllm.operator.link.RouterRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What keeps each deployment from following its load, as far as that is worth telling: a router that restarts, or an operator that
 * has only begun, is not.
 */
public final class Knowledge {
    /**
     * How much is known.
     *
     * @param told whether any router tells
     * @param silent routers that serve it and do not tell
     * @param refusal why the number of replicas cannot be set; empty when it can
     */
    public record State(boolean told, Set<String> silent, String refusal) {
        /** Where nothing else was found out. */
        static final State COMPLETE = new State(true, Set.of(), "");

        /** Sorts the names, so that a status with them stays as it is. */
        public State {
            silent = new TreeSet<>(silent);
        }
    }

    private record Seen(State state, Instant since) {}

    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private final Map<String, State> worthTelling = new ConcurrentHashMap<>();

    /**
     * Notes what is so now.
     *
     * @param id id of the deployment
     * @param state how much is known
     * @param now the moment
     * @return whether {@link #of} says something else than before
     */
    boolean note(String id, State state, Instant now) {
        Seen last = seen.compute(
                id, (key, before) -> before != null && before.state().equals(state) ? before : new Seen(state, now));
        if (last.since().plus(RouterRegistry.EXPIRY).isAfter(now)) {
            return false;
        }
        State told = worthTelling.put(id, state);
        return !state.equals(told == null ? State.COMPLETE : told);
    }

    /** Forgets the deployments that are not there any more. */
    void retain(Set<String> ids) {
        seen.keySet().retainAll(ids);
        worthTelling.keySet().retainAll(ids);
    }

    /**
     * How much is known of a deployment's load.
     *
     * @param id its id
     * @return {@link State#COMPLETE} when nothing else is worth telling
     */
    State of(String id) {
        return worthTelling.getOrDefault(id, State.COMPLETE);
    }
}
