package dev.cortexllm.sandbox.apiserver.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * A set of field paths as a tree; its JSON form is {@code FieldsV1} of {@code metadata.managedFields}. Edges are path
 * elements in their written form: {@code f:name} for a field, {@code k:{"name":"a"}} for an element of a list that is
 * a map, {@code v:"a"} for an element of a list that is a set. Never changed once made.
 *
 * <p>Source: {@code sigs.k8s.io/structured-merge-diff/v4/fieldpath}.
 */
public final class FieldSet {
    /** The set of no paths. */
    public static final FieldSet EMPTY = new FieldSet(false, Map.of());

    private final boolean member;
    private final Map<String, FieldSet> children;

    private FieldSet(boolean member, Map<String, FieldSet> children) {
        this.member = member;
        this.children = children;
    }

    /** A node: whether its own path is in the set, and what is below; empty children are left out. */
    public static FieldSet node(boolean member, Map<String, FieldSet> children) {
        Map<String, FieldSet> kept = new TreeMap<>(children);
        kept.values().removeIf(FieldSet::isEmpty);
        return new FieldSet(member, kept);
    }

    /** A path that is in the set, with nothing below. */
    public static FieldSet leaf() {
        return new FieldSet(true, Map.of());
    }

    /** The path element of a named field. */
    public static String field(String name) {
        return "f:" + name;
    }

    public boolean member() {
        return member;
    }

    public boolean isEmpty() {
        return !member && children.isEmpty();
    }

    /** What is below a path element; the empty set when nothing is. */
    public FieldSet child(String element) {
        return children.getOrDefault(element, EMPTY);
    }

    public Map<String, FieldSet> children() {
        return children;
    }

    /** The same set with what is below one element replaced. */
    public FieldSet with(String element, FieldSet child) {
        Map<String, FieldSet> copy = new TreeMap<>(children);
        copy.put(element, child);
        return node(member, copy);
    }

    public FieldSet union(FieldSet other) {
        Map<String, FieldSet> merged = new TreeMap<>(children);
        other.children.forEach((element, child) -> merged.merge(element, child, FieldSet::union));
        return new FieldSet(member || other.member, merged);
    }

    public FieldSet intersection(FieldSet other) {
        Map<String, FieldSet> both = new TreeMap<>();
        children.forEach((element, child) -> both.put(element, child.intersection(other.child(element))));
        return node(member && other.member, both);
    }

    /** Paths of this set that are not in the other. */
    public FieldSet difference(FieldSet other) {
        Map<String, FieldSet> rest = new TreeMap<>();
        children.forEach((element, child) -> rest.put(element, child.difference(other.child(element))));
        return node(member && !other.member, rest);
    }

    /** Paths of this set that are not in the other nor below a path of the other. */
    public FieldSet recursiveDifference(FieldSet other) {
        if (other.member) {
            return EMPTY;
        }
        Map<String, FieldSet> rest = new TreeMap<>();
        children.forEach((element, child) -> rest.put(element, child.recursiveDifference(other.child(element))));
        return node(member, rest);
    }

    /** Calls back with every path in the set in its readable form, for example {@code .spec.ports[port=80]}. */
    public void paths(BiConsumer<String, FieldSet> visitor) {
        paths("", visitor);
    }

    private void paths(String prefix, BiConsumer<String, FieldSet> visitor) {
        if (member) {
            visitor.accept(prefix, this);
        }
        children.forEach((element, child) -> child.paths(prefix + readable(element), visitor));
    }

    private static String readable(String element) {
        String body = element.substring(2);
        return switch (element.charAt(0)) {
            case 'k' ->
                "["
                        + String.join(
                                ",",
                                Json.entries(Json.parse(body)).stream()
                                        .map(e -> e.getKey() + "=" + e.getValue())
                                        .toList())
                        + "]";
            case 'v' -> "[=" + body + "]";
            case 'i' -> "[" + body + "]";
            default -> "." + body;
        };
    }

    /** The {@code FieldsV1} form. */
    public ObjectNode toJson() {
        ObjectNode out = Json.object();
        if (member && !children.isEmpty()) {
            out.putObject(".");
        }
        children.forEach((element, child) -> out.set(element, child.toJson()));
        return out;
    }

    /** Reads the {@code FieldsV1} form of a whole object (the root itself is never a member). */
    public static FieldSet fromJson(JsonNode fieldsV1) {
        return new FieldSet(false, childrenOf(fieldsV1));
    }

    private static FieldSet nodeFromJson(JsonNode json) {
        return new FieldSet(json.isEmpty() || json.has("."), childrenOf(json));
    }

    private static Map<String, FieldSet> childrenOf(JsonNode json) {
        Map<String, FieldSet> children = new TreeMap<>();
        for (Map.Entry<String, JsonNode> e : Json.entries(json)) {
            if (!e.getKey().equals(".")) {
                children.put(e.getKey(), nodeFromJson(e.getValue()));
            }
        }
        return children;
    }

    /** A set of one path and nothing else. */
    public static FieldSet ofPath(List<String> elements) {
        FieldSet set = leaf();
        for (int i = elements.size() - 1; i >= 0; i--) {
            set = node(false, Map.of(elements.get(i), set));
        }
        return set;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldSet set && member == set.member && children.equals(set.children);
    }

    @Override
    public int hashCode() {
        return children.hashCode() * 31 + Boolean.hashCode(member);
    }

    @Override
    public String toString() {
        return toJson().toString();
    }
}
