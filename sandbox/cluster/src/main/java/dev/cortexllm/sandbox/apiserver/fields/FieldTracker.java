package dev.cortexllm.sandbox.apiserver.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.fields.Ownership.Owner;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps {@code managedFields} for writes of both sorts, and carries out server-side apply. Source:
 * {@code merge/update.go} of structured-merge-diff.
 */
public final class FieldTracker {
    private static final FieldSet SERVER_OWNED = serverOwned();
    private static final FieldSet STATUS = FieldSet.ofPath(List.of("f:status"));
    private final Clock clock;

    public FieldTracker(Clock clock) {
        this.clock = clock;
    }

    /**
     * An apply.
     *
     * @param live the object as it is; empty metadata when it does not exist
     * @param config what the client applies
     * @param shape how its fields merge
     * @param owner who applies; operation {@code Apply}
     * @param force whether fields of others are taken over
     * @param statusServed whether status is a subresource: then each endpoint sees only its part
     */
    public record Application(
            ObjectNode live, ObjectNode config, Shape shape, Owner owner, boolean force, boolean statusServed) {}

    /**
     * The object after an apply, with its managed fields.
     *
     * @throws ApiError 409 naming managers and fields when others own what would change and it is not forced
     */
    public ObjectNode apply(Application apply) {
        Shape shape = apply.shape();
        ObjectNode live = withoutManagedFields(apply.live());
        Ownership before = Ownership.read(Json.at(apply.live(), "metadata", "managedFields"));
        ObjectNode config = withoutManagedFields(apply.config());
        ignoredByEndpoint(config, apply);
        FieldSet applied = Extraction.fieldsOf(config, shape).recursiveDifference(SERVER_OWNED);
        Ownership after = before.with(apply.owner(), applied);
        ObjectNode merged = Merge.of(live, config, shape);
        Merge.prune(merged, before.of(apply.owner()), after.all(), shape);
        Comparison comparison = Comparison.of(live, merged, shape);
        Ownership settled = settle(after, comparison, apply);
        settled.writeTo(Meta.of(merged), before, Meta.time(clock.instant()));
        return merged;
    }

    private static void ignoredByEndpoint(ObjectNode config, Application apply) {
        boolean statusEndpoint = apply.owner().subresource().equals("status");
        if (statusEndpoint) {
            config.remove("spec");
            Meta.of(config).retain("name", "namespace", "uid", "resourceVersion");
        } else if (apply.statusServed()) {
            config.remove("status");
        }
    }

    private static Ownership settle(Ownership after, Comparison comparison, Application apply) {
        FieldSet changed = comparison.changed();
        Map<Owner, FieldSet> conflicts = new LinkedHashMap<>();
        after.entries().forEach((owner, set) -> {
            FieldSet touched = set.intersection(changed);
            if (!owner.equals(apply.owner()) && !touched.isEmpty()) {
                conflicts.put(owner, touched);
            }
        });
        if (!conflicts.isEmpty() && !apply.force()) {
            throw conflict(conflicts);
        }
        return after.mapOthers(apply.owner(), set -> set.difference(changed).difference(comparison.removed()));
    }

    private static ApiError conflict(Map<Owner, FieldSet> conflicts) {
        List<ApiError.Cause> causes = new ArrayList<>();
        StringBuilder perOwner = new StringBuilder();
        conflicts.forEach((owner, set) -> {
            String with = "conflict with " + owner.described();
            List<String> paths = new ArrayList<>();
            set.paths((path, node) -> paths.add(path));
            paths.forEach(path -> causes.add(new ApiError.Cause(path, "FieldManagerConflict", with)));
            perOwner.append(perOwner.isEmpty() ? "" : "\n").append(described(owner, paths));
        });
        String count = causes.size() == 1 ? "1 conflict: " : causes.size() + " conflicts: ";
        return ApiError.applyConflict("Apply failed with " + count + perOwner, causes);
    }

    private static String described(Owner owner, List<String> paths) {
        if (paths.size() == 1) {
            return "conflict with " + owner.described() + ": " + paths.get(0);
        }
        return "conflicts with " + owner.described() + ":\n- " + String.join("\n- ", paths);
    }

    /**
     * Records a write that is no apply: the writer owns what it changed. The object's own {@code managedFields}, when the
     * client sent any, count as the state before; an entry that is empty clears them all.
     *
     * @param before state before; an empty object for a creation
     * @param after the object about to be stored; its {@code managedFields} are set
     * @param owner who writes; operation {@code Update}
     * @param statusServed whether status is a subresource
     */
    public void track(ObjectNode before, ObjectNode after, Shape shape, Owner owner, boolean statusServed) {
        JsonNode sent = Json.at(after, "metadata", "managedFields");
        if (sent.isArray() && (sent.isEmpty() || sent.get(0).isEmpty())) {
            Meta.of(after).remove("managedFields");
            return;
        }
        JsonNode was = Json.at(before, "metadata", "managedFields");
        Ownership old = Ownership.read(was);
        Ownership base = sent.isArray() ? Ownership.read(sent) : old;
        Comparison comparison = Comparison.of(withoutManagedFields(before), withoutManagedFields(after), shape);
        FieldSet ignored = owner.subresource().isEmpty() && statusServed ? SERVER_OWNED.union(STATUS) : SERVER_OWNED;
        FieldSet changed = comparison.changed().recursiveDifference(ignored);
        if (owner.subresource().equals("scale")
                && base.all().intersection(changed).isEmpty()) {
            return; // skipNonAppliedManager of apimachinery sees only the Scale's own field, and nobody owns that
        }
        FieldSet removed = comparison.removed();
        Ownership others = base.mapOthers(owner, set -> set.difference(changed).difference(removed));
        Ownership now = others.with(owner, base.of(owner).difference(removed).union(changed));
        now.writeTo(Meta.of(after), old, Meta.time(clock.instant()));
    }

    private static ObjectNode withoutManagedFields(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        Meta.of(copy).remove("managedFields");
        return copy;
    }

    private static FieldSet serverOwned() {
        FieldSet metadata = FieldSet.EMPTY;
        for (String field : List.of(
                "name",
                "namespace",
                "creationTimestamp",
                "selfLink",
                "uid",
                "generation",
                "managedFields",
                "resourceVersion",
                "deletionTimestamp",
                "deletionGracePeriodSeconds")) {
            metadata = metadata.with(FieldSet.field(field), FieldSet.leaf());
        }
        return FieldSet.EMPTY
                .with("f:metadata", metadata)
                .with("f:apiVersion", FieldSet.leaf())
                .with("f:kind", FieldSet.leaf());
    }
}
