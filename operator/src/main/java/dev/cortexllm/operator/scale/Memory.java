package dev.cortexllm.operator.scale;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the scaler remembers of a deployment from look to look. It begins as if all replicas that are there had just been needed:
 * whoever has seen nothing yet takes nothing away.
 *
 * @param replicas the number seen last
 * @param written the number that the scaler itself has set last; another one was set by somebody else
 * @param changed since when the number is what it is
 * @param busy when there was a reason last to keep at least one
 * @param window numbers that were needed, each with the latest moment at which it was; newest last, smaller the newer they are
 */
record Memory(int replicas, int written, Instant changed, Instant busy, List<Needed> window) {
    /**
     * A number of replicas that was needed.
     *
     * @param at the moment
     * @param replicas how many
     */
    record Needed(Instant at, int replicas) {}

    static Memory beginning(Look look) {
        return new Memory(look.replicas(), look.replicas(), look.at(), look.at(), List.of())
                .needed(look.at(), look.replicas());
    }

    /** The same while somebody else scales. */
    static Memory resting(Memory before, Look look) {
        Memory memory = beginning(look);
        boolean same = before != null && before.replicas() == look.replicas();
        return new Memory(
                memory.replicas(),
                memory.written(),
                same ? before.changed() : look.at(),
                memory.busy(),
                memory.window());
    }

    /** The same at the first look of this process. Who has asked before that has asked it all the same. */
    static Memory first(Look look) {
        Memory memory = beginning(look);
        Instant since = look.asked().map(asked -> asked.minusMillis(1)).orElse(look.at());
        return new Memory(memory.replicas(), memory.written(), since, memory.busy(), memory.window());
    }

    /** What somebody else has set counts as needed at that moment. */
    Memory seen(Look look) {
        if (look.replicas() == replicas) {
            return this;
        }
        Memory next = new Memory(look.replicas(), look.replicas(), look.at(), busy, window);
        return look.replicas() == written ? next : next.busyAt(look.at()).needed(look.at(), look.replicas());
    }

    Memory writing(int next) {
        return new Memory(replicas, next, changed, busy, window);
    }

    Memory busyAt(Instant at) {
        return at.isAfter(busy) ? new Memory(replicas, written, changed, at, window) : this;
    }

    Memory needed(Instant at, int number) {
        List<Needed> next = new ArrayList<>(window);
        while (!next.isEmpty() && next.get(next.size() - 1).replicas() <= number) {
            next.remove(next.size() - 1);
        }
        next.add(new Needed(at, number));
        return new Memory(replicas, written, changed, busy, List.copyOf(next));
    }

    /** The largest number that was needed within a time before now; the older are forgotten. */
    Memory within(Instant now, Duration span) {
        Instant oldest = now.minus(span);
        if (window.isEmpty() || window.get(0).at().isAfter(oldest)) {
            return this;
        }
        List<Needed> kept =
                window.stream().filter(one -> one.at().isAfter(oldest)).toList();
        return new Memory(replicas, written, changed, busy, kept);
    }

    int most() {
        return window.isEmpty() ? 0 : window.get(0).replicas();
    }
}
