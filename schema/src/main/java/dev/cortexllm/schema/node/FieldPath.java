package dev.cortexllm.schema.node;

/**
 * A place inside an object, written as Kubernetes writes it: {@code spec.targets[0].labels[app]}.
 *
 * @param text the written path, empty for the whole object
 */
public record FieldPath(String text) {
    /** The whole object. */
    public static final FieldPath ROOT = new FieldPath("");

    /** The property {@code name} of this place. */
    public FieldPath child(String name) {
        return new FieldPath(text.isEmpty() ? name : text + "." + name);
    }

    /** The entry {@code key} of this map. */
    public FieldPath key(String key) {
        return new FieldPath(text + "[" + key + "]");
    }

    /** The item {@code index} of this list. */
    public FieldPath index(int index) {
        return new FieldPath(text + "[" + index + "]");
    }

    /** This path continued by a path that is relative to it, such as a rule's {@code fieldPath}. */
    public FieldPath append(String relative) {
        return relative.startsWith("[") ? new FieldPath(text + relative) : child(relative);
    }

    /** The path; the server writes {@code <nil>} for the whole object. */
    @Override
    public String toString() {
        return text.isEmpty() ? "<nil>" : text;
    }
}
