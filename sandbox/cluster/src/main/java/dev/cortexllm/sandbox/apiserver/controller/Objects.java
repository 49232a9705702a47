package dev.cortexllm.sandbox.apiserver.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.resource.DeleteOptions;
import dev.cortexllm.sandbox.apiserver.resource.Resources;
import dev.cortexllm.sandbox.apiserver.resource.WriteOptions;
import dev.cortexllm.sandbox.apiserver.store.Key;
import dev.cortexllm.sandbox.apiserver.type.ResourceType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What controllers do to objects, by key, under the field manager of the real controller manager. */
final class Objects {
    private static final WriteOptions OPTIONS = WriteOptions.internal("kube-controller-manager");
    private final Resources resources;

    Objects(Resources resources) {
        this.resources = resources;
    }

    Instant now() {
        return resources.clock().instant();
    }

    Optional<ObjectNode> get(Key key) {
        return resources.store().get(key);
    }

    List<ObjectNode> list(String resource, String namespace) {
        return resources.store().list(resource, namespace).items();
    }

    List<Key> keys(Predicate<ObjectNode> wanted) {
        return resources.store().keys(wanted);
    }

    /** The resource of a stored object; empty when its CRD is no longer served. */
    Optional<ResourceType> type(Key key) {
        return resources.types().byResource(key.resource());
    }

    /** The resource of a kind; empty when it is not served. */
    Optional<ResourceType> type(String apiVersion, String kind) {
        return resources.types().byKind(apiVersion, kind);
    }

    boolean served(String apiVersion, String kind) {
        return resources.types().byKind(apiVersion, kind).isPresent();
    }

    ObjectNode create(String resource, ObjectNode object, String namespace) {
        ResourceType type = resources.types().byResource(resource).orElseThrow();
        return resources.writer().create(type, namespace, object, OPTIONS).object();
    }

    /** Changes an object; nothing happens when it is gone. */
    void update(Key key, UnaryOperator<ObjectNode> change) {
        write(key, change, OPTIONS);
    }

    /** Changes an object's status; nothing happens when it is gone. */
    void updateStatus(Key key, UnaryOperator<ObjectNode> change) {
        write(key, change, OPTIONS.through("status"));
    }

    private void write(Key key, UnaryOperator<ObjectNode> change, WriteOptions options) {
        ignoringAbsence(() -> type(key).ifPresent(t -> resources.writer().update(t, key, change, options)));
    }

    /** Deletes an object; nothing happens when it is gone. */
    void delete(Key key, DeleteOptions options) {
        ignoringAbsence(() -> type(key).ifPresent(t -> resources.deletions().delete(t, key, options)));
    }

    private static void ignoringAbsence(Runnable action) {
        try {
            action.run();
        } catch (ApiError e) {
            if (e.code() != 404) {
                throw e;
            }
        }
    }
}
