package dev.cortexllm.schema.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The line of every node of a document: of a field's name, of a list's item. Immutable once its document has been read. */
public final class Lines {
    private record Step(Lines below, String rest) {}

    private final int line;
    private final Map<String, Lines> fields = new LinkedHashMap<>();
    private final List<Lines> items = new ArrayList<>();

    Lines(int line) {
        this.line = line;
    }

    Lines field(String name, Lines below) {
        fields.put(name, below);
        return this;
    }

    Lines item(Lines below) {
        items.add(below);
        return this;
    }

    /** This tree for a node whose name stands on another line. */
    Lines at(int nameLine) {
        Lines moved = new Lines(nameLine);
        moved.fields.putAll(fields);
        moved.items.addAll(items);
        return moved;
    }

    /** The line of this node, from 1. */
    public int line() {
        return line;
    }

    /** The item {@code index} of this list. */
    public Lines item(int index) {
        return items.get(index);
    }

    /** The field {@code name} of this object, if it is there. */
    public Optional<Lines> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /**
     * The line of the node at a path such as {@code spec.targets[0].labels[app.kubernetes.io/name]}; of the nearest node above,
     * when the path leads to something that is not there.
     */
    public int of(String path) {
        Lines here = this;
        String rest = path;
        Optional<Step> step = here.step(rest);
        while (step.isPresent()) {
            here = step.get().below;
            rest = step.get().rest;
            step = here.step(rest);
        }
        return here.line;
    }

    /** The longest name or index the path can start with: names may hold dots and brackets themselves. */
    private Optional<Step> step(String path) {
        Optional<Step> best = Optional.empty();
        for (int i = 0; i < items.size() && path.startsWith("["); i++) {
            best = longer(best, path, "[" + i + "]", items.get(i));
        }
        String dotted = path.startsWith(".") ? path.substring(1) : path;
        for (Map.Entry<String, Lines> field : fields.entrySet()) {
            best = longer(best, path, "[" + field.getKey() + "]", field.getValue());
            best = longer(best, dotted, field.getKey(), field.getValue());
        }
        return best;
    }

    private static Optional<Step> longer(Optional<Step> best, String path, String name, Lines below) {
        if (!path.startsWith(name)) {
            return best;
        }
        String rest = path.substring(name.length());
        boolean ends = rest.isEmpty() || rest.startsWith(".") || rest.startsWith("[");
        boolean isBetter = best.isEmpty() || rest.length() < best.get().rest.length();
        return ends && isBetter ? Optional.of(new Step(below, rest)) : best;
    }
}
