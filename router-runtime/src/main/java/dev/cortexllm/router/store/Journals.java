package dev.cortexllm.router.store;

import dev.cortexllm.config.RedisSettings;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The journals of a process: one for each Redis that it has counted in. Safe for any thread. */
public final class Journals {
    private final Path folder;
    private final long mostBytes;
    private final Map<String, Journal> all = new ConcurrentHashMap<>();

    /**
     * @param folder where they are written; made when something is
     * @param mostBytes how large each may become
     */
    public Journals(Path folder, long mostBytes) {
        this.folder = folder;
        this.mostBytes = mostBytes;
    }

    /** What belongs to one Redis must never be told to another. */
    Journal of(RedisSettings redis) {
        String name = HexFormat.of().toHexDigits((redis.url() + " " + redis.tag()).hashCode());
        return all.computeIfAbsent(name, any -> new Journal(folder.resolve(name), mostBytes));
    }

    /** Bytes that wait to be told, as far as this process knows. */
    public long bytes() {
        return all.values().stream().mapToLong(Journal::bytes).sum();
    }

    /** Lets go of their files: whoever comes next tells what is in them. */
    public void close() {
        all.values().forEach(Journal::close);
        all.clear();
    }
}
