package dev.cortexllm.sandbox.rights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** A kubeconfig for an operator that is a process of its own: the chart's ServiceAccount by its token. */
public final class TokenKubeconfig {
    private static final long SECONDS = 7_200;

    private TokenKubeconfig() {}

    /**
     * Makes the ServiceAccount, with its roles for one namespace, in a namespace of its own.
     *
     * @param admin who may do that
     * @param kubeconfig the administrator's
     * @param watched the namespace that the operator looks after
     * @param file where to write the operator's kubeconfig
     * @return the file
     */
    public static Path write(KubernetesClient admin, Path kubeconfig, String watched, Path file) throws IOException {
        String own = "op-system-" + UUID.randomUUID().toString().substring(0, 8);
        admin.resource("apiVersion: v1\nkind: Namespace\nmetadata: {name: " + own + "}")
                .create();
        new OperatorRole(admin, own).grantIn(watched);
        String token = admin.serviceAccounts()
                .inNamespace(own)
                .withName("cortex-operator")
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(SECONDS)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
        YAMLMapper yaml = new YAMLMapper();
        JsonNode config = yaml.readTree(Files.readString(kubeconfig));
        config.path("users").forEach(user -> {
            ((ObjectNode) user).putObject("user").put("token", token);
        });
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, yaml.writeValueAsString(config));
        return file;
    }
}
