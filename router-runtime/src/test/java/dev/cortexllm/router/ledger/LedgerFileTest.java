package dev.cortexllm.router.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortexllm.router.account.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerFileTest {
    private static final long DAY = 86_400_000;

    @TempDir
    Path folder;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Meters meters = new Meters(registry);
    private final AtomicLong now = new AtomicLong(Entries.NOON);

    @Test
    void whatWaitsIsWrittenBeforeItCloses() throws Exception {
        try (LedgerFile file = new LedgerFile(writer(1 << 20, 10, false), meters.ledger())) {
            for (int i = 0; i < 3_000; i++) {
                file.record(entry("run-" + i));
            }
        }
        List<List<String>> records = records(day(0));
        assertThat(records).hasSize(3_001);
        for (int i = 0; i < 3_000; i++) {
            assertThat(records.get(i + 1).get(9)).isEqualTo("run-" + i);
        }
        assertThat(registry.counter("cortex.llm.ledger.written").count()).isEqualTo(3_000);
        assertThat(registry.counter("cortex.llm.ledger.dropped").count()).isZero();
    }

    @Test
    void whoRecordsNeverWaitsAndWhatIsDroppedIsCounted() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch reached = new CountDownLatch(1);
        AtomicInteger written = new AtomicInteger();
        LedgerFile.Sink slow = new LedgerFile.Sink() {
            @Override
            public void write(List<Entry> entries) throws IOException {
                reached.countDown();
                try {
                    stuck.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                written.addAndGet(entries.size());
            }

            @Override
            public void close() {}
        };
        LedgerFile file = new LedgerFile(slow, meters.ledger(), 5);
        file.record(entry("first"));
        reached.await();
        for (int i = 0; i < 20; i++) {
            file.record(entry("run-" + i));
        }
        assertThat(registry.counter("cortex.llm.ledger.dropped").count()).isEqualTo(15);
        stuck.countDown();
        file.close();
        assertThat(written).hasValue(6);
        file.record(entry("too late"));
        assertThat(registry.counter("cortex.llm.ledger.dropped").count()).isEqualTo(16);
    }

    @Test
    void aFullFileIsFollowedByAnotherAndAllAreOneTable() throws Exception {
        LedgerWriter writer = writer(1_000, 100, false);
        for (int i = 0; i < 50; i++) {
            writer.write(List.of(entry("run-" + i)));
        }
        writer.close();
        assertThat(names()).hasSizeGreaterThan(5).first().isEqualTo("ledger-2026-11-30-0001.csv");
        for (Path file : files()) {
            List<List<String>> records = CsvText.read(Files.readString(file));
            assertThat(records.get(0).get(0)).isEqualTo("ended_at");
            assertThat(Files.size(file)).isLessThan(1_000 + 300);
        }
        List<List<String>> all = records(day(0));
        assertThat(all).hasSize(51);
        assertThat(all.get(50).get(9)).isEqualTo("run-49");
    }

    @Test
    void everyDayHasFilesOfItsOwnAndOnlyTheLastAreKept() throws Exception {
        LedgerWriter writer = writer(1 << 20, 3, false);
        for (int i = 0; i < 5; i++) {
            writer.write(List.of(entry("run-" + i)));
            now.addAndGet(DAY);
        }
        writer.close();
        assertThat(names())
                .containsExactly(
                        "ledger-2026-12-02-0001.csv", "ledger-2026-12-03-0001.csv", "ledger-2026-12-04-0001.csv");
        assertThat(records(day(0))).hasSize(1);
        assertThat(records(day(3)).get(1).get(9)).isEqualTo("run-3");
    }

    @Test
    void fullFilesAreCompressedAndReadAllTheSame() throws Exception {
        LedgerWriter writer = writer(2_000, 100, true);
        for (int i = 0; i < 50; i++) {
            writer.write(List.of(entry("run-" + i)));
        }
        assertThat(names().subList(0, names().size() - 1)).allMatch(name -> name.endsWith(".csv.gz"));
        assertThat(names()).last().asString().endsWith(".csv");
        assertThat(records(day(0))).hasSize(51);
        // As if the router had died before it could delete what it had compressed.
        Path packed = files().get(0);
        try (InputStream in = LedgerFiles.open(packed)) {
            Files.copy(in, Path.of(packed.toString().replace(".gz", "")));
        }
        assertThat(records(day(0))).hasSize(51);
        writer.close();
    }

    @Test
    void aRouterThatStartsAgainLeavesOldFilesAsTheyAre() throws Exception {
        for (int i = 0; i < 3; i++) {
            LedgerWriter writer = writer(1 << 20, 10, false);
            writer.write(List.of(entry("run-" + i)));
            writer.close();
        }
        assertThat(names()).hasSize(3);
        Files.writeString(files().get(0), Files.readString(files().get(0)) + "half,a reco");
        Files.createFile(folder.resolve("ledger-2026-11-30-0009.csv"));
        Files.writeString(folder.resolve("ledger-of-somebody.csv"), "x");
        assertThat(records(day(0))).hasSize(5).anyMatch(record -> record.contains("run-2"));
    }

    @Test
    void aDiskThatFailsIsTriedAgain() throws Exception {
        Path blocked = folder.resolve("blocked");
        Files.writeString(blocked, "a file where the folder should be");
        LedgerWriter writer = new LedgerWriter(new LedgerWriter.Place(blocked, 1 << 20, 10, false), now::get);
        assertThatThrownBy(() -> writer.write(List.of(entry("lost")))).isInstanceOf(IOException.class);
        Files.delete(blocked);
        writer.write(List.of(entry("found")));
        writer.close();
        try (InputStream in = writer.read(day(0))) {
            List<List<String>> records = CsvText.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            assertThat(records).hasSize(2);
            assertThat(records.get(1)).contains("found");
        }
    }

    private LedgerWriter writer(long maxBytes, int keep, boolean compress) {
        return new LedgerWriter(new LedgerWriter.Place(folder, maxBytes, keep, compress), now::get);
    }

    private static Entry entry(String executionId) {
        return Entries.of(Entries.NOON, executionId, List.of(), 1);
    }

    private static LocalDate day(int after) {
        return Span.day(Entries.NOON).plusDays(after);
    }

    private List<List<String>> records(LocalDate day) throws IOException {
        try (InputStream in = writer(1, 1, false).read(day)) {
            return CsvText.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.sorted().toList());
        }
    }

    private List<String> names() throws IOException {
        return files().stream().map(file -> file.getFileName().toString()).toList();
    }
}
