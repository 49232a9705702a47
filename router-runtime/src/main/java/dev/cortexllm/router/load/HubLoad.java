package dev.cortexllm.router.load;

import dev.cortexllm.load.LoadReason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Downloads a repository of the hub, or a file of it, into a cache. */
final class HubLoad {
    private static final String DEFAULT_BRANCH = "main";

    private final Hub hub;
    private final HubCache cache;
    private final Loaded loaded;
    private final Disk disk;
    private final Retries retries;
    private final int connections;
    private final Progress progress;

    /**
     * @param connections files that are downloaded at a time, at least 1
     */
    HubLoad(Hub hub, HubCache cache, Disk disk, Retries retries, int connections, Progress progress) {
        this.hub = hub;
        this.cache = cache;
        this.loaded = new Loaded(cache.root());
        this.disk = disk;
        this.retries = retries;
        this.connections = connections;
        this.progress = progress;
    }

    /**
     * What is wanted.
     *
     * @param key the operator's name for it
     * @param repository {@code organisation/name}
     * @param revision branch, tag or commit; null: the default branch
     * @param file the only file wanted; null: all
     * @param keep keys of what else must stay
     */
    record Wish(String key, String repository, String revision, String file, Set<String> keep) {}

    /**
     * Downloads; what is complete already is not asked for again.
     *
     * @throws LoadFailure when the volume will not hold what is wanted
     */
    void run(Wish wish) throws LoadFailure, InterruptedException {
        try (FileChannel lock = loaded.lock(cache)) {
            if (loaded.holds(wish.key(), cache)) {
                progress.done();
                return;
            }
            String revision = wish.revision() == null ? DEFAULT_BRANCH : wish.revision();
            Revision files = Selection.of(
                    retries.run(
                            "asking for the list of files", () -> 0, () -> hub.revision(wish.repository(), revision)),
                    wish.file());
            Set<String> hashes =
                    files.files().stream().map(RepositoryFile::hash).collect(Collectors.toSet());
            loaded.retire(wish.keep(), cache, wish.repository(), hashes);
            cache.prepare(wish.repository());
            download(files.with(distinct(files.files())));
            cache.publish(files, wish.revision());
            loaded.add(wish.key(), files, cache);
            progress.done();
        } catch (UnsupportedOperationException e) {
            throw Disk.notWritable(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            Disk.full(e);
            throw new LoadFailure(LoadReason.DownloadFailed, "the volume cannot be used: " + e);
        }
    }

    private void download(Revision files) throws IOException, LoadFailure, InterruptedException {
        long already = 0;
        for (RepositoryFile file : files.files()) {
            already += cache.already(files.repository(), file);
        }
        disk.check(cache.root(), files.bytes() - already);
        progress.begin(files.bytes(), already);
        ExecutorService threads = Executors.newFixedThreadPool(connections, task -> {
            Thread thread = new Thread(task, "download");
            thread.setDaemon(true);
            return thread;
        });
        try {
            ExecutorCompletionService<Void> running = new ExecutorCompletionService<>(threads);
            List<RepositoryFile> largestFirst = files.files().stream()
                    .sorted(Comparator.comparingLong(RepositoryFile::size).reversed())
                    .toList();
            for (RepositoryFile file : largestFirst) {
                running.submit(() -> {
                    new FileDownload(hub, cache, files, file, progress).run(retries);
                    return null;
                });
            }
            for (int i = 0; i < largestFirst.size(); i++) {
                running.take().get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LoadFailure failure) {
                throw failure;
            }
            throw new IllegalStateException("a download ended without a word", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /** Two files of the same content are one blob. */
    private static List<RepositoryFile> distinct(List<RepositoryFile> files) {
        Map<String, RepositoryFile> byHash = new LinkedHashMap<>();
        files.forEach(file -> byHash.putIfAbsent(file.hash(), file));
        return List.copyOf(byHash.values());
    }
}
