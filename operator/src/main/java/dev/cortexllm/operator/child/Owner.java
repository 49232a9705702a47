package dev.cortexllm.operator.child;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.List;
import java.util.Optional;

/**
 * The resource that a child belongs to.
 *
 * @param apiVersion its API version
 * @param kind its kind
 * @param namespace its namespace, and so its children's
 * @param name its name
 * @param uid its UID; the garbage collector deletes the children when it is gone
 */
public record Owner(String apiVersion, String kind, String namespace, String name, String uid) {
    /**
     * Takes the owner's identity from a resource.
     *
     * @param resource one of our resources, as the API server gave it
     * @return its identity
     */
    public static Owner of(HasMetadata resource) {
        ObjectMeta meta = resource.getMetadata();
        return new Owner(
                resource.getApiVersion(), resource.getKind(), meta.getNamespace(), meta.getName(), meta.getUid());
    }

    /**
     * Metadata of a child: namespace, labels and the owner reference.
     *
     * @param childName the child's name
     * @param component its component, see {@link Labels}
     * @return the metadata
     */
    public ObjectMeta child(String childName, String component) {
        return new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName(childName)
                .withLabels(Labels.of(name, component))
                .addNewOwnerReference()
                .withApiVersion(apiVersion)
                .withKind(kind)
                .withName(name)
                .withUid(uid)
                .withController(true)
                .withBlockOwnerDeletion(true)
                .endOwnerReference()
                .build();
    }

    /**
     * Metadata of a child that stays when its owner goes: no owner reference, but the owner's name.
     *
     * @param childName the child's name
     * @param component its component, see {@link Labels}
     * @return the metadata
     */
    public ObjectMeta kept(String childName, String component) {
        return named(new ObjectMetaBuilder(child(childName, component))
                .withOwnerReferences(List.of())
                .build());
    }

    /**
     * The same metadata with the owner's name, by which a later resource of that name finds the child.
     *
     * @param metadata metadata of a child
     * @return the metadata
     */
    public ObjectMeta named(ObjectMeta metadata) {
        return new ObjectMetaBuilder(metadata)
                .addToAnnotations(Labels.OWNER_NAME, name)
                .build();
    }

    /**
     * Whether an object was left by a resource of this name, or is this one's: nobody else controls it.
     *
     * @param object any object
     * @return true when it carries our labels and this owner's name
     */
    public boolean mayTakeUp(HasMetadata object) {
        ObjectMeta meta = object.getMetadata();
        boolean ours = meta.getLabels() != null
                && Labels.OPERATOR.equals(meta.getLabels().get(Labels.MANAGED_BY))
                && name.equals(Labels.ownerName(object));
        return controls(object) || ours && controller(object).isEmpty();
    }

    /**
     * Whether this is the controlling owner of an object.
     *
     * @param object any object
     * @return true when its controller reference names this owner's UID
     */
    public boolean controls(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(ref -> Boolean.TRUE.equals(ref.getController()) && uid.equals(ref.getUid()));
    }

    /**
     * The name of who controls an object.
     *
     * @param object any object
     * @return the name; empty when nobody does
     */
    public static Optional<String> controller(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(ref -> Boolean.TRUE.equals(ref.getController()))
                .map(OwnerReference::getName)
                .findFirst();
    }
}
