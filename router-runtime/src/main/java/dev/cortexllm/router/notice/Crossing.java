package dev.cortexllm.router.notice;

import dev.cortexllm.api.Decimals;
import dev.cortexllm.config.Budget;
import dev.cortexllm.config.Budget.Threshold;
import dev.cortexllm.config.CanonicalJson;
import dev.cortexllm.router.budget.CalendarWindow;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A threshold of a budget that was crossed in a window.
 *
 * @param budget the budget
 * @param share which of its amounts, where it is kept apart by something; else empty
 * @param window the window
 * @param threshold the threshold
 * @param spentNanoUsd what was spent then, in nano-USD
 * @param askedNanoUsd what a request could have cost that was not let through; 0: the spend itself crossed it
 * @param atMillis when, Unix milliseconds
 */
record Crossing(
        Budget budget,
        String share,
        CalendarWindow window,
        Threshold threshold,
        long spentNanoUsd,
        long askedNanoUsd,
        long atMillis) {
    private static final int PERCENT = 100;

    /** The same for the same threshold, window and gateway, whichever router sees it. */
    String id() {
        return budget.key() + "/" + share + "/" + window.id() + "/" + threshold.atNanoUsd() + "/" + threshold.action();
    }

    /** A sentence for people, without names that clients made up. */
    String sentence() {
        String of = share.isEmpty() ? "" : " (" + share + ")";
        String spent = Decimals.usd(spentNanoUsd) + " of " + Decimals.usd(budget.limitNanoUsd()) + " USD";
        return "budget '" + budget.name() + "' of " + budget.owner() + of + " has spent " + spent + " in " + window.id()
                + ": " + consequence() + (budget.shadow() ? " (or would be, were it no shadow)" : "");
    }

    private String consequence() {
        String at = Decimals.usd(threshold.atNanoUsd()) + " USD";
        return switch (threshold.action()) {
            case NOTIFY -> percent() + " % of it, " + at + ", are reached";
            case THROTTLE -> "from " + at + " on the rest is spread over the rest of the window";
            case FALLBACK -> "from " + at + " on cheaper targets come first";
            case BLOCK ->
                askedNanoUsd == 0
                        ? "more than " + at + " are not spent"
                        : "a request that can cost up to " + Decimals.usd(askedNanoUsd) + " USD is not let through";
        };
    }

    private long percent() {
        return Math.round((double) PERCENT * threshold.atNanoUsd() / budget.limitNanoUsd());
    }

    /** What webhooks get: one JSON object. */
    byte[] json(String gateway) {
        Map<String, Object> body = new TreeMap<>();
        body.put("kind", "BudgetThreshold");
        body.put("id", id());
        body.put("gateway", gateway);
        body.put("budget", budget.name());
        body.put("owner", budget.owner());
        body.put("share", share);
        body.put("action", word(threshold.action().name()));
        body.put("shadow", budget.shadow());
        body.put("window", window.id());
        body.put("windowEnds", Instant.ofEpochMilli(window.endsAtMillis()).toString());
        body.put("thresholdUsd", Decimals.usd(threshold.atNanoUsd()));
        body.put("spentUsd", Decimals.usd(spentNanoUsd));
        body.put("limitUsd", Decimals.usd(budget.limitNanoUsd()));
        body.put("at", Instant.ofEpochMilli(atMillis).toString());
        body.put("text", sentence());
        return CanonicalJson.bytes(body);
    }

    private static String word(String name) {
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }
}
