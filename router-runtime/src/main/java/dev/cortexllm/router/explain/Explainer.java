package dev.cortexllm.router.explain;

import dev.cortexllm.api.v1alpha1.FallbackChain;
import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.router.admission.Addressed;
import dev.cortexllm.router.admission.Admission;
import dev.cortexllm.router.admission.Inference;
import dev.cortexllm.router.admission.Inference.Inferred;
import dev.cortexllm.router.attempt.AttemptPlan;
import dev.cortexllm.router.attempt.CheapestFirst;
import dev.cortexllm.router.attempt.Foreseen;
import dev.cortexllm.router.budget.BudgetEntry;
import dev.cortexllm.router.explain.Explanation.Candidate;
import dev.cortexllm.router.identity.Apart;
import dev.cortexllm.router.outcome.Api;
import dev.cortexllm.router.outcome.ErrorReply;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.route.Choice;
import dev.cortexllm.router.route.Chooser;
import dev.cortexllm.router.route.Draws;
import dev.cortexllm.router.route.Reason;
import dev.cortexllm.router.route.RequestFacts;
import dev.cortexllm.router.route.Route;
import dev.cortexllm.router.route.RouteRule;
import dev.cortexllm.router.route.Scores;
import dev.cortexllm.router.route.Snapshot;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.tokens.PromptCounter;
import dev.cortexllm.router.wire.ChatRequest;
import dev.cortexllm.router.wire.Dialects;
import dev.cortexllm.router.wire.chat.Dialect;
import dev.cortexllm.router.wire.json.InvalidBody;
import java.util.Arrays;
import java.util.List;

/**
 * Explains what would become of a request: runs the stages of {@code RequestPipeline} on it, up to the first call. Safe for any
 * thread; takes its time, so that no event loop should run it.
 */
public final class Explainer {
    private final Dialects dialects = new Dialects();
    private final PromptCounter counter;

    /**
     * @param counter counts tokens where a request may not fit a context or has to be paid for
     */
    public Explainer(PromptCounter counter) {
        this.counter = counter;
    }

    /**
     * Explains.
     *
     * @param serving the configuration
     * @param asked the request
     * @param present the moment
     * @return what would become of it
     */
    public Explanation explain(Snapshot serving, AskedRequest asked, Present present) {
        long most = serving.settings().maxRequestBytes();
        if (asked.body().length > most) {
            return refused(asked, null, null, new Outcome.BodyTooLarge(most));
        }
        Dialect dialect = dialects.of(asked.api());
        ChatRequest request;
        try {
            request = new ChatRequest(dialect, dialect.scan(asked.body()));
        } catch (InvalidBody e) {
            return refused(asked, null, null, new Outcome.BadRequest(e.getMessage(), e.param()));
        }
        Admission admission = Admission.of(request, dialect, asked.headers());
        if (!(admission instanceof Admission.Admitted admitted)) {
            return refused(asked, request, null, ((Admission.Rejected) admission).why());
        }
        Addressed addressed = Addressed.of(admitted, serving, asked.who());
        if (addressed.refused() != null) {
            return refused(asked, request, admitted, addressed.refused());
        }
        int open = addressed.facts().open(addressed.route().needs());
        Inferred inferred =
                open == 0 ? null : Inference.infer(addressed.facts(), open, request.scanned(), serving.classifier());
        return decided(asked, admitted, addressed, inferred, present);
    }

    private Explanation decided(
            AskedRequest asked, Admission.Admitted admitted, Addressed addressed, Inferred inferred, Present present) {
        Route route = addressed.route();
        RequestFacts facts = inferred == null ? addressed.facts() : inferred.facts();
        FrozenView view = new FrozenView(route, present.view());
        Choice choice = Chooser.choose(route, facts, view, drawing(present.draw()));
        RouteRule rule = choice.rule();
        BudgetEntry[] budgets = Apart.budgets(route.budgets(), asked.who(), facts.model());
        RouteTarget[] order = CheapestFirst.order(
                choice.order(),
                choice::failedLately,
                budgets,
                asked.who(),
                facts.model(),
                present.spends(),
                present.millis());
        AttemptPlan.Spending spending =
                new AttemptPlan.Spending(route.id(), rule.name(), budgets, rule.spillBudgets(), admitted.mostNanoUsd());
        Foreseen foreseen = new Foreseen(
                route.name(),
                spending,
                admitted.request(),
                asked.who(),
                counter.sizes(),
                present.spends(),
                present.millis());
        List<Candidate> candidates = new Candidates(choice, facts, view, foreseen).in(order);
        RouteTarget awaited = choice.awaited(facts.wishes());
        boolean nothing =
                awaited == null && named(candidates, Candidates.ATTEMPT).isEmpty();
        return new Explanation(
                request(asked, admitted.request(), facts),
                new Traits(admitted.facts(), addressed.facts(), inferred).told(),
                route.name(),
                RuleWords.of(route, facts),
                decision(choice, facts, present, order != choice.order()),
                Money.of(choice, budgets, asked.who(), facts.model(), present),
                candidates,
                named(candidates, Candidates.ATTEMPT),
                named(candidates, Candidates.STAND_BY),
                nothing ? refusal(asked.api(), nothing(choice, foreseen, candidates)) : null);
    }

    private static Outcome nothing(Choice choice, Foreseen foreseen, List<Candidate> candidates) {
        if (foreseen.worst() != null) {
            return foreseen.worst();
        }
        String why;
        if (has(candidates, Reason.OPEN_BREAKER)) {
            why = "its targets are left alone because they failed";
        } else if (has(candidates, Reason.OVER_BUDGET)) {
            why = "a budget does not cover any of its targets";
        } else if (has(candidates, Reason.CONTEXT)) {
            why = "the request does not fit the context of any of its targets";
        } else {
            return choice.nothing();
        }
        return new Outcome.NothingAvailable(choice.route().name(), why);
    }

    private static boolean has(List<Candidate> candidates, Reason reason) {
        return candidates.stream().anyMatch(one -> one.reason().equals(reason.label()));
    }

    private static List<String> named(List<Candidate> candidates, String role) {
        return candidates.stream()
                .filter(one -> one.role().equals(role))
                .map(Candidate::target)
                .toList();
    }

    private static Explanation.Decision decision(Choice choice, RequestFacts facts, Present present, boolean cheapest) {
        Route route = choice.route();
        RouteRule rule = choice.rule();
        Scores.Weights by =
                rule.strategy() == Strategy.BALANCED ? Scores.Weights.of(facts.complexity(), facts.latency()) : null;
        boolean drawn = rule.strategy() == Strategy.WEIGHTED || rule.strategy() == Strategy.LOCAL_FIRST;
        RouteTarget awaited = choice.awaited(facts.wishes());
        return new Explanation.Decision(
                rule.name(),
                Words.of(rule.strategy()),
                by == null ? null : new Explanation.Weights(by.cost(), by.latency(), by.quality(), by.reliability()),
                drawn ? present.draw() : null,
                rule.choosing().localOnly() || facts.wishes().localOnly(),
                fallback(route, rule),
                cheapest,
                awaited == null ? null : awaited.config().name(),
                awaited == null ? null : rule.choosing().waiting().maxMillis(),
                route.maxAttempts());
    }

    private static List<String> fallback(Route route, RouteRule rule) {
        FallbackChain chain = rule.choosing().chain();
        if (chain != null) {
            return List.of("chain " + Words.of(chain));
        }
        return Arrays.stream(rule.fallback() == null ? route.fallback() : rule.fallback())
                .mapToObj(index -> route.targets()[index].config().name())
                .toList();
    }

    private static Explanation refused(
            AskedRequest asked, ChatRequest request, Admission.Admitted admitted, Outcome why) {
        return new Explanation(
                request(asked, request, admitted == null ? null : admitted.facts()),
                null,
                null,
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                refusal(asked.api(), why));
    }

    private static Explanation.Refusal refusal(Api api, Outcome why) {
        ErrorReply reply = ErrorReply.of(why);
        return new Explanation.Refusal(reply.status(api), reply.code(), reply.message(api));
    }

    private static Explanation.Request request(AskedRequest asked, ChatRequest request, RequestFacts facts) {
        boolean renamed = facts != null && request != null && !facts.model().equals(request.model());
        return new Explanation.Request(
                asked.api() == Api.OPENAI ? "OpenAI" : "Anthropic",
                request == null ? null : request.model(),
                renamed ? facts.model() : null,
                request != null && request.stream(),
                asked.body().length,
                asked.who().workspace(),
                facts == null ? List.of() : WishWords.of(facts.wishes(), asked.headers()));
    }

    private static Draws drawing(double number) {
        return new Draws() {
            @Override
            public double even() {
                return number;
            }

            @Override
            public double random() {
                return number;
            }
        };
    }
}
