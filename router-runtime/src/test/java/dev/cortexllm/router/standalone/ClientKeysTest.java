package dev.cortexllm.router.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.config.Clients;
import dev.cortexllm.config.KeyDigest;
import dev.cortexllm.config.RouterConfig.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients' keys outside Kubernetes. */
class ClientKeysTest {
    private static final String GATEWAY = """
            apiVersion: cortexllm.dev/v1alpha1
            kind: LLMGateway
            metadata: {name: main}
            spec:
              auth: {keys: [{secretRef: {name: clients}}, {secretRef: {name: batch, key: apiKey}}]}
              adminAuth: {secretRef: {name: admin, key: token}}
            """;
    private static final String ALICE = "alice: sk-alice-0123456789";
    private static final String BOB = "bob: sk-bob-0123456789abc";

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("gateway.yaml"), GATEWAY);
        secret(ALICE, BOB);
    }

    private void secret(String... entries) throws IOException {
        Files.writeString(
                folder.resolve("secret.yaml"),
                "apiVersion: v1\nkind: Secret\nmetadata: {name: clients, labels: {cortexllm.dev/credential: \"true\"}}\n"
                        + "stringData: {" + String.join(", ", entries) + "}\n");
    }

    private Workspace.Result compile(Workspace.Result before) {
        Map<String, String> environment = Map.of(
                "CORTEX_SECRET_BATCH_APIKEY",
                "sk-batch-0123456789",
                "CORTEX_SECRET_ADMIN_TOKEN",
                "admin-0123456789abc");
        return new Workspace(List.of(folder), null, Map.of(), environment, Definitions.bundled(), Catalogue.bundled())
                .compile(Optional.ofNullable(before));
    }

    private static Settings settings(Workspace.Result result) {
        return result.compilation().orElseThrow().bundle().config().settings();
    }

    private static List<String> names(Workspace.Result result) {
        return settings(result).clients().keys().stream().map(Clients.Key::name).toList();
    }

    @Test
    void they_come_from_documents_and_from_the_environment() {
        Workspace.Result result = compile(null);

        assertThat(names(result)).containsExactly("batch/apiKey", "alice", "bob");
        assertThat(settings(result).clients().keys().get(1).digest())
                .isEqualTo(KeyDigest.hex("standalone", "sk-alice-0123456789"));
        assertThat(settings(result).adminKey()).isEqualTo(KeyDigest.hex("standalone", "admin-0123456789abc"));
        assertThat(result.findings()).allMatch(Finding::warning);
    }

    @Test
    void what_is_taken_out_is_revoked_also_while_another_file_is_broken() throws IOException {
        Workspace.Result before = compile(null);
        secret(ALICE);
        Files.writeString(folder.resolve("other.yaml"), "kind: [unclosed\n");

        assertThat(names(compile(before))).containsExactly("batch/apiKey", "alice");
    }

    @Test
    void what_cannot_be_read_stays_as_it_was() throws IOException {
        Workspace.Result before = compile(null);
        Files.writeString(folder.resolve("secret.yaml"), "kind: [unclosed\n");
        Workspace.Result broken = compile(before);
        assertThat(names(broken)).containsExactly("batch/apiKey", "alice", "bob");

        secret(ALICE, "bob: short");
        Workspace.Result unusable = compile(broken);
        assertThat(settings(unusable)).isEqualTo(settings(before));
        assertThat(unusable.findings()).anySatisfy(finding -> assertThat(finding.message())
                .contains("entry 'bob' of Secret default/clients is shorter than 16 characters"));
    }

    @Test
    void without_auth_nobody_is_asked() throws IOException {
        Files.delete(folder.resolve("gateway.yaml"));
        assertThat(settings(compile(null)).clients()).isNull();
    }
}
