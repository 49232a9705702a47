package dev.cortexllm.operator.status;

import dev.cortexllm.api.v1alpha1.Condition;
import dev.cortexllm.api.v1alpha1.Condition.Status;
import dev.cortexllm.operator.child.ChildFailure;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From findings to conditions: the summary, and the time at which each one last flipped. */
public final class Conditions {
    /** Longest message that is kept, in characters; the schema allows more, but a person reads this. */
    private static final int MESSAGE_CHARACTERS = 2048;

    private Conditions() {}

    /**
     * Conditions of a resource, {@code Ready} first.
     *
     * @param previous the conditions it has now; null when none
     * @param generation generation of the spec that the findings speak of
     * @param ready the summary, see {@link #summary}
     * @param findings what is true now
     * @param clock for the time of a flip
     * @return the conditions
     */
    static List<Condition> of(
            List<Condition> previous, long generation, Finding ready, List<Finding> findings, Clock clock) {
        List<Condition> conditions = new ArrayList<>();
        conditions.add(condition(previous, generation, ready, clock));
        findings.forEach(finding -> conditions.add(condition(previous, generation, finding, clock)));
        return conditions;
    }

    /**
     * The conditions after a run that failed: {@code Ready} says so, the others stay as they were.
     *
     * @param previous the conditions before; null when none
     * @param generation generation of the spec that the run was about
     * @param message why it failed
     * @param clock for the time of a flip
     * @return the conditions
     */
    public static List<Condition> failed(List<Condition> previous, long generation, String message, Clock clock) {
        List<Condition> conditions = new ArrayList<>();
        Finding ready = Finding.of(Finding.READY, false, "ReconcileFailed", message);
        conditions.add(condition(previous, generation, ready, clock));
        if (previous != null) {
            previous.stream().filter(c -> !c.type().equals(Finding.READY)).forEach(conditions::add);
        }
        return conditions;
    }

    /**
     * {@code Ready}: true when all findings are, else with reason and message of the first that is not.
     *
     * @param findings what must hold, the weightiest first
     * @return the summary
     */
    static Finding summary(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> !finding.isTrue())
                .findFirst()
                .map(bad -> new Finding(Finding.READY, bad.status(), bad.reason(), bad.message()))
                .orElse(Finding.of(Finding.READY, true, "Ready", "everything is in place"));
    }

    /** One condition per kind of obstacle, such as {@code Conflict=True}; none when all children are as desired. */
    static List<Finding> obstacles(List<ChildFailure> failures) {
        Map<String, String> byReason = new LinkedHashMap<>();
        failures.forEach(failure -> byReason.merge(failure.reason(), failure.message(), (a, b) -> a + "; " + b));
        return byReason.entrySet().stream()
                .map(e -> Finding.of(e.getKey(), true, e.getKey(), e.getValue()))
                .toList();
    }

    /** What the obstacles mean for {@code Ready}; empty when there is none. */
    static List<Finding> blocking(List<ChildFailure> failures) {
        return failures.stream()
                .limit(1)
                .map(failure -> Finding.of("Applied", false, failure.reason(), failure.message()))
                .toList();
    }

    /**
     * Looks a condition up.
     *
     * @param conditions conditions of a resource; null when none
     * @param type type of the condition
     * @return the condition
     */
    public static Optional<Condition> find(List<Condition> conditions, String type) {
        return conditions == null
                ? Optional.empty()
                : conditions.stream().filter(c -> c.type().equals(type)).findFirst();
    }

    /**
     * Whether a condition holds.
     *
     * @param conditions conditions of a resource; null when none
     * @param type type of the condition
     * @return true when the condition is there and {@code True}
     */
    public static boolean isTrue(List<Condition> conditions, String type) {
        return find(conditions, type).filter(c -> c.status() == Status.True).isPresent();
    }

    /** What was found before, for facts that are not known again yet after the operator's start. */
    static Optional<Finding> previously(List<Condition> previous, String type) {
        return find(previous, type).map(c -> new Finding(c.type(), c.status(), c.reason(), c.message()));
    }

    private static Condition condition(List<Condition> previous, long generation, Finding now, Clock clock) {
        String since = find(previous, now.type())
                .filter(before -> before.status() == now.status())
                .map(Condition::lastTransitionTime)
                .orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        return new Condition(now.type(), now.status(), generation, since, now.reason(), cut(now.message()));
    }

    private static String cut(String message) {
        return message.length() <= MESSAGE_CHARACTERS ? message : message.substring(0, MESSAGE_CHARACTERS - 3) + "...";
    }
}
