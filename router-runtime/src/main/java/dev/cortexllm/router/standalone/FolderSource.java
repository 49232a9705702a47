package dev.cortexllm.router.standalone;

import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.router.config.ConfigSink;
import dev.cortexllm.router.config.ConfigSource;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

    /**
     * Name, size and time of every file; one that cannot be looked at has neither. This is interpreted, being called too seldom to be
     * compiled, and may hold up an event loop on the same processor: so it is plain, and makes little.
     */
    private String fingerprint() {
        StringBuilder files = new StringBuilder();
        for (Path path : workspace.paths()) {
            File file = path.toFile();
            File[] inside = file.listFiles();
            if (inside == null) {
                note(file, files);
            } else {
                Arrays.sort(inside);
                for (File one : inside) {
                    note(one, files);
                }
            }
        }
        return files.toString();
    }

    private static void note(File file, StringBuilder files) {
        files.append(file.getPath())
                .append('\0')
                .append(file.length())
                .append('@')
                .append(file.lastModified());
        files.append('\0');
    }
}
