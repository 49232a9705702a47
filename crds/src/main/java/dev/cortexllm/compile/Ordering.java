package dev.cortexllm.compile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Orders that do not depend on the order in which resources were read. */
final class Ordering {
    /** By kind, namespace and name. */
    static final Comparator<ResourceId> IDS = Comparator.comparing(ResourceId::kind)
            .thenComparing(ResourceId::namespace)
            .thenComparing(ResourceId::name);

    private Ordering() {}

    /** Oldest first; one of two resources with the same id is left out, with a problem. */
    static <S> List<Resource<S>> oldestFirst(List<Resource<S>> resources, List<Problem> problems) {
        List<Resource<S>> sorted = new ArrayList<>(resources == null ? List.of() : resources);
        sorted.sort(Comparator.comparing((Resource<S> r) -> Objects.requireNonNullElse(r.created(), Instant.EPOCH))
                .thenComparing(Resource::id, IDS)
                .thenComparing(r -> String.valueOf(r.spec())));
        Map<ResourceId, Resource<S>> unique = new LinkedHashMap<>();
        for (Resource<S> resource : sorted) {
            if (unique.putIfAbsent(resource.id(), resource) != null) {
                problems.add(new Problem(
                        resource.id(),
                        "metadata.name",
                        "Duplicate",
                        resource.id() + " is defined twice; the first one counts",
                        false));
            }
        }
        return List.copyOf(unique.values());
    }
}
