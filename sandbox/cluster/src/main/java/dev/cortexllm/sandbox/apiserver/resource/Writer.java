package dev.cortexllm.sandbox.apiserver.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.builtin.Generation;
import dev.cortexllm.sandbox.apiserver.fields.BuiltinShape;
import dev.cortexllm.sandbox.apiserver.fields.FieldTracker;
import dev.cortexllm.sandbox.apiserver.fields.Ownership.Owner;
import dev.cortexllm.sandbox.apiserver.fields.Shape;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.object.Ids;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import dev.cortexllm.sandbox.apiserver.store.Key;
import dev.cortexllm.sandbox.apiserver.store.Store;
import dev.cortexllm.sandbox.apiserver.type.CustomVersion;
import dev.cortexllm.sandbox.apiserver.type.ResourceType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Creates and changes objects. Each method is one step under the store's lock. */
public final class Writer {
    private final Store store;
    private final Clock clock;
    private final Ids ids;
    private final KindHooks hooks;
    private final Admission admission;
    private final FieldTracker tracker;

    Writer(Store store, Clock clock, Ids ids, KindHooks hooks) {
        this.store = store;
        this.clock = clock;
        this.ids = ids;
        this.hooks = hooks;
        this.admission = new Admission(hooks);
        this.tracker = new FieldTracker(clock);
    }

    /** What a write left behind, and whether it made the object. */
    public record Written(ObjectNode object, boolean created) {}

    /**
     * Creates an object.
     *
     * @throws ApiError 409 when the name is taken, 404 when the namespace is missing, 400 and 422 for a bad object
     */
    public Written create(ResourceType type, String namespace, ObjectNode body, WriteOptions options) {
        ObjectNode object = Intake.read(type, namespace, body);
        if (!Meta.resourceVersion(object).isEmpty()) {
            throw ApiError.badRequest("resourceVersion should not be set on objects to be created");
        }
        generateName(object);
        return store.locked(() -> createTracked(type, object, options, true));
    }

    private void generateName(ObjectNode object) {
        String prefix = Json.text(object, "metadata", "generateName");
        if (Meta.name(object).isEmpty() && !prefix.isEmpty()) {
            String cut = prefix.length() > 58 ? prefix.substring(0, 58) : prefix;
            Meta.of(object).put("name", cut + ids.suffix().get());
        }
    }

    private Written createTracked(ResourceType type, ObjectNode object, WriteOptions options, boolean track) {
        Intake.checkName(type, object);
        Key key = type.key(object);
        requireNamespace(type, key);
        if (store.get(key).isPresent()) {
            throw ApiError.alreadyExists(type.group(), type.plural(), key.name());
        }
        ObjectNode metadata = Meta.of(object);
        metadata.remove(List.of("resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink"));
        metadata.put("uid", ids.uid().get()).put("creationTimestamp", Meta.time(clock.instant()));
        if (type.has("status") && !type.plural().equals("nodes")) {
            object.remove("status");
        }
        Generation.first(type, object);
        ObjectNode admitted = admission.admit(type, object, null, options);
        if (track) {
            tracker.track(Json.object(), admitted, shape(type), owner(type, options, "Update"), type.has("status"));
        }
        hooks.allocate(admitted);
        if (!options.dryRun()) {
            store.put(key, admitted);
            hooks.stored(key, admitted);
        }
        return new Written(admitted, true);
    }

    private void requireNamespace(ResourceType type, Key key) {
        if (!type.namespaced()) {
            return;
        }
        ObjectNode namespace = store.get(new Key("namespaces", "", key.namespace()))
                .orElseThrow(() -> ApiError.notFound("", "namespaces", key.namespace()));
        if (Meta.deleting(namespace)) {
            throw ApiError.forbidden(
                    type.group(),
                    type.plural(),
                    key.name(),
                    "unable to create new content in namespace " + key.namespace() + " because it is being terminated");
        }
    }

    /**
     * Changes an object.
     *
     * @param change from the present object (a copy, to be changed at will) to the wanted one; a resource version in the
     *     result is checked against the present one
     * @throws ApiError 404 when absent, 409 when it was changed meanwhile, 400 and 422 for a bad object
     */
    public Written update(ResourceType type, Key key, UnaryOperator<ObjectNode> change, WriteOptions options) {
        return store.locked(() -> {
            ObjectNode old = store.get(key).orElseThrow(() -> type.notFound(key.name()));
            ObjectNode present = Versions.present(type, old).deepCopy();
            ObjectNode candidate = Intake.read(type, key.namespace(), change.apply(present));
            return updateTracked(type, key, candidate, options, true);
        });
    }

    private Written updateTracked(
            ResourceType type, Key key, ObjectNode candidate, WriteOptions options, boolean track) {
        ObjectNode old = store.get(key).orElseThrow(() -> type.notFound(key.name()));
        checkIdentity(type, key, candidate, old);
        Admission.keepServerFields(type, old, candidate, options.subresource());
        ObjectNode admitted = admission.admit(type, candidate, old, options);
        Generation.next(type, old, admitted);
        if (track) {
            Owner owner = owner(type, options, "Update");
            tracker.track(old, admitted, shape(type), owner, type.has("status"));
        }
        hooks.allocate(admitted);
        Meta.of(admitted).set("resourceVersion", Meta.of(old).get("resourceVersion"));
        if (admitted.equals(old) || options.dryRun()) {
            return new Written(admitted, false);
        }
        return new Written(settle(key, admitted), false);
    }

    private ObjectNode settle(Key key, ObjectNode object) {
        if (Deletions.finished(object)) {
            ObjectNode last = store.remove(key).orElse(object);
            hooks.removed(key);
            return last;
        }
        store.put(key, object);
        hooks.stored(key, object);
        return object;
    }

    private static void checkIdentity(ResourceType type, Key key, ObjectNode candidate, ObjectNode old) {
        String name = Meta.name(candidate);
        if (name.isEmpty()) {
            Meta.of(candidate).put("name", key.name());
        } else if (!name.equals(key.name())) {
            throw ApiError.badRequest(
                    "the name of the object (" + name + ") does not match the name on the URL (" + key.name() + ")");
        }
        String version = Meta.resourceVersion(candidate);
        if (!version.isEmpty() && !version.equals(Meta.resourceVersion(old))) {
            throw ApiError.modified(type.group(), type.plural(), key.name());
        }
        String uid = Meta.uid(candidate);
        if (!uid.isEmpty() && !uid.equals(Meta.uid(old))) {
            throw ApiError.conflict(
                    type.group(),
                    type.plural(),
                    key.name(),
                    "Precondition failed: UID in precondition: " + uid + ", UID in object meta: " + Meta.uid(old));
        }
    }

    /**
     * Server-side apply; creates the object when it is absent.
     *
     * @throws ApiError 409 for conflicts with other managers, otherwise as create and update
     */
    public Written apply(ResourceType type, Key key, ObjectNode body, WriteOptions options) {
        ObjectNode config = Intake.read(type, key.namespace(), body);
        if (!Json.blank(Json.at(body, "metadata", "managedFields"))) {
            throw ApiError.badRequest("metadata.managedFields must be nil");
        }
        checkDeclared(type, key, config);
        return store.locked(() -> {
            Optional<ObjectNode> live = store.get(key);
            if (live.isEmpty() && !options.subresource().isEmpty()) {
                throw type.notFound(key.name());
            }
            if (live.isPresent()) {
                checkIdentity(type, key, config, live.get());
            }
            ObjectNode start = live.map(o -> Versions.present(type, o)).orElseGet(() -> blank(type, key));
            Owner owner = owner(type, options, "Apply");
            ObjectNode merged = tracker.apply(new FieldTracker.Application(
                    start, config, shape(type), owner, options.force(), type.has("status")));
            LastApplied.refresh(merged, config, options.manager());
            return live.isPresent()
                    ? updateTracked(type, key, merged, options, false)
                    : createTracked(type, merged, options, false);
        });
    }

    private static void checkDeclared(ResourceType type, Key key, ObjectNode config) {
        List<String> unknown =
                type.custom().map(v -> v.rules().prune(config).unknown()).orElse(List.of());
        if (!unknown.isEmpty()) {
            throw ApiError.failed("failed to create typed patch object (" + key.namespace() + "/" + key.name() + "; "
                    + type.apiVersion() + ", Kind=" + type.kind() + "): ." + unknown.get(0)
                    + ": field not declared in schema");
        }
    }

    private static ObjectNode blank(ResourceType type, Key key) {
        ObjectNode object = Json.object();
        object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
        ObjectNode metadata = object.putObject("metadata").put("name", key.name());
        if (type.namespaced()) {
            metadata.put("namespace", key.namespace());
        }
        return object;
    }

    private static Shape shape(ResourceType type) {
        return type.custom().map(CustomVersion::shape).orElseGet(() -> new BuiltinShape(type.kind(), "", ""));
    }

    private static Owner owner(ResourceType type, WriteOptions options, String operation) {
        return new Owner(options.manager(), operation, type.apiVersion(), options.subresource());
    }
}
