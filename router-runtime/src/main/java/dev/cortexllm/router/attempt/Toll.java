package dev.cortexllm.router.attempt;

import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.config.Policy.Price;
import dev.cortexllm.router.account.Cost;
import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.budget.BudgetEntry;
import dev.cortexllm.router.ledger.AttemptNote;
import dev.cortexllm.router.ledger.Entry;
import dev.cortexllm.router.ledger.Entry.Basis;
import dev.cortexllm.router.ledger.Entry.Result;
import dev.cortexllm.router.store.Charge;
import dev.cortexllm.router.store.Claim;
import dev.cortexllm.router.store.Grant;
import dev.cortexllm.router.target.RouteTarget;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Accounts for one attempt: what it may cost, and in the end what it did. It ends once. One event loop. */
final class Toll {
    private static final long PICO_PER_NANO = 1000;
    /** Whoever writes the entry of a router that died has heard of it so long ago, and some more. */
    private static final long NEXT_WORD_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Workbench bench;
    private final ClientCall call;
    private final RouteTarget target;
    private final ContextGuard guard;
    private final RequestSize size;
    private final Bid bid;
    private final Claim claim;
    private final boolean limited;
    private final Integer said;
    private final String attemptId;
    private final long began;
    private Grant grant;
    private long chargedNanoUsd;
    private boolean over;

    /**
     * Of an attempt that costs.
     *
     * @param size how large the request can become
     * @param bid what it can cost
     * @param budgets the calendar budgets that it is under
     * @param limited whether its answer must not become longer than is affordable
     * @param said tokens that are asked for each answer anyway; null: nobody says
     */
    Toll(
            Workbench bench,
            ClientCall call,
            RouteTarget target,
            ContextGuard guard,
            RequestSize size,
            Bid bid,
            BudgetEntry[] budgets,
            boolean limited,
            Integer said) {
        this.bench = bench;
        this.call = call;
        this.target = target;
        this.guard = guard;
        this.size = size;
        this.bid = bid;
        this.limited = limited;
        this.said = said;
        this.began = bench.clock().getAsLong();
        this.attemptId = bench.attemptIds().get();
        boolean held = budgets.length > 0 || bench.limits().outlivesRouter();
        this.claim = held
                ? new Claim(
                        attemptId,
                        budgets,
                        bid.wanted(),
                        bid.least(),
                        () -> entry(Result.SWEPT, Basis.ESTIMATED, reserved(), -1))
                : null;
    }

    private Toll(Workbench bench, ClientCall call, RouteTarget target, ContextGuard guard) {
        this.bench = bench;
        this.call = call;
        this.target = target;
        this.guard = guard;
        this.size = null;
        this.bid = null;
        this.claim = null;
        this.limited = false;
        this.said = null;
        this.began = bench.clock().getAsLong();
        this.attemptId = bench.attemptIds().get();
    }

    /** Of an attempt for which nothing is reserved. */
    static Toll free(Workbench bench, ClientCall call, RouteTarget target, ContextGuard guard) {
        return new Toll(bench, call, target, guard);
    }

    /** Tells the attempt apart, here and in the upstream's books. */
    String attemptId() {
        return attemptId;
    }

    /** What is asked of budgets; null: nothing. */
    Claim claim() {
        return claim;
    }

    /** Takes what was reserved. */
    void paid(Grant granted) {
        grant = granted.hold() == null ? null : granted;
    }

    /** Whether somebody has to know how much of a stream has gone by. */
    boolean watches() {
        return grant != null;
    }

    /** From now on the attempt itself says what it has come to. */
    void watch(Supplier<Delivered> so) {
        if (grant != null) {
            grant.hold().watch(() -> estimated(size, Result.SWEPT, so.get().until(NEXT_WORD_NANOS)));
        }
    }

    /** Tokens that each answer may have at the most; null where nobody must make it shorter than it is asked for. */
    Integer cap() {
        if (!limited) {
            return null;
        }
        long nano = grant == null ? Long.MAX_VALUE : grant.hold().nanoUsd();
        long tokens = bid.affordable(nano);
        return said == null || tokens < said ? Integer.valueOf((int) Math.min(Integer.MAX_VALUE, tokens)) : null;
    }

    /** What it has cost, in nano-USD. */
    long chargedNanoUsd() {
        return chargedNanoUsd;
    }

    /** The upstream answered, or refused to after it had worked. */
    void answered(Usage usage, Delivered so) {
        if (usage == null) {
            estimate(Result.ANSWERED, so);
        } else {
            Price price = target.config().price();
            end(entry(Result.ANSWERED, Basis.EXACT, usage, price == null ? 0 : Cost.picoUsd(usage, price)));
        }
    }

    /**
     * Nobody said what it used.
     *
     * @param result what came of it
     * @param so how far it had come
     */
    void estimate(Result result, Delivered so) {
        if (over) {
            return;
        }
        if (size != null) {
            end(estimated(size, result, so));
            return;
        }
        over = true;
        guard.size(target, false).onSuccess(most -> record(estimated(most, result, so)));
    }

    /** There was no attempt in the end. */
    void free() {
        end(null);
    }

    /**
     * It cannot be billed: nobody received it, or it was refused.
     *
     * @param result what came of it
     */
    void free(Result result) {
        if (!over) {
            bench.limits().noted(note(result));
        }
        end(null);
    }

    private AttemptNote note(Result result) {
        return new AttemptNote(
                bench.epochMillis().getAsLong(),
                call.plan().spending().policyId(),
                target.upstream().config().id(),
                target.config().model(),
                call.identity().workspace(),
                call.identity().key(),
                call.purpose().executionId(),
                call.purpose().tags(),
                result,
                TimeUnit.NANOSECONDS.toMillis(bench.clock().getAsLong() - began));
    }

    private Entry estimated(RequestSize most, Result result, Delivered so) {
        boolean hides = most.thinks() || hidesThoughts();
        Bid can = bid == null ? Bids.unreserved(target, call.request(), most) : bid;
        Estimate estimate =
                Estimate.of(target.config().price(), can.promptTokens(), can.choices() * can.outputTokens(), hides, so);
        long pico = grant == null
                ? estimate.picoUsd()
                : Math.min(estimate.picoUsd(), Math.multiplyExact(grant.hold().nanoUsd(), PICO_PER_NANO));
        return entry(result, Basis.ESTIMATED, estimate.usage(), pico);
    }

    /** Models that think unasked and bill what they do not show (facts/wire/openai.md, gemini.md). */
    private boolean hidesThoughts() {
        WireFormat format = target.upstream().config().format();
        String vendor = target.upstream().config().vendor();
        boolean openAi = "openai".equals(vendor) || "azure".equals(vendor);
        return format == WireFormat.GEMINI || openAi && target.config().model().matches(".*(^|/)(o[0-9]|gpt-[5-9]).*");
    }

    private Usage reserved() {
        return new Usage(bid.promptTokens(), bid.choices() * bid.outputTokens());
    }

    private void end(Entry entry) {
        if (over) {
            return;
        }
        over = true;
        chargedNanoUsd = entry == null ? 0 : Charge.nano(entry.picoUsd());
        if (grant != null) {
            grant.charge(entry);
        } else if (entry != null) {
            record(entry);
        }
    }

    private void record(Entry entry) {
        bench.limits().charge(null, new Charge(attemptId, List.of(), entry));
    }

    private Entry entry(Result result, Basis basis, Usage usage, long pico) {
        AttemptPlan.Spending spending = call.plan().spending();
        return new Entry(
                attemptId,
                call.requestId(),
                bench.epochMillis().getAsLong(),
                spending.policyId(),
                spending.rule(),
                target.upstream().config().id(),
                target.config().model(),
                call.identity().workspace(),
                call.identity().key(),
                call.purpose().executionId(),
                call.purpose().tags(),
                basis,
                result,
                usage,
                pico,
                TimeUnit.NANOSECONDS.toMillis(bench.clock().getAsLong() - began));
    }
}
