package dev.cortexllm.router.explain;

import dev.cortexllm.router.explain.Explanation.Candidate;
import dev.cortexllm.router.explain.Explanation.Classification;
import dev.cortexllm.router.explain.Explanation.Decision;
import dev.cortexllm.router.explain.Explanation.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Explanations for people: lines of text. */
public final class PlainText {
    private static final String FIELD = "%-11s %s%n";
    private static final String MORE = " ".repeat(12);
    private static final double MILLIS = 1000;
    private static final double PERCENT = 100;

    private final StringBuilder text = new StringBuilder();

    private PlainText() {}

    /**
     * Writes one.
     *
     * @param explanation an explanation
     * @return its text, ending in a line break
     */
    public static String of(Explanation explanation) {
        PlainText plain = new PlainText();
        plain.request(explanation.request());
        if (explanation.classification() != null) {
            plain.field("taken for", taken(explanation.classification()));
        }
        if (explanation.policy() != null) {
            plain.field("policy", explanation.policy());
            plain.rules(explanation);
            plain.decision(explanation.decision());
            plain.budgets(explanation.budgets());
            plain.candidates(explanation);
        }
        if (explanation.refusal() != null) {
            plain.field(
                    "refused",
                    explanation.refusal().status() + ": "
                            + explanation.refusal().message());
        }
        return plain.text.toString().replace(System.lineSeparator(), "\n");
    }

    private void field(String name, String value) {
        text.append(String.format(Locale.ROOT, FIELD, name, value));
    }

    private void request(Explanation.Request request) {
        String model = request.model() == null ? "a body that cannot be read" : "model " + request.model();
        String as = request.servedAs() == null ? "" : ", served as " + request.servedAs();
        String stream = request.stream() ? ", a stream" : "";
        String workspace = request.workspace() == null ? "" : ", from workspace " + request.workspace();
        field(
                "request",
                model + as + ", " + request.dialect() + ", " + request.bytes() + " bytes" + stream + workspace);
        if (!request.wishes().isEmpty()) {
            field("caller", "wants " + String.join("; ", request.wishes()));
        }
    }

    private static String taken(Classification is) {
        List<String> parts = new ArrayList<>();
        Stream.of(is.task(), is.complexity(), is.latency())
                .filter(trait -> trait.value() != null)
                .map(PlainText::trait)
                .forEach(parts::add);
        if (parts.isEmpty()) {
            parts.add("nobody has looked, as nothing in the policy depends on it");
        }
        is.capabilities().forEach(one -> parts.add("needs " + trait(one)));
        parts.add("about " + is.promptTokens().value() + " tokens");
        return String.join(", ", parts);
    }

    private static String trait(Trait trait) {
        String sure = trait.confidence() == null ? "" : String.format(Locale.ROOT, " %.2f", trait.confidence());
        return trait.value() + " (" + trait.from() + sure + ")";
    }

    private void rules(Explanation explanation) {
        field("rule", explanation.decision().rule());
        for (Explanation.RuleCheck rule : explanation.rules()) {
            if (!rule.matches()) {
                text.append(MORE)
                        .append("not ")
                        .append(rule.rule())
                        .append(": ")
                        .append(rule.why())
                        .append('\n');
            }
        }
    }

    private void decision(Decision decision) {
        Explanation.Weights by = decision.weights();
        String weights = by == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        ": cost %.2f, latency %.2f, quality %.2f, reliability %.2f",
                        by.cost(),
                        by.latency(),
                        by.quality(),
                        by.reliability());
        String draw = decision.draw() == null ? "" : String.format(Locale.ROOT, ", draw %.2f", decision.draw());
        field("strategy", decision.strategy() + weights + draw);
        if (!decision.fallback().isEmpty()) {
            field("fallback", String.join(", ", decision.fallback()));
        }
        if (decision.localOnly()) {
            field("privacy", "self-hosted targets only");
        }
        if (decision.cheapestFirst()) {
            field("order", "the cheapest first, as a budget has passed its threshold for that");
        }
        if (decision.waitsFor() != null) {
            field(
                    "waits",
                    String.format(
                            Locale.ROOT,
                            "for %s, up to %.0f s, before the others are tried",
                            decision.waitsFor(),
                            decision.waitsMillis() / MILLIS));
        }
    }

    private void budgets(List<Explanation.Budget> budgets) {
        for (Explanation.Budget budget : budgets) {
            String used = budget.usedUsd() == null ? "" : budget.usedUsd() + " of ";
            String state = budget.state() == null ? "" : ", " + budget.state();
            field(
                    "budget",
                    budget.budget() + " of " + budget.of() + ": " + used + budget.limitUsd() + " USD per "
                            + budget.window().toLowerCase(Locale.ROOT) + state);
        }
    }

    private void candidates(Explanation explanation) {
        int widest = explanation.candidates().stream()
                .mapToInt(one -> one.target().length())
                .max()
                .orElse(0);
        String last = "";
        for (Candidate one : explanation.candidates()) {
            String list = one.place() == null ? "rejected" : "attempts";
            field(list.equals(last) ? "" : list, line(one, widest));
            detail(one);
            last = list;
        }
    }

    private static String line(Candidate one, int widest) {
        String place = one.place() == null ? " - " : one.place() + ". ";
        String total = one.score().total() == null
                ? ""
                : String.format(Locale.ROOT, "score %.3f; ", one.score().total());
        String standBy = one.role().equals(Candidates.STAND_BY) ? "stands by; " : "";
        String which = one.model() + " of " + one.provider() + ": ";
        return place
                + String.format(Locale.ROOT, "%-" + Math.max(1, widest) + "s  ", one.target())
                + which
                + total
                + standBy
                + one.why();
    }

    private void detail(Candidate one) {
        Explanation.Score score = one.score();
        Explanation.Seen seen = one.seen();
        List<String> parts = new ArrayList<>();
        if (one.local()) {
            parts.add("self-hosted");
        }
        parts.add(
                score.usd() == null
                        ? String.format(Locale.ROOT, "cost %.3f (price unknown)", score.cost())
                        : String.format(Locale.ROOT, "cost %.3f (%.6f USD)", score.cost(), score.usd()));
        parts.add(String.format(Locale.ROOT, "latency %.3f (%.2f s)", score.latency(), score.seconds()));
        parts.add(
                score.quality() == null
                        ? String.format(Locale.ROOT, "quality %.3f (unknown)", score.qualityScore())
                        : String.format(Locale.ROOT, "quality %.3f (%.1f)", score.qualityScore(), score.quality()));
        parts.add(String.format(Locale.ROOT, "reliability %.3f", score.reliability()));
        if (score.fit() != null) {
            parts.add(String.format(Locale.ROOT, "fit %.3f", score.fit()));
        }
        if (one.probability() != null) {
            parts.add(String.format(Locale.ROOT, "drawn first with %.1f %%", PERCENT * one.probability()));
        }
        if (seen.waitSeconds() > 0) {
            parts.add(String.format(Locale.ROOT, "wait %.2f s", seen.waitSeconds()));
        }
        if (seen.inFlight() > 0) {
            parts.add(seen.inFlight() + " in flight");
        }
        spill(one.spill(), parts);
        text.append(MORE).append("   ").append(String.join(", ", parts)).append('\n');
    }

    private static void spill(Explanation.Spill spill, List<String> parts) {
        if (spill == null) {
            return;
        }
        parts.add(String.format(
                Locale.ROOT,
                "spills %.0f %% (from a wait of %.2f s on)",
                PERCENT * spill.share(),
                spill.limitSeconds()));
        if (spill.returning()) {
            parts.add("has only just come back and takes no more yet");
        }
    }
}
