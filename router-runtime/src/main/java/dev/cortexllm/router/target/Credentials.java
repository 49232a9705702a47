package dev.cortexllm.router.target;

import dev.cortexllm.config.ConfigHash;
import dev.cortexllm.config.Upstream;
import dev.cortexllm.router.account.Meters;
import dev.cortexllm.router.resilience.KeyState;
import io.micrometer.core.instrument.Tags;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** The API keys of an upstream in order of preference. Choosing one waits for nobody. */
public final class Credentials {
    /** Of an upstream that needs none. */
    public static final Credentials NONE = new Credentials(List.of(), List.of());
    /** Which keys of a request were tried is one bit each. */
    private static final int MOST = Long.SIZE;

    private final Credential[] all;
    private final List<String> secrets;

    private Credentials(List<Credential> all, List<String> secrets) {
        this.all = all.toArray(Credential[]::new);
        this.secrets = secrets;
    }

    /**
     * Those of an upstream whose secrets are there.
     *
     * @param upstream as configured
     * @param values secret values by id
     * @param states where it is known which of them rest
     * @param meters meters of the process
     * @param clock monotonic nanoseconds, for gauges
     * @return the keys
     */
    public static Credentials of(
            Upstream upstream, Map<String, String> values, TargetStates states, Meters meters, LongSupplier clock) {
        List<Credential> found = new ArrayList<>();
        List<String> secrets = new ArrayList<>();
        for (String id : upstream.credentials() == null ? List.<String>of() : upstream.credentials()) {
            String secret = values.getOrDefault(id, "").strip();
            if (!secret.isEmpty() && found.size() < MOST) {
                byte[] identity = (upstream.id() + "\n" + secret).getBytes(StandardCharsets.UTF_8);
                KeyState state = states.key(ConfigHash.sha256(identity));
                found.add(new Credential(
                        found.size(),
                        id,
                        upstream.auth().header(),
                        upstream.auth().value(secret),
                        state,
                        meters.refusals(upstream.id(), id)));
                secrets.add(secret);
            }
        }
        if (found.size() > 1) {
            found.forEach(key -> meters.gauge(
                    "credential.resting",
                    "Whether a credential rests because it was refused",
                    Tags.of("upstream", upstream.id(), "credential", key.id()),
                    key.state(),
                    state -> state.resting(clock.getAsLong()) ? 1 : 0));
        }
        return new Credentials(found, List.copyOf(secrets));
    }

    /**
     * The key to begin with: the first that does not rest, else the one that rests shortest.
     *
     * @param now monotonic nanoseconds
     * @return the key, or null when there are none
     */
    public Credential first(long now) {
        Credential best = null;
        for (Credential one : all) {
            if (!one.state().resting(now)) {
                return one;
            }
            best = best == null || one.state().restNanos(now) < best.state().restNanos(now) ? one : best;
        }
        return best;
    }

    /**
     * A key to go on with.
     *
     * @param tried those tried already, one bit for each place
     * @param now monotonic nanoseconds
     * @return the first that was not tried and does not rest, or null
     */
    public Credential another(long tried, long now) {
        for (Credential one : all) {
            if ((tried >> one.place() & 1) == 0 && !one.state().resting(now)) {
                return one;
            }
        }
        return null;
    }

    /** The keys themselves, so that texts can be searched for them: never logged. */
    List<String> secrets() {
        return secrets;
    }

    /** What the process knows of them. */
    public List<KeyState> states() {
        List<KeyState> states = new ArrayList<>(all.length);
        for (Credential one : all) {
            states.add(one.state());
        }
        return states;
    }
}
