package dev.cortexllm.sandbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.Download;
import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.sandbox.demo.process.Programs;
import dev.cortexllm.sandbox.demo.process.Programs.Program;
import dev.cortexllm.sandbox.kubelet.Kubelet;
import dev.cortexllm.sandbox.kubelet.KubeletOptions;
import dev.cortexllm.sandbox.kubelet.pod.RestartBackoff;
import dev.cortexllm.sandbox.kubelet.runtime.ContainerRuntime;
import dev.cortexllm.sandbox.kubelet.runtime.RuntimeCatalog;
import dev.cortexllm.sandbox.models.hub.HubFile;
import dev.cortexllm.sandbox.models.hub.HubRepository;
import dev.cortexllm.sandbox.models.hub.HubServer;
import dev.cortexllm.sandbox.models.hub.HubTrouble;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Caches from a hub that is simulated, with loaders and engines that are processes. */
class CacheIT {
    @RegisterExtension
    static final OperatorCluster CLUSTER = new OperatorCluster();

    @TempDir
    static Path state;

    private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final int SIZE = 3_000_000;
    private static final HubRepository TINY = HubRepository.open(
            "org/tiny", COMMIT, HubFile.text("config.json", "{}"), HubFile.weights("model.safetensors", SIZE));

    private static HubServer hub;
    private static Kubelet kubelet;

    private final Observed observed = new Observed(CLUSTER);

    @BeforeAll
    static void start() throws IOException {
        hub = HubServer.start();
        Programs programs = new Programs(CHECKOUT, state);
        RuntimeCatalog runtimes = new RuntimeCatalog(
                "test",
                List.of(
                        new ContainerRuntime(
                                "cortexllm/router",
                                programs.command(Program.ROUTER, List.of()),
                                List.of(),
                                Map.of(
                                        "CORTEX_LISTEN_ADDRESS", "$(POD_IP)",
                                        "HF_ENDPOINT", hub.url(),
                                        "OLLAMA_HOST", "$(POD_IP):11434"),
                                false),
                        new ContainerRuntime(
                                "ollama/ollama",
                                programs.command(Program.MODELS, List.of("ollama")),
                                List.of(),
                                Map.of("OLLAMA_HOST", "$(POD_IP):11434", "CORTEX_SANDBOX_ARGS", "--model qwen3:4b"),
                                false),
                        new ContainerRuntime(
                                "vllm/vllm-openai",
                                programs.command(Program.MODELS, List.of("vllm", "serve")),
                                List.of(),
                                Map.of("CORTEX_SANDBOX_ARGS", "--host $(POD_IP)"),
                                false)));
        kubelet = Kubelet.start(
                CLUSTER.client(),
                new KubeletOptions(
                        "sandbox",
                        state.resolve("kubelet"),
                        runtimes,
                        Map.of(),
                        Map.of("nvidia.com/gpu", new Quantity("1")),
                        List.of(),
                        new RestartBackoff(Duration.ofMillis(50), Duration.ofMillis(200))));
    }

    @AfterAll
    static void stop() {
        kubelet.close();
        hub.close();
    }

    @BeforeEach
    void allIsWell() {
        hub.trouble(HubTrouble.NONE);
        hub.put(TINY);
    }

    @Test
    void enginesStartAfterTheDownloadAndNeedNoOther() {
        hub.trouble(HubTrouble.slow(1_000_000));
        Set<Integer> seen = new ConcurrentSkipListSet<>();
        CLUSTER.apply(deployment("", "Delete", ""));
        Observed.eventually(() -> {
            Download download =
                    CLUSTER.get(ModelDeployment.class, "tiny").getStatus().download();
            seen.add(download.percent());
            assertThat(download.totalBytes()).isEqualTo(SIZE + 2L);
            assertThat(download.percent()).isBetween(10, 99);
            assertThat(condition()).startsWith("False/Downloading: ").endsWith(" % of 0.00 GB are there");
            assertThat(CLUSTER.get(Deployment.class, "tiny-engine")).isNull();
        });
        Observed.eventually(() -> {
            assertThat(condition()).isEqualTo("True/Cached: the volume holds hf://org/tiny");
            assertThat(observed.condition(ModelDeployment.class, "tiny", "Ready"))
                    .startsWith("True");
        });
        assertThat(CLUSTER.get(ModelDeployment.class, "tiny").getStatus().download())
                .isEqualTo(new Download(100, SIZE + 2L, SIZE + 2L));
        Pod engine = observed.pods(Labels.ENGINE, 1).get(0);
        assertThat(path(engine)).startsWith("/var/cache/huggingface/loaded/");

        int asked = hub.requests().size();
        CLUSTER.client().resource(engine).withGracePeriod(0).delete();
        Observed.eventually(() -> {
            Pod next = observed.pods(Labels.ENGINE, 1).get(0);
            assertThat(next.getMetadata().getUid())
                    .isNotEqualTo(engine.getMetadata().getUid());
            assertThat(observed.condition(ModelDeployment.class, "tiny", "Ready"))
                    .startsWith("True");
        });
        assertThat(hub.requests()).hasSize(asked);

        Pod serving = observed.pods(Labels.ENGINE, 1).get(0);
        CLUSTER.apply(deployment(", revision: v9", "Delete", ""));
        Observed.eventually(() -> {
            assertThat(condition()).startsWith("False/RevisionNotFound: ").endsWith(" has no revision 'v9'");
            assertThat(events()).contains("RevisionNotFound");
        });
        assertThat(observed.pods(Labels.ENGINE, 1).get(0).getMetadata().getUid())
                .isEqualTo(serving.getMetadata().getUid());

        hub.put(new HubRepository("org/tiny", COMMIT, Set.of("main", "v9"), TINY.files(), TINY.gate()));
        CLUSTER.client().batch().v1().jobs().inNamespace(CLUSTER.namespace()).delete();
        Observed.eventually(() -> {
            assertThat(condition()).isEqualTo("True/Cached: the volume holds hf://org/tiny at v9");
            Pod changed = observed.pods(Labels.ENGINE, 1).get(0);
            assertThat(path(changed)).isNotEqualTo(path(serving));
            assertThat(observed.condition(ModelDeployment.class, "tiny", "Ready"))
                    .startsWith("True");
        });

        CLUSTER.delete(deployment("", "Delete", ""));
        Observed.eventually(() -> {
            assertThat(CLUSTER.get(PersistentVolumeClaim.class, "tiny-cache")).isNull();
            assertThat(folders()).isEmpty();
        });
    }

    @Test
    void aGateIsToldOfAndOpensAndTheClaimIsTakenUpAgain() {
        hub.put(TINY.gated("hf_good"));
        CLUSTER.apply(deployment("", "Retain", ""));
        Observed.eventually(() -> {
            assertThat(condition())
                    .startsWith("False/GatedRepository: ")
                    .endsWith("it needs a token, in spec.model.tokenSecretRef");
            assertThat(observed.condition(ModelDeployment.class, "tiny", "Ready"))
                    .startsWith("False/GatedRepository");
            assertThat(events()).contains("GatedRepository");
        });
        assertThat(CLUSTER.get(Deployment.class, "tiny-engine")).isNull();
        CLUSTER.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: hugging-face, labels: {cortexllm.dev/credential: "true"}}
                stringData: {token: hf_good}
                """);
        CLUSTER.apply(deployment(", tokenSecretRef: {name: hugging-face, key: token}", "Retain", ""));
        Observed.eventually(() -> assertThat(condition()).startsWith("True/Cached"));
        String claim = CLUSTER.get(PersistentVolumeClaim.class, "tiny-cache")
                .getMetadata()
                .getUid();

        CLUSTER.delete(deployment("", "Retain", ""));
        Observed.eventually(() -> {
            assertThat(CLUSTER.get(Deployment.class, "tiny-engine")).isNull();
            assertThat(jobs()).isEmpty();
        });
        int asked = hub.requests().size();
        CLUSTER.apply(deployment(", tokenSecretRef: {name: hugging-face, key: token}", "Retain", ""));
        Observed.eventually(() -> assertThat(observed.condition(ModelDeployment.class, "tiny", "Ready"))
                .startsWith("True"));
        assertThat(CLUSTER.get(PersistentVolumeClaim.class, "tiny-cache")
                        .getMetadata()
                        .getUid())
                .isEqualTo(claim);
        assertThat(jobs()).isEmpty();
        assertThat(hub.requests()).hasSize(asked);
    }

    @Test
    void whatCannotBeIsSaid() {
        hub.put(HubRepository.open("org/tiny", COMMIT, HubFile.huge("model.safetensors")));
        CLUSTER.apply(deployment("", "Retain", ""));
        Observed.eventually(() -> assertThat(condition())
                .startsWith("False/DiskTooSmall: the download needs 1125899.9 GB more, and the volume has "));
        CLUSTER.apply(deployment("", "Retain", "").replace("1Gi", "512Mi"));
        Observed.eventually(() -> assertThat(observed.condition(ModelDeployment.class, "tiny", "Ready"))
                .startsWith("False/Refused: spec.cache.size 512Mi is less than the 1Gi of claim tiny-cache"));
        CLUSTER.apply(deployment("", "Retain", "").replace("1Gi", "2Gi"));
        Observed.eventually(() -> assertThat(CLUSTER.get(PersistentVolumeClaim.class, "tiny-cache")
                        .getStatus()
                        .getCapacity()
                        .get("storage"))
                .isEqualTo(new Quantity("2Gi")));
        CLUSTER.apply(deployment("", "Retain", ", storageClassName: none").replace("tiny}", "other}"));
        Observed.eventually(() -> assertThat(observed.condition(ModelDeployment.class, "other", "ModelCached"))
                .isEqualTo("False/ClaimPending: claim other-cache has no volume: storageclass.storage.k8s.io \"none\""
                        + " not found"));
        CLUSTER.apply("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: third-cache}
                spec: {accessModes: [ReadWriteMany], resources: {requests: {storage: 1Gi}}}
                """);
        CLUSTER.apply(deployment("", "Delete", "").replace("tiny}", "third}"));
        Observed.eventually(() -> assertThat(observed.condition(ModelDeployment.class, "third", "Ready"))
                .startsWith("False/Conflict: PersistentVolumeClaim third-cache exists already"));
    }

    @Test
    void anOllamaPullsBesideTheLoader() {
        CLUSTER.apply("""
                apiVersion: cortexllm.dev/v1alpha1
                kind: ModelDeployment
                metadata: {name: tiny}
                spec:
                  engine: {type: OLLAMA}
                  model: {name: tiny, source: "ollama://qwen3:4b"}
                  replicas: 0
                  cache: {size: 10Gi, accessMode: ReadWriteOnce, whenDeleted: Delete}
                """);
        Observed.eventually(() -> assertThat(condition()).isEqualTo("True/Cached: the volume holds ollama://qwen3:4b"));
        Pod loader = observed.pods(Labels.LOADER, 1).get(0);
        assertThat(loader.getStatus().getPhase()).isEqualTo("Succeeded");
        CLUSTER.apply("""
                apiVersion: cortexllm.dev/v1alpha1
                kind: ModelDeployment
                metadata: {name: tiny}
                spec:
                  engine: {type: OLLAMA}
                  model: {name: tiny, source: "ollama://qwen3:1t"}
                  replicas: 0
                  cache: {size: 10Gi, accessMode: ReadWriteOnce, whenDeleted: Delete}
                """);
        Observed.eventually(
                () -> assertThat(condition()).isEqualTo("False/NotFound: Ollama's registry has no model 'qwen3:1t'"));
    }

    /** Where an engine looks for its weights. */
    private static String path(Pod engine) {
        return engine.getSpec().getContainers().get(0).getArgs().get(0);
    }

    private String condition() {
        return observed.condition(ModelDeployment.class, "tiny", "ModelCached");
    }

    private List<String> events() {
        return CLUSTER.client().events().v1().events().inNamespace(CLUSTER.namespace()).list().getItems().stream()
                .map(event -> event.getReason())
                .toList();
    }

    private List<Job> jobs() {
        return CLUSTER.client()
                .batch()
                .v1()
                .jobs()
                .inNamespace(CLUSTER.namespace())
                .list()
                .getItems();
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> folders = Files.list(state.resolve("kubelet/claims"))) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith(CLUSTER.namespace()))
                    .toList();
        }
    }

    private static String deployment(String model, String whenDeleted, String cache) {
        return """
                apiVersion: cortexllm.dev/v1alpha1
                kind: ModelDeployment
                metadata: {name: tiny}
                spec:
                  model: {name: tiny, source: "hf://org/tiny"%s}
                  replicas: 1
                  drainTimeout: 1s
                  cache: {size: 1Gi, whenDeleted: %s%s}
                """.formatted(model, whenDeleted, cache);
    }
}
