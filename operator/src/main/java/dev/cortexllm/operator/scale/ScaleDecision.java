package dev.cortexllm.operator.scale;

import java.time.Duration;
import java.time.Instant;

/**
 * How many replicas there shall be.
 *
 * @param replicas the number
 * @param why why it differs from the one there is; {@link Why#STAYS} when it does not
 * @param memory what to remember until the next look
 */
record ScaleDecision(int replicas, Why why, Memory memory) {
    /** Why a number changes. */
    enum Why {
        /** It does not. */
        STAYS,
        /** It was outside of the bounds. */
        BOUNDS,
        /** The load needs more. */
        LOAD,
        /** Somebody asks, and none is there. */
        WOKEN,
        /** Fewer were enough for long. */
        ENOUGH,
        /** Nobody has asked for long. */
        IDLE
    }

    /**
     * Decides. Up at once, as far as the present load needs; down to what was needed at the most during {@code
     * bounds.down()}. With all of the load unknown, or a part of it, nothing goes down.
     *
     * @param before what was remembered; null at the first look
     * @param look what is seen now
     * @param bounds what is allowed
     * @return the decision
     */
    static ScaleDecision of(Memory before, Look look, Bounds bounds) {
        Memory seen = before == null ? Memory.first(look) : before.seen(look);
        Memory memory = seen.busyAt(busy(seen, look, bounds));
        int byLoad = bounds.enoughFor(look.requests());
        int need = bounds.clamp(bounds.min() == 0 && wanted(memory, look, bounds) ? Math.max(1, byLoad) : byLoad);
        // What nobody knows may be work for all that there are.
        int held = look.certain() ? byLoad : Math.max(byLoad, look.replicas());
        memory = memory.needed(look.at(), held).within(look.at(), bounds.down());
        int there = look.replicas();
        int allowed = bounds.clamp(there);
        if (need > allowed) {
            return new ScaleDecision(need, there == 0 ? Why.WOKEN : Why.LOAD, memory.writing(need));
        }
        if (allowed != there) {
            return new ScaleDecision(allowed, Why.BOUNDS, memory.writing(allowed));
        }
        int enough = bounds.clamp(Math.max(need, Math.max(memory.most(), held)));
        if (enough < there) {
            return new ScaleDecision(enough, enough == 0 ? Why.IDLE : Why.ENOUGH, memory.writing(enough));
        }
        return new ScaleDecision(there, Why.STAYS, memory);
    }

    /** The latest moment at which there was a reason to keep one: somebody asked, may have asked, or has it loaded. */
    private static Instant busy(Memory memory, Look look, Bounds bounds) {
        boolean reason = look.requests() > 0 || !look.certain() || loads(memory, look, bounds);
        return look.replicas() > 0 && reason ? look.at() : look.asked().orElse(Instant.MIN);
    }

    /** Whether there are replicas of which none answers, and one of them may still come to. */
    static boolean loads(Memory memory, Look look, Bounds bounds) {
        return look.replicas() > 0 && look.ready() == 0 && younger(memory.changed(), look.at(), bounds.loading());
    }

    /** Whether at least one is wanted. Who has asked before the last one went does not bring it back. */
    private static boolean wanted(Memory memory, Look look, Bounds bounds) {
        return look.replicas() == 0
                ? look.asked().filter(asked -> asked.isAfter(memory.changed())).isPresent()
                : younger(memory.busy(), look.at(), bounds.idle());
    }

    private static boolean younger(Instant since, Instant now, Duration age) {
        return since.plus(age).isAfter(now);
    }
}
