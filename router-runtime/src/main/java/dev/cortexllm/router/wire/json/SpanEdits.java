package dev.cortexllm.router.wire.json;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes of a JSON text, gathered by its values and turned into edits of its bytes at the end: commas are taken and given
 * as needed, every other byte stays.
 */
public final class SpanEdits {
    private static final byte[] NOTHING = {};
    private static final byte[] COMMA = {','};

    /** Insertions come before what is taken out behind them, and of two that begin at one place the larger counts. */
    private static final Comparator<Edit> ORDER = Comparator.comparingInt(Edit::from)
            .thenComparing(edit -> edit.to() > edit.from())
            .thenComparing(Comparator.comparingInt(Edit::to).reversed());

    private final List<Edit> raw = new ArrayList<>();
    private final Map<JsonSpan, Edit> replaced = new IdentityHashMap<>();
    private final Map<JsonSpan, Edit> renamed = new IdentityHashMap<>();
    private final Map<JsonSpan, Boolean> removed = new IdentityHashMap<>();
    private final Map<JsonSpan, List<byte[]>> before = new IdentityHashMap<>();
    private final Map<JsonSpan, List<byte[]>> appended = new IdentityHashMap<>();
    private final Map<JsonSpan, Boolean> touched = new IdentityHashMap<>();

    /**
     * Changes bytes by their offset.
     *
     * @param edit the change; dropped when it lies within a value that is removed or replaced
     */
    public void add(Edit edit) {
        raw.add(edit);
    }

    /**
     * Puts another value in a value's place.
     *
     * @param value the value; asked for again, the last call counts
     * @param json what stands there instead
     */
    public void replace(JsonSpan value, byte[] json) {
        replaced.put(value, new Edit(value.from(), value.to(), json));
    }

    /** Whether another value stands in a value's place. */
    public boolean replaced(JsonSpan value) {
        return replaced.containsKey(value);
    }

    /**
     * Renames a member.
     *
     * @param member the member
     * @param name its new name
     */
    public void rename(JsonSpan member, String name) {
        renamed.put(member, new Edit(member.nameFrom(), member.nameTo(), JsonText.bytes(name)));
    }

    /**
     * Takes a member or element out.
     *
     * @param container what it is in
     * @param child the member or element
     */
    public void remove(JsonSpan container, JsonSpan child) {
        removed.put(child, true);
        touched.put(container, true);
    }

    /** Whether a member or element is taken out. */
    public boolean removed(JsonSpan child) {
        return removed.containsKey(child);
    }

    /**
     * Puts an element before another.
     *
     * @param container the array
     * @param next the element that follows; it must stay
     * @param json the new element
     */
    public void insert(JsonSpan container, JsonSpan next, byte[] json) {
        before.computeIfAbsent(next, key -> new ArrayList<>(1)).add(json);
        touched.put(container, true);
    }

    /**
     * Adds a member at the end of an object.
     *
     * @param object the object
     * @param name the member's name
     * @param json its value
     */
    public void append(JsonSpan object, String name, byte[] json) {
        append(object, joined(JsonText.bytes(name), new byte[] {':'}, json));
    }

    /**
     * Adds an element at the end of an array.
     *
     * @param container the array
     * @param json the new element
     */
    public void append(JsonSpan container, byte[] json) {
        appended.computeIfAbsent(container, key -> new ArrayList<>(1)).add(json);
        touched.put(container, true);
    }

    /** The changes by ascending offset, none overlapping. */
    public List<Edit> edits() {
        List<Edit> all = new ArrayList<>(raw);
        all.addAll(replaced.values());
        all.addAll(renamed.values());
        touched.keySet().forEach(container -> container(container, all));
        all.sort(ORDER);
        List<Edit> apart = new ArrayList<>(all.size());
        int end = 0;
        for (Edit edit : all) {
            if (edit.from() >= end) {
                apart.add(edit);
                end = edit.to();
            }
        }
        return apart;
    }

    private void container(JsonSpan container, List<Edit> edits) {
        List<JsonSpan> children = container.children();
        List<byte[]> more = appended.getOrDefault(container, List.of());
        boolean empty = children.stream().allMatch(this::removed);
        if (empty) {
            int from =
                    children.isEmpty() ? container.from() + 1 : children.get(0).start();
            int to = children.isEmpty()
                    ? from
                    : children.get(children.size() - 1).to();
            edits.add(new Edit(from, to, listed(more)));
            return;
        }
        gaps(children, edits);
        for (JsonSpan child : children) {
            for (byte[] json : before.getOrDefault(child, List.of())) {
                edits.add(new Edit(child.start(), child.start(), joined(json, COMMA)));
            }
        }
        if (!more.isEmpty()) {
            int end = children.get(children.size() - 1).to();
            edits.add(new Edit(end, end, joined(COMMA, listed(more))));
        }
    }

    /** Takes out every run of removed children with the comma before it, the first run with the comma behind it. */
    private void gaps(List<JsonSpan> children, List<Edit> edits) {
        int i = 0;
        while (i < children.size()) {
            int first = i;
            while (i < children.size() && removed(children.get(i))) {
                i++;
            }
            if (i > first) {
                int from = first == 0
                        ? children.get(0).start()
                        : children.get(first - 1).to();
                int to = first == 0
                        ? children.get(i).start()
                        : children.get(i - 1).to();
                edits.add(new Edit(from, to, NOTHING));
            }
            i++;
        }
    }

    private static byte[] listed(List<byte[]> parts) {
        byte[] all = NOTHING;
        for (byte[] part : parts) {
            all = all.length == 0 ? part : joined(all, COMMA, part);
        }
        return all;
    }

    private static byte[] joined(byte[]... parts) {
        int size = 0;
        for (byte[] part : parts) {
            size += part.length;
        }
        byte[] all = new byte[size];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
