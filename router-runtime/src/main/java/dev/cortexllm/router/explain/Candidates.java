package dev.cortexllm.router.explain;

import dev.cortexllm.api.v1alpha1.Capability;
import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.config.Policy;
import dev.cortexllm.router.attempt.Foreseen;
import dev.cortexllm.router.explain.Explanation.Candidate;
import dev.cortexllm.router.outcome.Api;
import dev.cortexllm.router.outcome.ErrorReply;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.route.Choice;
import dev.cortexllm.router.route.Reason;
import dev.cortexllm.router.route.RequestFacts;
import dev.cortexllm.router.route.RouteRule;
import dev.cortexllm.router.route.Scorecard;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.target.SpillState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Puts into words what a choice made of each target, and what would keep the attempts from it. One explanation. */
final class Candidates {
    static final String ATTEMPT = "attempt";
    static final String STAND_BY = "standBy";
    static final String REJECTED = "rejected";

    private static final double MILLIS = 1000;

    private final Choice choice;
    private final RequestFacts facts;
    private final FrozenView view;
    private final Foreseen foreseen;
    private final List<Candidate> all = new ArrayList<>();
    private final boolean[] told;
    private int place;

    Candidates(Choice choice, RequestFacts facts, FrozenView view, Foreseen foreseen) {
        this.choice = choice;
        this.facts = facts;
        this.view = view;
        this.foreseen = foreseen;
        this.told = new boolean[choice.route().targets().length];
    }

    /**
     * Tells of all of them.
     *
     * @param order in which the attempts would go
     * @return those that would be tried, in that order, then the others as they are listed
     */
    List<Candidate> in(RouteTarget[] order) {
        List<Candidate> passedOver = new ArrayList<>();
        for (RouteTarget target : order) {
            Candidate one = turn(target);
            (one.role().equals(REJECTED) ? passedOver : all).add(one);
            told[target.index()] = true;
        }
        all.addAll(passedOver);
        for (RouteTarget target : choice.route().targets()) {
            if (!told[target.index()]) {
                Reason reason = choice.reasons()[target.index()];
                all.add(candidate(target, null, REJECTED, reason, words(target, reason)));
            }
        }
        return all;
    }

    private Candidate turn(RouteTarget target) {
        Reason reason = choice.reasons()[target.index()];
        if (!reason.tried()) {
            return candidate(target, null, REJECTED, reason, words(target, reason));
        }
        Reason unfit = view.of(target).unfit();
        if (unfit != null) {
            return candidate(target, null, REJECTED, unfit, unfit.words());
        }
        Outcome passed = foreseen.passedOver(target);
        if (passed != null) {
            Reason why = passed instanceof Outcome.ContextTooLong ? Reason.CONTEXT : Reason.OVER_BUDGET;
            String sentence = ErrorReply.of(passed).message(Api.OPENAI);
            boolean unread = passed instanceof Outcome.BadRequest;
            String clause = unread ? "nobody can tell what it would cost" : why.words();
            return candidate(target, null, REJECTED, why, clause + ": " + sentence);
        }
        boolean called = ++place <= choice.route().maxAttempts();
        return candidate(target, place, called ? ATTEMPT : STAND_BY, reason, words(target, reason));
    }

    private Candidate candidate(RouteTarget target, Integer at, String role, Reason reason, String why) {
        RouteRule rule = choice.rule();
        Scorecard card = Scorecard.of(choice.route(), rule, target, facts, view);
        Policy.Target config = target.config();
        return new Candidate(
                config.name(),
                target.upstream().name(),
                config.model(),
                config.local(),
                at,
                role,
                reason.label(),
                why,
                score(card, rule, named(rule, target)),
                seen(target),
                spill(target),
                rule.strategy() == Strategy.WEIGHTED && named(rule, target) ? probability(rule, target) : null);
    }

    private static boolean named(RouteRule rule, RouteTarget target) {
        return Arrays.stream(rule.prefer()).anyMatch(index -> index == target.index());
    }

    private static Explanation.Score score(Scorecard card, RouteRule rule, boolean named) {
        return new Explanation.Score(
                named ? Words.known(card.total()) : null,
                Words.known(card.usd()),
                card.cost(),
                card.firstTokenSeconds(),
                card.seconds(),
                card.latency(),
                Words.known(card.quality()),
                card.qualityScore(),
                card.reliability(),
                rule.strategy() == Strategy.CAPABILITY_MATCH ? card.fit() : null);
    }

    private Explanation.Seen seen(RouteTarget target) {
        FrozenView.Seen seen = view.of(target);
        return new Explanation.Seen(
                seen.ready(),
                seen.cooling(),
                seen.broken(),
                seen.waitSeconds(),
                target.state().upstream().inFlight(),
                Words.known(seen.firstTokenSeconds()),
                Words.known(seen.tokensPerSecond()),
                Words.known(seen.errorRate()));
    }

    private Explanation.Spill spill(RouteTarget target) {
        SpillState decided = view.decided(target);
        return decided == null
                ? null
                : new Explanation.Spill(
                        decided.spilling(),
                        decided.share(),
                        view.returning(target),
                        choice.rule().spillLimitSeconds());
    }

    /** Of the first draw; what is drawn and cannot serve gives way to the next. */
    private double probability(RouteRule rule, RouteTarget target) {
        long total = Arrays.stream(rule.prefer())
                .mapToLong(index -> choice.route().targets()[index].config().weight())
                .sum();
        return total == 0 ? 0 : (double) target.config().weight() / total;
    }

    private String words(RouteTarget target, Reason reason) {
        return switch (reason) {
            case CAPABILITY -> {
                int lacks = Scorecard.of(choice.route(), choice.rule(), target, facts, view)
                        .lacks();
                yield reason.words() + ": it is not known to have " + Words.all(Words.of(Capability.values(), lacks));
            }
            case TOO_SLOW -> {
                double seconds = Scorecard.of(choice.route(), choice.rule(), target, facts, view)
                        .knownFirstTokenSeconds();
                yield String.format(
                        Locale.ROOT,
                        "%s: after %.2f s, and it wants to wait %.2f s",
                        reason.words(),
                        seconds,
                        facts.wishes().maxLatencyMillis() / MILLIS);
            }
            default -> reason.words();
        };
    }
}
