package dev.cortexllm.router.store;

import static dev.cortexllm.router.store.ScriptTest.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortexllm.router.budget.CalendarWindow;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written down is told, whatever happened to the file. */
class JournalTest {
    private static final long ROOM = 1_000_000;

    private final Vertx vertx = Vertx.vertx();
    private final List<Charge> told = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void everything_is_told_in_order_and_then_gone() throws Exception {
        Journal journal = new Journal(folder, ROOM);
        List<Charge> charges = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            charges.add(charge("a" + i));
            await(journal.append(charges.get(i)));
        }

        assertThat(journal.bytes()).isGreaterThan(1_000);

        await(journal.replay(vertx.getOrCreateContext(), this::tell));

        assertThat(told).isEqualTo(charges);
        assertThat(journal.bytes()).isZero();
        assertThat(journal.waiting()).isFalse();
        assertThat(files()).isEmpty();
        journal.close();
    }

    @Test
    void what_could_not_be_told_is_told_the_next_time() throws Exception {
        Journal journal = new Journal(folder, ROOM);
        await(journal.append(charge("a")));
        await(journal.append(charge("b")));

        Future<Void> failed = journal.replay(
                vertx.getOrCreateContext(),
                charge -> charge.attemptId().equals("b") ? Future.failedFuture("lost") : tell(charge));
        assertThatThrownBy(() -> await(failed)).hasMessageContaining("lost");
        assertThat(journal.waiting()).isTrue();
        told.clear();
        await(journal.append(charge("c")));
        await(journal.replay(vertx.getOrCreateContext(), this::tell));

        assertThat(told).extracting(Charge::attemptId).containsExactly("a", "b", "c");
        journal.close();
    }

    @Test
    void another_process_tells_what_one_that_died_has_left_but_a_torn_line() throws Exception {
        Journal dead = new Journal(folder, ROOM);
        await(dead.append(charge("a")));
        await(dead.append(charge("b")));
        Journal another = new Journal(folder, ROOM);
        await(another.replay(vertx.getOrCreateContext(), this::tell));
        assertThat(told).as("its owner lives").isEmpty();

        dead.close();
        byte[] line = JournalLine.write(charge("c"));
        Files.write(files().get(0), java.util.Arrays.copyOf(line, line.length - 9), StandardOpenOption.APPEND);
        Journal next = new Journal(folder, ROOM);
        assertThat(next.waiting()).isTrue();
        await(next.replay(vertx.getOrCreateContext(), this::tell));

        assertThat(told).containsExactly(charge("a"), charge("b"));
        assertThat(files()).isEmpty();
    }

    @Test
    void a_defect_of_whoever_is_told_leaves_the_journal_to_the_next() {
        Journal journal = new Journal(folder, ROOM);
        await(journal.append(charge("a")));
        Future<Void> failed = journal.replay(vertx.getOrCreateContext(), charge -> {
            throw new IllegalStateException("a defect");
        });
        assertThatThrownBy(() -> await(failed)).hasMessageContaining("a defect");

        await(journal.replay(vertx.getOrCreateContext(), this::tell));

        assertThat(told).containsExactly(charge("a"));
        journal.close();
    }

    @Test
    void it_does_not_grow_without_end() {
        Journal journal = new Journal(folder, 2_000);
        int written = 0;
        boolean full = false;
        while (!full && written < 1_000) {
            try {
                await(journal.append(charge("a" + written)));
                written++;
            } catch (AssertionError e) {
                full = true;
            }
        }
        assertThat(full).isTrue();
        assertThat(written).isBetween(2, 20);
        journal.close();
    }

    private Future<Void> tell(Charge charge) {
        told.add(charge);
        return Future.succeededFuture();
    }

    private static Charge charge(String id) {
        Till till = new Till("b/daily", new CalendarWindow("2026-11-27[Europe/Berlin]", 0, 1_795_000_000_000L));
        return new Charge(id, List.of(till), MoneyScriptTest.entry(id, 17));
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
