package dev.cortexllm.sandbox.kubelet.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers on disk which processes a kubelet started, so that the next one can end those that a killed kubelet left behind. A
 * process counts as the remembered one only when its start time matches too: process ids are reused.
 */
public final class ProcessLedger {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessLedger.class);

    /** The JVM derives start times from a boot time of whole seconds, which may come out one off in another JVM. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private final Path directory;

    /**
     * Opens the ledger.
     *
     * @throws IOException when the directory cannot be made
     */
    public ProcessLedger(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    void add(ProcessHandle process, boolean ownGroup) throws IOException {
        String start = process.info().startInstant().map(Instant::toString).orElse("unknown");
        Files.writeString(file(process.pid()), start + (ownGroup ? " group" : " single"));
    }

    void remove(long pid) {
        try {
            Files.deleteIfExists(file(pid));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Kills every remembered process that still lives.
     *
     * @return how many there were
     * @throws IOException when the ledger cannot be read
     */
    public int reap() throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(directory)) {
            files = entries.toList();
        }
        int killed = 0;
        for (Path file : files) {
            String[] entry = Files.readString(file).split(" ");
            Optional<ProcessHandle> process = ProcessHandle.of(
                            Long.parseLong(file.getFileName().toString()))
                    .filter(handle -> startedAt(handle, entry[0]));
            if (process.isPresent()) {
                LOG.info(
                        "ending process {} that an earlier kubelet left behind",
                        process.get().pid());
                process.get().destroyForcibly();
                if (entry.length > 1 && entry[1].equals("group")) {
                    ProcessGroup.kill(process.get().pid());
                }
                killed++;
            }
            Files.deleteIfExists(file); // the process's own end may have removed it by now
        }
        return killed;
    }

    private static boolean startedAt(ProcessHandle process, String remembered) {
        return !remembered.equals("unknown")
                && process.info()
                        .startInstant()
                        .map(start -> Duration.between(start, Instant.parse(remembered))
                                .abs())
                        .filter(difference -> difference.compareTo(TOLERANCE) <= 0)
                        .isPresent();
    }

    private Path file(long pid) {
        return directory.resolve(Long.toString(pid));
    }
}
