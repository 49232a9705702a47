package dev.cortexllm.sandbox.models.faults;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The rules in force, and whose turn it is. The first rule that strikes wins; all rules count each request, so that
 * "every third" means the third request whatever the others do. The dice start anew with each set of rules.
 */
public final class Faults {
    private final long seed;
    private List<FaultRule> rules = List.of();
    private int[] requests = {};
    private SplittableRandom dice;

    /** No rules. */
    public Faults(long seed) {
        this.seed = seed;
        replace(List.of());
    }

    /** Puts these rules in place of the others. */
    public void replace(List<FaultRule> changed) {
        rules = List.copyOf(changed);
        requests = new int[rules.size()];
        dice = new SplittableRandom(seed);
    }

    /** Returns the rules in force. */
    public List<FaultRule> rules() {
        return rules;
    }

    /** Decides about the next request. */
    public Optional<Fault> next() {
        Fault struck = null;
        for (int i = 0; i < rules.size(); i++) {
            boolean strikes = strikes(rules.get(i), ++requests[i]);
            struck = strikes && struck == null ? rules.get(i).fault() : struck;
        }
        return Optional.ofNullable(struck);
    }

    private boolean strikes(FaultRule rule, int request) {
        if (rule.every() > 0) {
            return request % rule.every() == 0;
        }
        if (rule.next() > 0) {
            return request <= rule.next();
        }
        return dice.nextDouble() < rule.probability();
    }
}
