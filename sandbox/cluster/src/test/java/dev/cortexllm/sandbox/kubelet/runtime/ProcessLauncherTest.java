package dev.cortexllm.sandbox.kubelet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ProcessLauncherTest {
    @TempDir
    Path directory;

    private ProcessLedger ledger;
    private ProcessLauncher launcher;

    @BeforeEach
    void open() throws IOException {
        ledger = new ProcessLedger(directory.resolve("processes"));
        launcher = new ProcessLauncher(ledger, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        launcher.close();
    }

    private RunningProcess start(String script) throws IOException {
        return launcher.start(
                new LaunchPlan(List.of("sh", "-c", script), Map.of("A", "1")), directory, directory.resolve("log"));
    }

    @Test
    void runsInItsDirectoryWithItsOwnEnvironmentOnly() throws IOException {
        assertThat(start("pwd; echo $A; echo $SUREFIRE_SECRET; env | wc -l; exit 7")
                        .exit()
                        .join())
                .isEqualTo(7);
        List<String> lines = Files.readAllLines(directory.resolve("log"));
        assertThat(lines).startsWith(directory.toRealPath().toString(), "1", "");
        assertThat(Integer.parseInt(lines.get(3).strip())).isLessThan(14);
    }

    @Test
    void endsTheChildrenOfAContainerWithIt() throws IOException {
        RunningProcess process = start("sleep 1000 & echo $! > child; kill -9 $$");
        assertThat(process.exit().join()).isEqualTo(137);
        long child = Long.parseLong(Files.readString(directory.resolve("child")).strip());
        ProcessHandle.of(child).ifPresent(handle -> handle.onExit().join());
        assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void saysThatThereIsNoSuchExecutable() {
        LaunchPlan plan = new LaunchPlan(List.of("no-such-program"), Map.of());
        assertThatThrownBy(() -> launcher.start(plan, directory, directory.resolve("log")))
                .hasMessage("no executable \"no-such-program\"");
        assertThatThrownBy(
                        () -> launcher.start(new LaunchPlan(List.of(), Map.of()), directory, directory.resolve("log")))
                .hasMessage("neither the runtimes file nor the container names a command");
    }

    @Test
    void reapsWhatAnEarlierKubeletLeftBehindButNoRecycledProcessId() throws IOException {
        RunningProcess process = start("sleep 1000");
        Path entry = directory.resolve("processes").resolve(Long.toString(process.pid()));
        String remembered = Files.readString(entry);
        Files.writeString(entry, "2001-01-01T00:00:00Z group");
        assertThat(ledger.reap()).isZero();
        assertThat(process.exit()).isNotDone();
        Files.writeString(entry, remembered);
        assertThat(ledger.reap()).isEqualTo(1);
        assertThat(process.exit().join()).isEqualTo(137);
    }
}
