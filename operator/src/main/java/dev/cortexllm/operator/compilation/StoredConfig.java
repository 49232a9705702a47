package dev.cortexllm.operator.compilation;

import dev.cortexllm.config.BundleFiles;
import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.config.ConfigException;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The last good configuration as a gateway's Secrets hold it: what a new operator process goes on from. */
public final class StoredConfig {
    private StoredConfig() {}

    /**
     * Reads it.
     *
     * @param secrets the gateway's Secrets that exist
     * @return the configuration; empty when there is none yet
     * @throws ConfigException when there is one that cannot be read: to compile without it could end routes
     */
    public static Optional<ConfigBundle> read(List<Secret> secrets) {
        Map<String, byte[]> files = new HashMap<>();
        for (Secret secret : secrets) {
            if (secret.getData() != null) {
                secret.getData()
                        .forEach((name, data) ->
                                files.put(name, Base64.getDecoder().decode(data)));
            }
        }
        if (!files.containsKey(BundleFiles.INDEX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(BundleFiles.read(files)
                    .orElseThrow(() -> new ConfigException("a part that the index names is missing")));
        } catch (ConfigException damaged) {
            throw new ConfigException(
                    "the served configuration cannot be read back from " + names(secrets) + ": " + damaged.getMessage()
                            + "; routers serve on; delete them to start anew from the resources",
                    damaged);
        }
    }

    private static String names(List<Secret> secrets) {
        return secrets.stream()
                .map(secret -> "Secret " + secret.getMetadata().getName())
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
