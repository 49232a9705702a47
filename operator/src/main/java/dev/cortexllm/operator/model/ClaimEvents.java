package dev.cortexllm.operator.model;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Comparator;
import java.util.Optional;

/** What provisioners say of a claim that has no volume: they say it in Events alone. */
public final class ClaimEvents {
    private static final long MOST = 50;

    private final KubernetesClient client;

    /**
     * @param client client of the cluster
     */
    public ClaimEvents(KubernetesClient client) {
        this.client = client;
    }

    /**
     * The latest complaint; one call to the API server where the claim has no volume, else none.
     *
     * @param claim the claim as last seen
     * @return a sentence; empty when nobody complains
     */
    Optional<String> complaint(PersistentVolumeClaim claim) {
        boolean pending =
                claim.getStatus() == null || !"Bound".equals(claim.getStatus().getPhase());
        if (!pending) {
            return Optional.empty();
        }
        try {
            return client
                    .v1()
                    .events()
                    .inNamespace(claim.getMetadata().getNamespace())
                    .withField("involvedObject.uid", claim.getMetadata().getUid())
                    .list(new ListOptionsBuilder().withLimit(MOST).build())
                    .getItems()
                    .stream()
                    .filter(event -> "Warning".equals(event.getType()))
                    .max(Comparator.comparing(ClaimEvents::time))
                    .map(Event::getMessage);
        } catch (KubernetesClientException e) {
            return Optional.empty(); // The status says less, and all else goes on.
        }
    }

    private static String time(Event event) {
        if (event.getLastTimestamp() != null) {
            return event.getLastTimestamp();
        }
        String made = event.getMetadata().getCreationTimestamp();
        return made == null ? "" : made;
    }
}
