package dev.cortexllm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortexllm.api.v1alpha1.BalancingStrategy;
import dev.cortexllm.api.v1alpha1.EngineType;
import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.api.v1alpha1.Task;
import dev.cortexllm.api.v1alpha1.Unsupported;
import dev.cortexllm.api.v1alpha1.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleFilesTest {
    private static final ConfigBundle BUNDLE = bundle(config(1), Map.of("ns/s/k", "secret-value"));

    @Test
    void whatIsWrittenIsRead() {
        assertThat(BundleFiles.read(BundleFiles.write(BUNDLE))).contains(BUNDLE);
    }

    @Test
    void writingIsDeterministicAndTheIndexComesFirst() {
        Map<String, byte[]> once = BundleFiles.write(BUNDLE);
        Map<String, byte[]> again = BundleFiles.write(BUNDLE);
        assertThat(once.keySet())
                .containsExactlyElementsOf(again.keySet())
                .first()
                .isEqualTo(BundleFiles.INDEX);
        once.forEach((name, bytes) -> assertThat(again.get(name)).isEqualTo(bytes));
    }

    @Test
    void aLargeBundleTakesSeveralParts() {
        ConfigBundle large = bundle(config(1), noise(14));
        Map<String, byte[]> files = BundleFiles.write(large);
        assertThat(files).hasSizeBetween(3, 1 + BundleFiles.MAX_PARTS);
        assertThat(files.values()).allMatch(bytes -> bytes.length <= BundleFiles.PART_BYTES);
        assertThat(BundleFiles.read(files)).contains(large);
    }

    @Test
    void aBundleThatFitsNowhereIsRefused() {
        assertThatThrownBy(() -> BundleFiles.write(bundle(config(1), noise(90))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("gateway ns/main packs to");
    }

    @Test
    void whileAPartIsMissingThereIsNothing() {
        for (String missing : BundleFiles.write(BUNDLE).keySet()) {
            Map<String, byte[]> files = BundleFiles.write(BUNDLE);
            files.remove(missing);
            assertThat(BundleFiles.read(files)).as("without %s", missing).isEmpty();
        }
    }

    @Test
    void otherFilesDoNotMatter() {
        Map<String, byte[]> files = new HashMap<>(BundleFiles.write(BUNDLE));
        files.put("link.json", new byte[] {1});
        assertThat(BundleFiles.read(files)).contains(BUNDLE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 100})
    void aTruncatedPartIsRefused(int keep) {
        assertRefused(part -> Arrays.copyOf(part, keep));
    }

    /** Whatever bit flips, it shows in gzip's checksum, in the JSON or in the hash, or nothing is different. */
    @Test
    void aDamagedPartIsRefusedOrHarmless() {
        int refused = 0;
        int length = partOf(BundleFiles.write(BUNDLE)).length;
        for (int at = 0; at < length; at++) {
            int position = at;
            try {
                assertThat(BundleFiles.read(damaged(part -> flipped(part, position))))
                        .contains(BUNDLE);
            } catch (ConfigException e) {
                refused++;
            }
        }
        assertThat(refused).as("refused of " + length).isGreaterThan(length * 9 / 10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "{\"config\":null}", "[]", "{\"config\":{},\"secrets\":{}}", "\"x\"", "{"})
    void gzipOfSomethingElseIsRefused(String json) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(json.getBytes(StandardCharsets.UTF_8));
        }
        assertRefused(part -> packed.toByteArray());
    }

    @Test
    void anotherBundlesIndexIsRefused() {
        Map<String, byte[]> files = new HashMap<>(BundleFiles.write(BUNDLE));
        String index = new String(files.get(BundleFiles.INDEX), StandardCharsets.UTF_8);
        files.put(
                BundleFiles.INDEX,
                index.replace(BUNDLE.hash(), "0123456789abcdef").getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> BundleFiles.read(files))
                .isInstanceOf(ConfigException.class)
                .hasMessage("configuration claims hash 0123456789abcdef but has " + BUNDLE.hash());
    }

    @Test
    void aNewerSchemaVersionIsRefusedBeforeAnythingElseIsRead() {
        Map<String, byte[]> files = BundleFiles.write(bundle(config(RouterConfig.SCHEMA_VERSION + 1), Map.of()));
        assertThatThrownBy(() -> BundleFiles.readIndex(files.get(BundleFiles.INDEX)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("has schema version 5, this program reads up to 4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"parts\":[]}", "{\"schemaVersion\":1,\"hash\":\"x\"}"})
    void aDamagedIndexIsRefused(String json) {
        assertThatThrownBy(() -> BundleFiles.readIndex(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("index.json");
    }

    @Test
    void theHashKnowsTheContentAndNotItsOrder() {
        Map<String, String> forward = new LinkedHashMap<>();
        Map<String, String> backward = new LinkedHashMap<>();
        IntStream.range(0, 20).forEach(i -> forward.put("s" + i, "v" + i));
        IntStream.range(0, 20).map(i -> 19 - i).forEach(i -> backward.put("s" + i, "v" + i));
        String hash = bundle(config(1), forward).hash();
        assertThat(bundle(config(1), backward).hash()).isEqualTo(hash);
        assertThat(hash).matches("[0-9a-f]{16}");

        forward.put("s7", "changed");
        assertThat(bundle(config(1), forward).hash())
                .as("with a changed secret")
                .isNotEqualTo(hash);
        assertThat(ConfigBundle.of(config(1), backward, "other key").hash())
                .as("another key")
                .isNotEqualTo(hash);
        assertThat(bundle(config(2), backward).hash())
                .as("another configuration")
                .isNotEqualTo(hash);
    }

    @Test
    void neitherIndexNorTextHoldsASecret() {
        byte[] index = BundleFiles.write(BUNDLE).get(BundleFiles.INDEX);
        assertThat(new String(index, StandardCharsets.UTF_8)).doesNotContain("secret-value");
        assertThat(BUNDLE.toString()).doesNotContain("secret-value").contains(BUNDLE.hash());
    }

    private interface Damage {
        byte[] apply(byte[] part);
    }

    private static void assertRefused(Damage damage) {
        assertThatThrownBy(() -> BundleFiles.read(damaged(damage))).isInstanceOf(ConfigException.class);
    }

    private static Map<String, byte[]> damaged(Damage damage) {
        Map<String, byte[]> files = new HashMap<>(BundleFiles.write(BUNDLE));
        files.replaceAll((name, bytes) -> name.equals(BundleFiles.INDEX) ? bytes : damage.apply(bytes));
        return files;
    }

    private static byte[] flipped(byte[] part, int position) {
        byte[] damaged = part.clone();
        damaged[position] ^= 0x10;
        return damaged;
    }

    private static byte[] partOf(Map<String, byte[]> files) {
        return new ArrayList<>(files.values()).get(1);
    }

    private static ConfigBundle bundle(RouterConfig config, Map<String, String> secrets) {
        return ConfigBundle.of(config, secrets, "digest key");
    }

    /** Text that gzip cannot make smaller than half. */
    private static Map<String, String> noise(int secrets) {
        Random random = new Random(1);
        Map<String, String> noise = new HashMap<>();
        for (int i = 0; i < secrets; i++) {
            byte[] bytes = new byte[60_000];
            random.nextBytes(bytes);
            noise.put("s" + i, HexFormat.of().formatHex(bytes));
        }
        return noise;
    }

    private static RouterConfig config(int schemaVersion) {
        TimeoutMillis timeouts = new TimeoutMillis(1, 2, 3, 4);
        EngineConfig engine = new EngineConfig(
                EngineType.VLLM,
                8000,
                4,
                "host",
                List.of(),
                new Balancing(BalancingStrategy.LEAST_LOAD, List.of(), 125, 4096));
        Upstream local = new Upstream(
                "deployment/ns/a",
                "a",
                "uid",
                3,
                WireFormat.OPENAI,
                "vllm",
                "http://a/v1",
                Auth.BEARER,
                null,
                List.of(),
                Map.of(),
                timeouts,
                null,
                engine);
        Upstream cloud = new Upstream(
                "provider/ns/b",
                "b",
                "",
                0,
                WireFormat.OPENAI,
                "openai",
                "https://b/openai",
                Auth.API_KEY,
                "2024-10-21",
                List.of("ns/s/k"),
                Map.of("x-title", "t"),
                timeouts,
                null,
                null);
        Parameters defaults = new Parameters(64, new BigDecimal("0.70"), null);
        Policy.Target target =
                new Policy.Target("t", cloud.id(), "m", 1, false, new Policy.Price(1, 2, 3L), 4096L, 1024L, defaults);
        Policy.Target unpriced = new Policy.Target("l", local.id(), "m", 1, true, null, null, null, null);
        Policy.Rule rule = new Policy.Rule(
                "r",
                List.of("m"),
                List.of(Task.SIMPLE),
                List.of(new Policy.Header("h", null)),
                List.of(0),
                Strategy.WEIGHTED,
                5,
                true);
        Policy policy = new Policy(
                "ns/p",
                "p",
                "u",
                1,
                List.of("m"),
                Strategy.LOCAL_FIRST,
                List.of(target, unpriced),
                List.of(rule),
                List.of(1),
                3,
                2000,
                Unsupported.REJECT);
        return new RouterConfig(
                schemaVersion,
                "ns/main",
                new RouterConfig.Settings(1024, 1000),
                List.of(local, cloud),
                List.of(policy));
    }
}
