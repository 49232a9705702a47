package dev.cortexllm.operator.link;

import dev.cortexllm.link.RouterReport;
import dev.cortexllm.link.RouterReport.PolicyUsage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Adds up what routers report: per policy the requests of the last minute and the spend of the present UTC day. Routers
 * report counters that rise while their process lives; the ledger adds the differences. A process that reports for the first
 * time and has lived for longer than this one has told its past to the operator's previous process, so its first report is
 * only a starting point; what was spent while no operator ran is not counted here (budgets are not enforced by this
 * number).
 */
public final class UsageLedger {
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

    /**
     * What is known of a policy.
     *
     * @param requests answered requests of the last minute
     * @param local those that a deployment answered
     * @param microUsdToday spend since midnight UTC in millionths of a USD
     */
    public record Usage(long requests, long local, long microUsdToday) {}

    private record Process(RouterId router, String incarnation) {}

    private static final class Counters {
        private Instant last;
        private final Map<String, PolicyUsage> byPolicy = new HashMap<>();
    }

    private static final class Account {
        private final MinuteWindow requests = new MinuteWindow();
        private final MinuteWindow local = new MinuteWindow();
        private LocalDate day;
        private long microUsd;
    }

    private final Clock clock;
    private final Map<Process, Counters> processes = new HashMap<>();
    private final Map<String, Account> accounts = new HashMap<>();

    /**
     * @param clock for minutes and days
     */
    public UsageLedger(Clock clock) {
        this.clock = clock;
    }

    /**
     * Takes a report.
     *
     * @param router who reports
     * @param report what it says
     * @param older whether the router's process may be older than this one
     * @param served whether the router's gateway serves a policy, by id; of others it has nothing to say, or whoever runs
     *     one gateway could write on everybody's account
     */
    public synchronized void report(RouterId router, RouterReport report, boolean older, Predicate<String> served) {
        Instant now = clock.instant();
        Process process = new Process(router, report.incarnation());
        boolean known = processes.containsKey(process);
        Counters counters = processes.computeIfAbsent(process, p -> new Counters());
        counters.last = now;
        if (report.usage() != null) {
            for (PolicyUsage usage : report.usage()) {
                if (!served.test(usage.policy())) {
                    continue;
                }
                PolicyUsage before = counters.byPolicy.put(usage.policy(), usage);
                if (known || !older) {
                    add(usage, before == null ? new PolicyUsage(usage.policy(), 0, 0, 0) : before, now);
                }
            }
        }
        processes.values().removeIf(c -> c.last.plus(FORGOTTEN_AFTER).isBefore(now));
    }

    /**
     * Goes on from what the policy's status said, when nothing is known of it yet.
     *
     * @param policy id of the policy
     * @param microUsdToday spend of this UTC day in millionths of a USD
     */
    public synchronized void carryOn(String policy, long microUsdToday) {
        Account account = account(policy);
        if (account.day == null) {
            account.day = today(clock.instant());
            account.microUsd = microUsdToday + account.microUsd;
        }
    }

    /**
     * What is known of a policy.
     *
     * @param policy its id
     * @return its usage; zeros when nothing is known
     */
    public synchronized Usage usage(String policy) {
        Instant now = clock.instant();
        Account account = account(policy);
        return new Usage(
                account.requests.sum(now),
                account.local.sum(now),
                today(now).equals(account.day) ? account.microUsd : 0);
    }

    /** The policies of which something is known. */
    public synchronized Set<String> policies() {
        return Set.copyOf(accounts.keySet());
    }

    private void add(PolicyUsage usage, PolicyUsage before, Instant now) {
        Account account = account(usage.policy());
        account.requests.add(now, usage.requests() - before.requests());
        account.local.add(now, usage.local() - before.local());
        LocalDate today = today(now);
        if (account.day != null && !today.equals(account.day)) {
            account.day = today;
            account.microUsd = 0;
        }
        account.microUsd += usage.microUsd() - before.microUsd();
    }

    private Account account(String policy) {
        return accounts.computeIfAbsent(policy, p -> new Account());
    }

    private static LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }
}
