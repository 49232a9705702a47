package dev.cortexllm.sandbox.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/**
 * Four router processes on one Redis process, 2,000 concurrent requests in both APIs to two simulated providers that keep
 * bills of their own. {@code -Daccounting.seed=N} draws the same requests again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountingIT {
    private static final int REQUESTS = 2_000;
    private static final int FEW = 20;
    private static final int MID_STREAM = 25;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String PER_TOKEN = "150ms";
    /** A budget that is never used up: it is there so that every attempt reserves. */
    private static final Rules OPEN = budget("1000", "Open");

    private final long seed = Long.getLong("accounting.seed", System.nanoTime());
    private String name;
    private Fleet shared;

    @BeforeEach
    void tellTheSeed(TestInfo info) {
        name = info.getTestMethod().orElseThrow().getName();
        say("-Daccounting.seed=" + seed);
    }

    @AfterAll
    void close() throws Exception {
        if (shared != null) {
            shared.close();
        }
    }

    /** The processes of those tests that leave them as they were: starting them takes longer than a test. */
    private Fleet shared() throws Exception {
        if (shared == null) {
            shared = Fleet.start("shared", PER_TOKEN, OPEN);
        }
        shared.begin();
        return shared;
    }

    @Test
    void without_faults_every_entry_is_exact_and_equals_the_bill() throws Exception {
        Fleet fleet = shared();
        try (Crowd crowd = new Crowd(fleet.routers())) {
            List<Told> told = Crowd.all(crowd.send(mix("calm").draw(REQUESTS, 0)));
            Reckoning reckoning = fleet.reckon(told);
            say(reckoning.summary());

            assertEnding(told, Ending.WHOLE, "without faults nothing fails");
            assertNothingWrong(reckoning);
            assertThat(reckoning.entries()).as("entries, one a request").isEqualTo(REQUESTS);
            assertThat(reckoning.exact()).as("exact entries").isEqualTo(REQUESTS);
            assertThat(reckoning.gap()).as("charged above the bill").isZero();
            assertThat(fleet.books().budgets("reserved")).as("left reserved").isZero();
        }
    }

    @Test
    void clients_who_leave_are_charged_between_delivered_and_reserved() throws Exception {
        Fleet fleet = shared();
        try (Crowd crowd = new Crowd(fleet.routers())) {
            List<Told> told = Crowd.all(crowd.send(mix("leaving").draw(REQUESTS, 0.4)));
            Reckoning reckoning = fleet.reckon(told);
            say(reckoning.summary());

            assertThat(count(told, Ending.LEFT)).as("clients who left").isGreaterThan(REQUESTS / 10);
            assertEnding(
                    told.stream().filter(one -> one.ending() != Ending.LEFT).toList(),
                    Ending.WHOLE,
                    "only leaving clients end a request early");
            assertNothingWrong(reckoning);
            assertThat(fleet.books().budgets("reserved")).as("left reserved").isZero();
        }
    }

    @Test
    void attempts_of_routers_killed_in_mid_stream_are_swept() throws Exception {
        Fleet fleet = shared();
        try (Crowd crowd = new Crowd(fleet.routers())) {
            List<CompletableFuture<Told>> answers = crowd.send(mix("killed").draw(REQUESTS, 0));
            awaitMidStream(fleet);
            fleet.routers().kill(1);
            awaitBilled(fleet, REQUESTS / 4);
            fleet.routers().kill(2);
            fleet.routers().restart(1);
            fleet.routers().restart(2);
            answers.addAll(crowd.send(mix("anew").draw(REQUESTS / 10, 0)));
            List<Told> told = Crowd.all(answers);
            Reckoning reckoning = fleet.reckon(told);
            say(reckoning.summary());

            assertThat(count(told, Ending.BROKEN))
                    .as("requests that broke with their router")
                    .isPositive();
            assertThat(fleet.ledger())
                    .as("entries of attempts whose router died")
                    .anyMatch(entry -> entry.result().equalsIgnoreCase("swept"));
            assertNothingWrong(reckoning);
            assertThat(fleet.books().budgets("reserved")).as("left reserved").isZero();
        }
    }

    @Test
    void all_at_once() throws Exception {
        try (Fleet fleet = Fleet.start(name, PER_TOKEN, OPEN);
                Crowd crowd = new Crowd(fleet.routers())) {
            List<CompletableFuture<Told>> answers = crowd.send(mix("all").draw(REQUESTS, 0.2));
            awaitMidStream(fleet);
            fleet.routers().kill(1);
            fleet.redis().kill();
            awaitBilled(fleet, REQUESTS / 4);
            fleet.redis().start();
            fleet.routers().restart(1);
            answers.addAll(crowd.send(mix("after").draw(REQUESTS / 4, 0.2)));
            List<Told> told = Crowd.all(answers);
            awaitConnected(fleet);
            Reckoning reckoning = fleet.reckon(told);
            say(reckoning.summary());

            assertEnding(
                    told.stream().filter(one -> one.ending() == Ending.REFUSED).toList(),
                    Ending.WHOLE,
                    "only a killed router and leaving clients end a request early");
            assertNothingWrong(reckoning);
        }
    }

    @Test
    void open_budgets_fail_nothing_while_redis_is_away_and_know_all_of_it_afterwards() throws Exception {
        try (Fleet fleet = Fleet.start(name, PER_TOKEN, OPEN);
                Crowd crowd = new Crowd(fleet.routers())) {
            List<CompletableFuture<Told>> answers = crowd.send(mix("before").draw(REQUESTS / 4, 0));
            awaitMidStream(fleet);
            fleet.redis().kill();
            answers.addAll(crowd.send(mix("dead").draw(REQUESTS / 4, 0)));
            Crowd.all(answers);
            fleet.redis().start();
            answers.addAll(crowd.send(mix("back").draw(REQUESTS / 4, 0)));
            awaitConnected(fleet);
            fleet.redis().pause();
            List<Told> stopped;
            try {
                stopped = Crowd.all(crowd.send(mix("stopped").draw(REQUESTS / 4, 0)));
            } finally {
                fleet.redis().resume();
            }
            List<Told> told = new ArrayList<>(Crowd.all(answers));
            told.addAll(stopped);
            awaitConnected(fleet);
            Reckoning reckoning = fleet.reckon(told);
            long longest = stopped.stream().mapToLong(Told::millis).max().orElseThrow();
            say(reckoning.summary() + "; the longest request while Redis was stopped took " + longest + " ms");

            assertEnding(told, Ending.WHOLE, "Open budgets let everything through while Redis is away");
            assertThat(longest).as("ms, with one wait for Redis").isLessThan(10L * Rules.COMMAND_MILLIS);
            assertNothingWrong(reckoning);
            assertThat(reckoning.entries())
                    .as("entries, the outage's among them")
                    .isEqualTo(REQUESTS);
            assertThat(fleet.books().budgets("reserved")).as("left reserved").isZero();
        }
    }

    @Test
    void closed_budgets_block_while_redis_is_away() throws Exception {
        try (Fleet fleet = Fleet.start(name, PER_TOKEN, budget("1000", "Closed"));
                Crowd crowd = new Crowd(fleet.routers())) {
            List<Told> told = new ArrayList<>(Crowd.all(crowd.send(mix("before").draw(REQUESTS / 10, 0))));
            assertEnding(told, Ending.WHOLE, "with Redis everything goes through");
            int billed = fleet.providers().bill().size();

            fleet.redis().kill();
            List<Told> dead = Crowd.all(crowd.send(mix("dead").draw(REQUESTS / 4, 0)));
            assertEnding(dead, Ending.REFUSED, "Closed budgets let nothing through without Redis");
            assertThat(dead)
                    .extracting(Told::status)
                    .as("statuses without Redis, Anthropic's for busy among them")
                    .containsOnly(503, 529);
            assertThat(fleet.providers().bill())
                    .as("what went to the providers")
                    .hasSize(billed);

            fleet.redis().start();
            awaitConnected(fleet);
            List<Told> after = Crowd.all(crowd.send(mix("after").draw(REQUESTS / 10, 0)));
            assertEnding(after, Ending.WHOLE, "Redis is back");
            told.addAll(dead);
            told.addAll(after);
            assertNothingWrong(fleet.reckon(told));
        }
    }

    @Test
    void a_block_budget_is_never_exceeded_by_the_providers_count() throws Exception {
        long limitPico = 200_000_000_000L;
        try (Fleet fleet = Fleet.start(name, PER_TOKEN, budget("0.20", "Closed"));
                Crowd crowd = new Crowd(fleet.routers())) {
            // Of the crowd the router that dies may have all that fits into the budget: these are whole whatever
            // happens.
            List<Told> few = Crowd.all(crowd.send(mix("few").draw(FEW, 0)));
            assertEnding(few, Ending.WHOLE, "the budget is hardly touched");
            List<CompletableFuture<Told>> answers = crowd.send(mix("block").draw(REQUESTS, 0.1));
            awaitMidStream(fleet);
            fleet.routers().kill(3);
            fleet.routers().restart(3);
            fleet.redis().kill();
            fleet.redis().start();
            awaitConnected(fleet);
            answers.addAll(crowd.send(mix("more").draw(REQUESTS / 2, 0.1)));
            List<Told> told = new ArrayList<>(Crowd.all(answers));
            told.addAll(few);
            Reckoning reckoning = fleet.reckon(told);
            say(reckoning.summary() + "; " + count(told, Ending.WHOLE) + " of " + told.size() + " were whole");

            assertThat(reckoning.billedPicoUsd())
                    .as("pico-USD on the providers' bills under a budget of 0.20 USD")
                    .isLessThanOrEqualTo(limitPico);
            assertThat(reckoning.chargedPicoUsd()).as("pico-USD charged").isLessThanOrEqualTo(limitPico);
            assertThat(told.stream().filter(one -> one.status() == 402).count())
                    .as("requests told that the budget is used up")
                    .isPositive();
            assertThat(told.stream()
                            .filter(one -> one.ending() == Ending.REFUSED)
                            .filter(one -> one.status() == 402
                                    ? !one.text().contains("Budget 'all'")
                                    : !List.of(503, 529).contains(one.status()))
                            .map(AccountingIT::describe)
                            .limit(5))
                    .as(
                            "refused but not with 402 and the budget's name, or with 503 (Anthropic: 529) while Redis was away")
                    .isEmpty();
            assertNothingWrong(reckoning);
        }
    }

    private AskMix mix(String prefix) {
        return new AskMix(seed + prefix.hashCode(), prefix, Rules.MODELS);
    }

    private static Rules budget(String usd, String whenStoreUnavailable) {
        return new Rules("""
                budgets:
                - {name: all, window: Month, limitUsd: "%s", whenStoreUnavailable: %s}
                """.formatted(usd, whenStoreUnavailable), "");
    }

    private static void awaitMidStream(Fleet fleet) {
        await("streams are on their way")
                .atMost(SOON)
                .until(() -> fleet.providers().running() >= MID_STREAM);
    }

    private static void awaitBilled(Fleet fleet, int attempts) {
        await("attempts are over").atMost(SOON).until(() -> fleet.bill().size() >= attempts);
    }

    private static void awaitConnected(Fleet fleet) {
        await("all routers know that Redis is back").atMost(SOON).until(() -> fleet.routers()
                .allConnected());
    }

    private static long count(List<Told> told, Ending ending) {
        return told.stream().filter(one -> one.ending() == ending).count();
    }

    private static void assertEnding(List<Told> told, Ending ending, String why) {
        assertThat(told.stream()
                        .filter(one -> one.ending() != ending)
                        .map(AccountingIT::describe)
                        .limit(5))
                .as("%s, but of %d requests these did not end %s", why, told.size(), ending)
                .isEmpty();
    }

    private static String describe(Told one) {
        String text = one.text();
        return one.requestId() + ": " + one.ending() + " " + one.status() + " "
                + text.substring(0, Math.min(200, text.length()));
    }

    private static void assertNothingWrong(Reckoning reckoning) {
        assertThat(reckoning.wrong().stream().limit(10))
                .as("%d things are wrong; %s", reckoning.wrong().size(), reckoning.summary())
                .isEmpty();
    }

    private void say(String what) {
        System.out.println("[accounting] " + name + ": " + what);
    }
}
