package dev.cortexllm.router.standalone;

import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.router.config.ConfigSink;
import dev.cortexllm.router.config.ConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiles a workspace and compiles it again when one of its files changes. Files are looked at twice a second rather than
 * watched: editors replace them, and not every file system tells of it.
 */
public final class FolderSource implements ConfigSource {
    private static final Logger LOG = LoggerFactory.getLogger(FolderSource.class);
    private static final long LOOK_MILLIS = 500;

    private final Workspace workspace;
    private final Consumer<Finding> report;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "workspace");
        thread.setDaemon(true);
        return thread;
    });
    private Workspace.Result served;
    private String seen;

    /**
     * @param workspace what to compile
     * @param first its first compilation, already reported; there is one
     * @param report takes the findings of later ones
     */
    public FolderSource(Workspace workspace, Workspace.Result first, Consumer<Finding> report) {
        this.workspace = workspace;
        this.served = first;
        this.report = report;
        this.seen = fingerprint();
    }

    @Override
    public void start(ConfigSink sink) {
        sink.offer(bundle(served));
        looking.scheduleWithFixedDelay(() -> look(sink), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        looking.shutdownNow();
    }

    private void look(ConfigSink sink) {
        try {
            String now = fingerprint();
            if (!now.equals(seen)) {
                seen = now;
                reload(sink);
            }
        } catch (RuntimeException e) {
            // The task must go on: a scheduled task that throws is never run again.
            LOG.error("the changed files could not be taken", e);
            sink.refuse("the changed files could not be taken: " + e.getMessage());
        }
    }

    private void reload(ConfigSink sink) {
        Workspace.Result result = workspace.compile(Optional.of(served));
        result.findings().forEach(report);
        if (result.compilation().isEmpty()) {
            return;
        }
        ConfigBundle next = bundle(result);
        boolean changed = !next.hash().equals(bundle(served).hash());
        LOG.info("files changed: configuration {} {}", next.hash(), changed ? "is served now" : "stays as it was");
        served = result;
        if (changed) {
            sink.offer(next);
        }
    }

    private static ConfigBundle bundle(Workspace.Result result) {
        return result.compilation().orElseThrow().bundle();
    }

    /** Name, size and time of every file; a file that cannot be looked at counts as it is, unreadable. */
    private String fingerprint() {
        TreeMap<String, String> files = new TreeMap<>();
        for (Path path : workspace.paths()) {
            for (Path file : filesOf(path)) {
                files.put(file.toString(), sizeAndTime(file));
            }
        }
        return files.toString();
    }

    private static List<Path> filesOf(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.toList();
        } catch (IOException e) {
            return List.of(path);
        }
    }

    private static String sizeAndTime(Path file) {
        try {
            return Files.size(file) + "@" + Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        }
    }
}
