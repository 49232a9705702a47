package dev.cortexllm.router.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cortexllm.load.LoadEnd;
import dev.cortexllm.load.LoadReason;
import dev.cortexllm.sandbox.models.hub.HubFile;
import dev.cortexllm.sandbox.models.hub.HubRepository;
import dev.cortexllm.sandbox.models.hub.HubServer;
import dev.cortexllm.sandbox.models.hub.HubTrouble;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads from a simulated hub, over real connections. */
class HubLoadTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String LATER = "1123456789abcdef0123456789abcdef01234567";
    private static final int SIZE = 1_000_000;
    private static final HubFile CONFIG = HubFile.text("config.json", "{}");
    private static final HubFile FIRST = HubFile.weights("model-00001-of-00002.safetensors", SIZE);
    private static final HubFile SECOND = HubFile.weights("model-00002-of-00002.safetensors", SIZE);
    private static final HubRepository TINY = HubRepository.open("org/tiny", COMMIT, CONFIG, FIRST, SECOND);

    @TempDir
    Path folder;

    private Path volume;

    private final List<Duration> pauses = new ArrayList<>();
    private final Progress progress = new Progress(System::nanoTime);
    private HubServer hub;

    @BeforeEach
    void start() throws IOException {
        volume = Files.createDirectory(folder.resolve("volume"));
        hub = HubServer.start();
        hub.put(TINY);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void aRepositoryIsThereAsHuggingFaceWouldHaveIt() throws Exception {
        load(wish("k1", null, null));
        Path repository = volume.resolve("hub/models--org--tiny");
        assertThat(repository.resolve("refs/main")).hasContent(COMMIT);
        Path file = repository.resolve("snapshots").resolve(COMMIT).resolve(FIRST.path());
        assertThat(Files.readSymbolicLink(file)).isEqualTo(Path.of("../../blobs", FIRST.hash()));
        assertThat(Files.readAllBytes(file)).isEqualTo(FIRST.content());
        assertThat(Files.readAllBytes(volume.resolve("loaded/k1/config.json"))).isEqualTo(CONFIG.content());
        assertThat(blobs()).containsExactlyInAnyOrder(CONFIG.hash(), FIRST.hash(), SECOND.hash());
        assertThat(progress.now().phase()).isEqualTo("done");
        assertThat(progress.now().bytes()).isEqualTo(2L * SIZE + 2);
        assertThat(progress.now().percent()).isEqualTo(100);
    }

    @Test
    void whatIsThereIsNotAskedForAgain() throws Exception {
        load(wish("k1", null, null));
        int before = hub.requests().size();
        load(wish("k1", null, null));
        assertThat(hub.requests()).hasSize(before);
        load(wish("k2", COMMIT, null));
        assertThat(hub.requests().subList(before, hub.requests().size()))
                .containsExactly("/api/models/org/tiny/revision/" + COMMIT);
        assertThat(Files.exists(volume.resolve("loaded/k1"))).isFalse();
    }

    @Test
    void aCutConnectionIsGoneOnWith() throws Exception {
        hub.put(HubRepository.open("org/tiny", COMMIT, FIRST));
        hub.trouble(new HubTrouble(0, 1, 0, 0, 0));
        load(wish("k1", null, null));
        String path = "/org/tiny/resolve/" + COMMIT + "/" + FIRST.path();
        assertThat(hub.requests()).contains(path, path + " from " + SIZE / 2);
        assertThat(Files.readAllBytes(volume.resolve("loaded/k1").resolve(FIRST.path())))
                .isEqualTo(FIRST.content());
    }

    @Test
    void whatAnEarlierPodLeftIsGoneOnWith() throws Exception {
        HubCache cache = new HubCache(volume);
        cache.prepare("org/tiny");
        byte[] half = java.util.Arrays.copyOf(FIRST.content(), SIZE / 4);
        Files.write(volume.resolve("hub/models--org--tiny/blobs/" + FIRST.hash() + ".incomplete"), half);
        load(wish("k1", null, null));
        assertThat(hub.requests()).contains("/org/tiny/resolve/" + COMMIT + "/" + FIRST.path() + " from " + SIZE / 4);
        assertThat(Files.readAllBytes(volume.resolve("loaded/k1").resolve(FIRST.path())))
                .isEqualTo(FIRST.content());
    }

    @Test
    void aServerWithoutRangesIsReadFromTheStart() throws Exception {
        hub.put(HubRepository.open("org/tiny", COMMIT, FIRST));
        hub.trouble(new HubTrouble(0, 1, 0, 1, 0));
        load(wish("k1", null, null));
        assertThat(Files.readAllBytes(volume.resolve("loaded/k1").resolve(FIRST.path())))
                .isEqualTo(FIRST.content());
        assertThat(progress.now().bytes()).isEqualTo(SIZE);
    }

    @Test
    void aWrongByteIsNoticedAndTheFileReadAgain() throws Exception {
        hub.trouble(new HubTrouble(0, 0, 1, 0, 0));
        load(wish("k1", null, null));
        assertThat(Files.readAllBytes(volume.resolve("loaded/k1").resolve(FIRST.path())))
                .isEqualTo(FIRST.content());
        assertThat(Files.readAllBytes(volume.resolve("loaded/k1").resolve(SECOND.path())))
                .isEqualTo(SECOND.content());
    }

    @Test
    void aFileThatIsAlwaysWrongIsNeverShown() throws Exception {
        hub.trouble(new HubTrouble(0, 0, 1000, 0, 0));
        LoadEnd end = failure(wish("k1", null, null));
        assertThat(end.reason()).isEqualTo(LoadReason.HashMismatch);
        assertThat(end.message()).contains("failed 4 times in a row").contains("has hash");
        assertThat(Files.exists(volume.resolve("loaded/k1"))).isFalse();
        assertThat(blobs()).noneMatch(blob -> blob.equals(FIRST.hash()) || blob.equals(SECOND.hash()));
    }

    /** Every kind of trouble at once, in twenty mixtures. */
    @Test
    void whateverGoesWrongTheFilesAreRight() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 20; round++) {
            hub.trouble(new HubTrouble(random.nextInt(2), random.nextInt(3), random.nextInt(2), random.nextInt(2), 0));
            HubFile file = HubFile.weights("part-" + round + ".safetensors", 1 + random.nextInt(SIZE));
            hub.put(HubRepository.open("org/tiny", COMMIT, CONFIG, file));
            load(wish("k" + round, null, null));
            assertThat(Files.readAllBytes(volume.resolve("loaded/k" + round).resolve(file.path())))
                    .isEqualTo(file.content());
            assertThat(progress.now().bytes()).isEqualTo(file.size() + 2);
            assertThat(blobs()).containsExactlyInAnyOrder(CONFIG.hash(), file.hash());
        }
    }

    @Test
    void theHubIsLeftAloneForAsLongAsItAsks() throws Exception {
        hub.trouble(new HubTrouble(2, 0, 0, 0, 0));
        load(wish("k1", null, null));
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    @Test
    void aHubThatIsGoneIsGivenUp() throws Exception {
        hub.close();
        LoadEnd end = failure(wish("k1", null, null));
        assertThat(end.reason()).isEqualTo(LoadReason.DownloadFailed);
        assertThat(end.message()).startsWith("asking for the list of files failed 4 times in a row");
        assertThat(end.reason().exitCode()).isEqualTo(LoadReason.TEMPORARY_EXIT);
        assertThat(pauses).hasSize(3).isSorted();
    }

    @Test
    void aDiskThatIsTooSmallIsToldWithBothFigures() throws Exception {
        Disk small = folder -> SIZE;
        LoadFailure failure =
                catchThrowableOfType(LoadFailure.class, () -> load(wish("k1", null, null), Optional.empty(), small));
        assertThat(failure.end().reason()).isEqualTo(LoadReason.DiskTooSmall);
        assertThat(failure.end().message())
                .isEqualTo("the download needs 2.0 MB more, and the volume has 1.0 MB left;"
                        + " give spec.cache.size that much more");
        hub.put(HubRepository.open("org/tiny", COMMIT, HubFile.huge("model.safetensors")));
        assertThat(failure(wish("k1", null, null)).message()).startsWith("the download needs 1125899.9 GB more, and");
        assertThat(hub.requests()).noneMatch(request -> request.contains("resolve"));
    }

    @Test
    void aGatedRepositoryOpensWithItsToken() throws Exception {
        hub.put(TINY.gated("hf_good"));
        LoadEnd without = failure(wish("k1", null, null));
        assertThat(without.reason()).isEqualTo(LoadReason.GatedRepository);
        assertThat(without.message()).endsWith("is gated: it needs a token, in spec.model.tokenSecretRef");
        LoadFailure wrong = catchThrowableOfType(
                LoadFailure.class, () -> load(wish("k1", null, null), Optional.of("hf_bad"), Disk.real()));
        assertThat(wrong.end().reason()).isEqualTo(LoadReason.GatedRepository);
        assertThat(wrong.end().message()).endsWith("accept its licence there").doesNotContain("hf_bad");
        load(wish("k1", null, null), Optional.of("hf_good"), Disk.real());
        assertThat(Files.readAllBytes(volume.resolve("loaded/k1/config.json"))).isEqualTo(CONFIG.content());
        assertThat(hub.strayTokens()).isEmpty();
    }

    @Test
    void whatDoesNotExistIsSaid() throws Exception {
        LoadEnd repository = failure(new HubLoad.Wish("k1", "org/none", null, null, Set.of()));
        assertThat(repository.reason()).isEqualTo(LoadReason.NotFound);
        assertThat(repository.message()).endsWith("does not exist, or is private and needs a token");
        LoadEnd revision = failure(wish("k1", "v9", null));
        assertThat(revision.reason()).isEqualTo(LoadReason.RevisionNotFound);
        assertThat(revision.message()).endsWith("has no revision 'v9'");
        LoadEnd file = failure(wish("k1", null, "none.gguf"));
        assertThat(file.reason()).isEqualTo(LoadReason.NotFound);
        assertThat(file.reason().exitCode()).isEqualTo(LoadReason.PERMANENT_EXIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../escaped", "/etc/escaped", "a//b", "a/./b", "a\\..\\b", "a/\u0000", "..", ""})
    void aHostilePathIsRefused(String path) throws Exception {
        hub.put(HubRepository.open("org/tiny", COMMIT, CONFIG, HubFile.text(path, "mine")));
        LoadEnd end = failure(wish("k1", null, null));
        assertThat(end.reason()).isEqualTo(LoadReason.Refused);
        assertThat(folder.toFile().list()).containsExactly("volume");
        assertThat(Files.exists(volume.resolve("hub"))).isFalse();
    }

    @Test
    void aNewRevisionSharesFilesAndTheOldOneStaysWhileItIsNeeded() throws Exception {
        load(wish("k1", null, null));
        HubFile other = HubFile.weights("other.safetensors", SIZE);
        hub.put(HubRepository.open("org/tiny", LATER, CONFIG, FIRST, other));
        load(new HubLoad.Wish("k2", "org/tiny", null, null, Set.of("k1")));
        assertThat(Files.readAllBytes(volume.resolve("loaded/k1").resolve(SECOND.path())))
                .isEqualTo(SECOND.content());
        assertThat(hub.requests().stream().filter(request -> request.endsWith(FIRST.path())))
                .hasSize(1);
        load(new HubLoad.Wish("k3", "org/tiny", LATER, null, Set.of("k2")));
        assertThat(blobs()).containsExactlyInAnyOrder(CONFIG.hash(), FIRST.hash(), other.hash());
        assertThat(volume.resolve("hub/models--org--tiny/snapshots").toFile().list())
                .containsExactly(LATER);
    }

    private void load(HubLoad.Wish wish) throws Exception {
        load(wish, Optional.empty(), Disk.real());
    }

    private void load(HubLoad.Wish wish, Optional<String> token, Disk disk) throws Exception {
        Retries retries = new Retries(4, this::pause, () -> 0);
        Hub client = new Hub(URI.create(hub.url()), token, Duration.ofSeconds(10), new Proxies(Map.of()));
        new HubLoad(client, new HubCache(volume), disk, retries, 3, progress).run(wish);
    }

    private synchronized void pause(Duration time) {
        pauses.add(time);
    }

    private LoadEnd failure(HubLoad.Wish wish) {
        return catchThrowableOfType(LoadFailure.class, () -> load(wish)).end();
    }

    private static HubLoad.Wish wish(String key, String revision, String file) {
        return new HubLoad.Wish(key, "org/tiny", revision, file, Set.of());
    }

    private List<String> blobs() throws IOException {
        try (Stream<Path> blobs = Files.list(volume.resolve("hub/models--org--tiny/blobs"))) {
            return blobs.map(blob -> blob.getFileName().toString()).toList();
        }
    }
}
