package dev.cortexllm.operator.policy;

import dev.cortexllm.operator.link.UsageLedger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What a policy's status shows of its usage: numbers that change with each request, renewed every ten seconds at the most,
 * so that traffic does not become writes to the API server.
 */
public final class UsageDisplay {
    private static final Duration RENEWED_EVERY = Duration.ofSeconds(10);

    /**
     * What is shown.
     *
     * @param shareLocal as in {@code 87%}; null when there were no requests in the last minute
     * @param spendToday USD as text
     */
    public record Shown(String shareLocal, String spendToday) {}

    private record Stamped(Shown shown, Instant at) {}

    private final UsageLedger ledger;
    private final Clock clock;
    private final Map<String, Stamped> current = new ConcurrentHashMap<>();

    /**
     * @param ledger what is known
     * @param clock for the ten seconds
     */
    public UsageDisplay(UsageLedger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * What a policy's status is to show now.
     *
     * @param policy its id
     * @return what is shown already, or the present state once that is old enough
     */
    public Shown of(String policy) {
        Instant now = clock.instant();
        Stamped before = current.get(policy);
        Shown present = present(policy);
        boolean mayChange = before == null || !now.isBefore(before.at().plus(RENEWED_EVERY));
        if (!mayChange || before != null && present.equals(before.shown())) {
            return before.shown();
        }
        current.put(policy, new Stamped(present, now));
        return present;
    }

    /** The policies whose display is out of date and old enough to be renewed. */
    public Set<String> due() {
        Instant oldest = clock.instant().minus(RENEWED_EVERY);
        return current.entrySet().stream()
                .filter(entry -> !entry.getValue().at().isAfter(oldest))
                .filter(entry ->
                        !present(entry.getKey()).equals(entry.getValue().shown()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Shown present(String policy) {
        UsageLedger.Usage usage = ledger.usage(policy);
        String share = usage.requests() == 0 ? null : Math.round(100.0 * usage.local() / usage.requests()) + "%";
        return new Shown(share, Money.text(usage.microUsdToday()));
    }
}
