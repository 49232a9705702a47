package dev.cortexllm.operator.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** With an API server that nobody reaches: whatever is written fails. */
class ShutdownTest {
    private static final Owner OWNER = new Owner("cortexllm.dev/v1alpha1", "LLMGateway", "ns", "main", "uid");
    private static final Service SERVICE = new ServiceBuilder()
            .withMetadata(OWNER.child("main-router", Labels.ROUTER))
            .build();

    @Test
    void nothing_is_written_once_the_process_stops() {
        try (KubernetesClient nobody = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withMasterUrl("http://127.0.0.1:9")
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build()) {
            Shutdown shutdown = new Shutdown();
            Applier applier = new Applier(nobody, shutdown);
            assertThatThrownBy(() -> applier.apply(OWNER, SERVICE, Optional.empty()))
                    .isInstanceOf(KubernetesClientException.class);
            assertThatThrownBy(() -> applier.delete(OWNER, SERVICE)).isInstanceOf(KubernetesClientException.class);

            shutdown.begin();

            assertThat(applier.apply(OWNER, SERVICE, Optional.empty())).isEmpty();
            applier.delete(OWNER, SERVICE);
        }
    }
}
