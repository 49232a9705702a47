package dev.cortexllm.operator.provider;

import dev.cortexllm.config.CanonicalJson;
import dev.cortexllm.config.ConfigHash;
import dev.cortexllm.config.ModelList;
import dev.cortexllm.config.Upstream;
import dev.cortexllm.operator.status.Probe;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Remembers the last connection check of each provider and starts the next when it is due: when URL, headers, credentials
 * or their way have changed, and then on the provider's interval.
 */
public final class Probes {
    private record State(String subject, Optional<Probe> last, Instant nextDue) {}

    private final BiFunction<Upstream, Map<String, String>, CompletableFuture<Probe>> check;
    private final Consumer<ResourceID> done;
    private final Clock clock;
    private final Map<ResourceID, State> states = new ConcurrentHashMap<>();

    /**
     * @param check runs one check, without blocking
     * @param done told when a check has come to a result
     * @param clock for intervals
     */
    public Probes(
            BiFunction<Upstream, Map<String, String>, CompletableFuture<Probe>> check,
            Consumer<ResourceID> done,
            Clock clock) {
        this.check = check;
        this.done = done;
        this.clock = clock;
    }

    /** The last result for exactly this entry and these secrets; starts a check when one is due. */
    Optional<Probe> result(ResourceID provider, Upstream upstream, Map<String, String> secrets, Duration interval) {
        String subject = subject(upstream, secrets);
        Instant now = clock.instant();
        State state = states.get(provider);
        boolean same = state != null && state.subject().equals(subject);
        if (!same || !now.isBefore(state.nextDue())) {
            Optional<Probe> last = same ? state.last() : Optional.empty();
            states.put(provider, new State(subject, last, now.plus(interval)));
            check.apply(upstream, secrets).thenAccept(probe -> finished(provider, subject, probe));
            return Optional.ofNullable(states.get(provider)).flatMap(State::last);
        }
        return state.last();
    }

    /** Time until the next check of a provider. */
    Duration untilDue(ResourceID provider) {
        State state = states.get(provider);
        Duration left = state == null ? Duration.ZERO : Duration.between(clock.instant(), state.nextDue());
        return left.compareTo(Duration.ofMillis(10)) < 0 ? Duration.ofMillis(10) : left;
    }

    /** Forgets a provider that cannot be checked. */
    void forget(ResourceID provider) {
        states.remove(provider);
    }

    private void finished(ResourceID provider, String subject, Probe probe) {
        states.computeIfPresent(
                provider,
                (id, state) -> state.subject().equals(subject)
                        ? new State(subject, Optional.of(probe), state.nextDue())
                        : state);
        done.accept(provider);
    }

    /** Tells one subject of a check from another without keeping a secret. */
    private static String subject(Upstream upstream, Map<String, String> secrets) {
        return ConfigHash.sha256(CanonicalJson.bytes(Map.of(
                "url",
                ModelList.url(upstream.format(), upstream.baseUrl(), upstream.apiVersion()),
                "auth",
                upstream.auth(),
                "headers",
                upstream.headers(),
                "secrets",
                secrets)));
    }
}
