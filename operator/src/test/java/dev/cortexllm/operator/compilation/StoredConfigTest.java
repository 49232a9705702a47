package dev.cortexllm.operator.compilation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortexllm.config.BundleFiles;
import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.config.ConfigException;
import dev.cortexllm.operator.Samples;
import dev.cortexllm.operator.child.Owner;
import dev.cortexllm.operator.gateway.desired.ConfigSlots;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StoredConfigTest {
    private static final Owner GATEWAY = new Owner("v1", "LLMGateway", "default", "main", "uid");

    @Test
    void readsWhatWasWritten() {
        ConfigBundle bundle = Samples.bundle(1);
        List<Secret> secrets = List.of(secret(BundleFiles.write(bundle)));
        assertThat(StoredConfig.read(secrets)).contains(bundle);
    }

    @Test
    void nothingStored() {
        assertThat(StoredConfig.read(List.of())).isEmpty();
    }

    @Test
    void neverGoesOnFromNothingWhenSomethingUnreadableIsThere() {
        Map<String, byte[]> partMissing = new TreeMap<>(BundleFiles.write(Samples.bundle(1)));
        partMissing.keySet().removeIf(name -> !name.equals(BundleFiles.INDEX));
        assertThatThrownBy(() -> StoredConfig.read(List.of(secret(partMissing))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("delete them to start anew");

        Map<String, byte[]> damaged = new TreeMap<>(BundleFiles.write(Samples.bundle(1)));
        damaged.replaceAll((name, bytes) -> name.equals(BundleFiles.INDEX) ? bytes : new byte[] {1, 2, 3});
        assertThatThrownBy(() -> StoredConfig.read(List.of(secret(damaged)))).isInstanceOf(ConfigException.class);

        Map<String, byte[]> edited = new TreeMap<>(BundleFiles.write(Samples.bundle(1)));
        edited.put(BundleFiles.INDEX, "{}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> StoredConfig.read(List.of(secret(edited))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Secret main-router-config-0")
                .hasMessageContaining("delete them to start anew");
    }

    private static Secret secret(Map<String, byte[]> files) {
        return ConfigSlots.secret(GATEWAY, 0, files);
    }
}
