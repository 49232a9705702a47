package dev.cortexllm.sandbox.apiserver.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Who owns which fields: the parsed form of {@code metadata.managedFields}. Never changed once made.
 *
 * @param entries field sets by owner
 * @param times when each owner's set last changed, as written in the object
 */
public record Ownership(Map<Owner, FieldSet> entries, Map<Owner, String> times) {
    /** Nobody owns anything. */
    public static final Ownership NONE = new Ownership(Map.of(), Map.of());

    private static final Comparator<Owner> APPLIERS_FIRST = Comparator.comparing(Owner::operation);

    /**
     * An owner.
     *
     * @param manager name given by the client
     * @param operation {@code Apply} or {@code Update}
     * @param apiVersion version its fields are written in
     * @param subresource empty, or {@code status} or {@code scale}
     */
    public record Owner(String manager, String operation, String apiVersion, String subresource) {
        /** How conflict messages name it. */
        String described() {
            String sub = subresource.isEmpty() ? "" : " with subresource \"" + subresource + "\"";
            String using = operation.equals("Update") ? " using " + apiVersion : "";
            return "\"" + manager + "\"" + sub + using;
        }
    }

    /** Reads {@code managedFields}; a missing node is nobody. */
    public static Ownership read(JsonNode managedFields) {
        Map<Owner, FieldSet> entries = new LinkedHashMap<>();
        Map<Owner, String> times = new LinkedHashMap<>();
        for (JsonNode e : Json.elements(managedFields)) {
            Owner owner = new Owner(
                    Json.text(e, "manager"),
                    Json.text(e, "operation"),
                    Json.text(e, "apiVersion"),
                    Json.text(e, "subresource"));
            if (!owner.operation().isEmpty()) {
                entries.merge(owner, FieldSet.fromJson(e.path("fieldsV1")), FieldSet::union);
                times.put(owner, Json.text(e, "time"));
            }
        }
        return new Ownership(entries, times);
    }

    public FieldSet of(Owner owner) {
        return entries.getOrDefault(owner, FieldSet.EMPTY);
    }

    /** The same with one owner's set replaced; an empty set drops the owner. */
    public Ownership with(Owner owner, FieldSet fields) {
        Map<Owner, FieldSet> copy = new LinkedHashMap<>(entries);
        copy.put(owner, fields);
        copy.values().removeIf(FieldSet::isEmpty);
        return new Ownership(copy, times);
    }

    /** The same with every set but one owner's changed. */
    public Ownership mapOthers(Owner except, UnaryOperator<FieldSet> change) {
        Map<Owner, FieldSet> copy = new LinkedHashMap<>();
        entries.forEach((owner, set) -> copy.put(owner, owner.equals(except) ? set : change.apply(set)));
        copy.values().removeIf(FieldSet::isEmpty);
        return new Ownership(copy, times);
    }

    /** Everything anybody owns. */
    public FieldSet all() {
        return entries.values().stream().reduce(FieldSet.EMPTY, FieldSet::union);
    }

    /**
     * Writes {@code metadata.managedFields}, with {@code now} for owners whose set differs from {@code before}. Appliers
     * come first, then by time, as a real server sorts.
     */
    public void writeTo(ObjectNode metadata, Ownership before, String now) {
        if (entries.isEmpty()) {
            metadata.remove("managedFields");
            return;
        }
        Map<Owner, String> stamped = new LinkedHashMap<>();
        entries.forEach((owner, set) ->
                stamped.put(owner, set.equals(before.of(owner)) ? before.times.getOrDefault(owner, now) : now));
        List<Owner> sorted = entries.keySet().stream()
                .sorted(APPLIERS_FIRST.thenComparing(stamped::get).thenComparing(Owner::manager))
                .toList();
        ArrayNode out = Json.array();
        for (Owner owner : sorted) {
            ObjectNode e = out.addObject();
            e.put("manager", owner.manager())
                    .put("operation", owner.operation())
                    .put("apiVersion", owner.apiVersion());
            if (!owner.subresource().equals("scale")) {
                // a Scale's entries lose their time on the way through the real server
                e.put("time", stamped.get(owner));
            }
            e.put("fieldsType", "FieldsV1");
            e.set("fieldsV1", entries.get(owner).toJson());
            if (!owner.subresource().isEmpty()) {
                e.put("subresource", owner.subresource());
            }
        }
        metadata.set("managedFields", out);
    }
}
