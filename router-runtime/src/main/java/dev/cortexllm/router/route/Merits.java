package dev.cortexllm.router.route;

import dev.cortexllm.api.v1alpha1.Capability;
import dev.cortexllm.api.v1alpha1.Task;
import dev.cortexllm.config.Policy;
import java.util.List;
import java.util.Map;

/** What a target's model is good at and what it costs, laid out for scoring. Made once per configuration. */
final class Merits {
    /** What a model cannot do without, where a request needs it: without it the answer would be wrong, or none. */
    private static final int HARD = bit(Capability.TOOLS) | bit(Capability.VISION) | bit(Capability.JSON_SCHEMA);

    private static final int ALL = (1 << Capability.values().length) - 1;

    private static final Policy.Price FREE = new Policy.Price(0, 0);

    private final boolean known;
    private final int capabilities;
    private final double quality;
    private final double[] byTask;
    private final Policy.Price price;

    private Merits(boolean known, int capabilities, double quality, double[] byTask, Policy.Price price) {
        this.known = known;
        this.capabilities = capabilities;
        this.quality = quality;
        this.byTask = byTask;
        this.price = price;
    }

    static Merits of(Policy.Target target) {
        Policy.Profile profile = target.profile() == null ? new Policy.Profile(null, null, null) : target.profile();
        List<Capability> can = profile.capabilities();
        int bits = can == null ? 0 : can.stream().mapToInt(Merits::bit).sum();
        Long window = target.contextWindow();
        bits |= window != null && window > Capability.LONG_CONTEXT_TOKENS ? bit(Capability.LONG_CONTEXT) : 0;
        double overall = profile.quality() == null ? Double.NaN : profile.quality();
        double[] tasks = new double[Task.values().length];
        Map<Task, Double> given = profile.taskQuality() == null ? Map.of() : profile.taskQuality();
        for (Task task : Task.values()) {
            Double own = given.get(task);
            tasks[task.ordinal()] = own == null ? overall : own;
        }
        Policy.Price price = target.price() == null && target.local() ? FREE : target.price();
        return new Merits(can != null, bits, overall, tasks, price);
    }

    static int bit(Capability capability) {
        return 1 << capability.ordinal();
    }

    /** Whether it is known to lack something that a request cannot do without. */
    boolean lacks(int needed) {
        return known && (needed & HARD & ~capabilities) != 0;
    }

    /** Whether some lack what others do not, so that it matters what a request needs. */
    static boolean differ(List<Merits> all) {
        return all.stream()
                        .mapToInt(one -> one.known ? HARD & ~one.capabilities : 0)
                        .distinct()
                        .count()
                > 1;
    }

    /** Whether it is known to do all that is needed. */
    boolean surelyDoes(int needed) {
        return unproven(needed) == 0;
    }

    /** What is needed and it is not known to do; whether a prompt is too long is a matter of counting. */
    int unproven(int needed) {
        return needed & ~bit(Capability.LONG_CONTEXT) & ~(known ? capabilities : 0);
    }

    /** How many things it can do that are not needed; all of them where nobody knows. */
    int surplus(int needed) {
        return Integer.bitCount((known ? capabilities : ALL) & ~needed);
    }

    /** 0 to 100; NaN when unknown. */
    double quality(Task task) {
        return task == null ? quality : byTask[task.ordinal()];
    }

    /** Whether anything is known of its quality. */
    boolean rated() {
        for (double one : byTask) {
            if (!Double.isNaN(one)) {
                return true;
            }
        }
        return false;
    }

    /** Null when unknown; what is self-hosted costs nothing where nobody says what. */
    Policy.Price price() {
        return price;
    }
}
