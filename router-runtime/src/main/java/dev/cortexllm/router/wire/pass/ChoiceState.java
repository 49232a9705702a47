package dev.cortexllm.router.wire.pass;

import dev.cortexllm.router.wire.sse.MalformedStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one choice of a stream has said so far, as far as later chunks depend on it. */
public final class ChoiceState {
    /** More calls than any model makes in one answer. */
    private static final int MOST_CALLS = 1024;

    private final List<String> calls = new ArrayList<>(0);
    private final Map<Integer, Integer> moved = new HashMap<>(0);
    private boolean begun;
    private boolean finished;

    /** Whether its role was told. */
    public boolean begun() {
        return begun;
    }

    /** Its role is told. */
    public void begin() {
        begun = true;
    }

    /** Whether it has a finish reason. */
    public boolean finished() {
        return finished;
    }

    /** It has a finish reason. */
    public void finish() {
        finished = true;
    }

    /** How many calls of tools it has begun. */
    public int calls() {
        return calls.size();
    }

    /** Whether a call without an id is the one that its index says. */
    boolean known(int index) {
        return index >= 0 && index < calls.size() && moved.isEmpty();
    }

    /**
     * Which call a delta belongs to. An id that is new begins a call whatever the index: there are vendors who number all
     * calls 0, or not at all (facts/wire/golden.md G28).
     *
     * @param index index that the delta names; -1 when it names none
     * @param id id that the delta names, or null
     * @return its index among the calls of the choice: {@link #calls()} from before when it begins one
     * @throws MalformedStream when there are too many
     */
    public int call(int index, String id) throws MalformedStream {
        int known = id == null ? -1 : calls.indexOf(id);
        if (known >= 0) {
            return known;
        }
        if (id == null) {
            int meant = index < 0 ? Math.max(0, calls.size() - 1) : moved.getOrDefault(index, index);
            return meant < calls.size() ? meant : begun(index, null);
        }
        if (index >= 0 && index < calls.size() && calls.get(index) == null) {
            calls.set(index, id);
            return index;
        }
        return begun(index, id);
    }

    private int begun(int index, String id) throws MalformedStream {
        int next = calls.size();
        if (next == MOST_CALLS) {
            throw new MalformedStream("more than " + MOST_CALLS + " calls of tools");
        }
        calls.add(id);
        if (index >= 0 && index != next) {
            moved.put(index, next);
        }
        return next;
    }
}
