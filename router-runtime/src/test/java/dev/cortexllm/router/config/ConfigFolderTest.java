package dev.cortexllm.router.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.config.BundleFiles;
import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.config.RouterConfig;
import dev.cortexllm.router.pipeline.Configs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFolderTest {
    @TempDir
    private Path folder;

    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final ConfigSink sink = new ConfigSink() {
        @Override
        public void offer(ConfigBundle bundle) {
            seen.add("offer " + bundle.hash());
        }

        @Override
        public void refuse(String sentence) {
            seen.add("refuse " + sentence);
        }
    };
    private ConfigFolder watcher;
    private int swaps;

    @BeforeEach
    void create() {
        watcher = new ConfigFolder(folder, sink, json -> seen.add("link " + new String(json, StandardCharsets.UTF_8)));
    }

    @AfterEach
    void stop() {
        watcher.stop();
    }

    private static ConfigBundle bundle(int number) {
        return new Configs()
                .provider("cloud", "http://127.0.0.1:1/v1")
                .maxRequestBytes(number)
                .bundle();
    }

    /** As kubelet does it: a new folder, then the link ..data is swapped. */
    private void swap(Map<String, byte[]> files) throws Exception {
        Path next = Files.createDirectory(folder.resolve("..v" + swaps++));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(next.resolve(file.getKey()), file.getValue());
        }
        Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), next.getFileName());
        Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }

    private String next() throws InterruptedException {
        return seen.poll(10, TimeUnit.SECONDS);
    }

    @Test
    void swaps_are_seen_once_each() throws Exception {
        watcher.start();
        swap(BundleFiles.write(bundle(1)));
        assertThat(next()).isEqualTo("offer " + bundle(1).hash());

        swap(BundleFiles.write(bundle(2)));
        assertThat(next()).isEqualTo("offer " + bundle(2).hash());
        assertThat(seen).isEmpty();
    }

    @Test
    void damage_is_refused_with_a_sentence_and_the_next_good_one_is_taken() throws Exception {
        swap(BundleFiles.write(bundle(1)));
        watcher.start();
        assertThat(next()).startsWith("offer");

        Map<String, byte[]> newer = BundleFiles.write(bundle(2));
        String index = new String(newer.get("index.json"), StandardCharsets.UTF_8);
        newer.put(
                "index.json",
                index.replaceFirst("\"schemaVersion\":[0-9]+", "\"schemaVersion\":99")
                        .getBytes(StandardCharsets.UTF_8));
        swap(newer);
        assertThat(next()).contains("schema version 99, this program reads up to " + RouterConfig.SCHEMA_VERSION);

        Map<String, byte[]> damaged = BundleFiles.write(bundle(3));
        damaged.replaceAll((name, bytes) -> name.startsWith("part-") ? new byte[] {1, 2, 3} : bytes);
        swap(damaged);
        assertThat(next()).startsWith("refuse").contains("is damaged");

        swap(BundleFiles.write(bundle(4)));
        assertThat(next()).isEqualTo("offer " + bundle(4).hash());
    }

    @Test
    void parts_that_come_late_are_waited_for() throws Exception {
        Map<String, byte[]> files = BundleFiles.write(bundle(1));
        watcher.start();
        put("index.json", files);
        for (String name : files.keySet()) {
            put(name, files);
        }
        assertThat(next()).isEqualTo("offer " + bundle(1).hash());
    }

    @Test
    void the_address_of_the_link_is_told() throws Exception {
        Files.writeString(folder.resolve("link.json"), "{\"url\":\"https://a\"}");
        watcher.start();
        assertThat(next()).isEqualTo("link {\"url\":\"https://a\"}");
    }

    /** At once, as a kubelet does it: a file half written would be damage. */
    private void put(String name, Map<String, byte[]> files) throws IOException {
        Path beside = Files.write(Files.createTempFile("part", null), files.get(name));
        Files.move(beside, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
