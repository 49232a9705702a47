package dev.cortexllm.router.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a volume holds, by the keys that the operator gives: {@code loaded/<key>.json} says it, and {@code loaded/<key>} is a
 * link to the files, which an engine is pointed to. So an engine needs no network, and two revisions can be there at a time.
 *
 * @param root the volume
 */
record Loaded(Path root) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String SUFFIX = ".json";

    /**
     * What a key stands for.
     *
     * @param repository repository, or the name in Ollama's registry
     * @param commit the commit; null: of Ollama
     * @param files its files; empty: of Ollama
     */
    record Entry(String repository, String commit, List<RepositoryFile> files) {}

    Path folder() {
        return root.resolve("loaded");
    }

    Path link(String key) {
        return folder().resolve(key);
    }

    /** What a key stands for; empty when nothing. */
    Optional<Entry> find(String key) throws IOException {
        Path file = folder().resolve(key + SUFFIX);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readString(file), Entry.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Whether all files of a key are there. */
    boolean holds(String key, HubCache cache) throws IOException {
        Optional<Entry> entry = find(key);
        if (entry.isEmpty() || !Files.isDirectory(link(key))) {
            return false;
        }
        for (RepositoryFile file : entry.get().files()) {
            if (!cache.complete(entry.get().repository(), file)) {
                return false;
            }
        }
        return true;
    }

    /** Says what a key stands for from now on. */
    void add(String key, Revision revision, HubCache cache) throws IOException {
        cache.folders(folder());
        HubCache.replace(link(key), folder().relativize(cache.snapshot(revision.repository(), revision.commit())));
        note(key, new Entry(revision.repository(), revision.commit(), revision.files()));
    }

    void note(String key, Entry entry) throws IOException {
        HubCache.write(folder().resolve(key + SUFFIX), JSON.writeValueAsString(entry));
    }

    /**
     * Deletes what nobody uses any more.
     *
     * @param keep keys that stay; with the files that they share with others
     * @param repository what is about to be downloaded: what is there of it stays
     * @param hashes of its files
     */
    void retire(Set<String> keep, HubCache cache, String repository, Set<String> hashes) throws IOException {
        Set<String> repositories = new HashSet<>();
        List<Entry> kept = new ArrayList<>();
        for (String key : keys()) {
            Optional<Entry> entry = find(key);
            entry.filter(e -> keep.contains(key)).ifPresent(kept::add);
            entry.filter(e -> e.commit() != null).ifPresent(e -> repositories.add(e.repository()));
            if (!keep.contains(key)) {
                Files.deleteIfExists(link(key));
                Files.deleteIfExists(folder().resolve(key + SUFFIX));
            }
        }
        for (String old : repositories) {
            Set<String> commits = new HashSet<>();
            Set<String> blobs = new HashSet<>(old.equals(repository) ? hashes : Set.of());
            kept.stream().filter(e -> e.repository().equals(old)).forEach(e -> {
                commits.add(e.commit());
                e.files().forEach(file -> blobs.add(file.hash()));
            });
            cache.prune(old, blobs, commits);
        }
    }

    /** Holds the volume for this process; another loader that is about to end is waited for. */
    FileChannel lock(HubCache cache) throws IOException {
        cache.folders(folder());
        FileChannel channel =
                FileChannel.open(folder().resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            channel.lock();
        } catch (IOException e) {
            // A file system without locks; the operator runs one loader at a time anyway.
        }
        return channel;
    }

    private List<String> keys() throws IOException {
        if (!Files.isDirectory(folder())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .toList();
        }
    }
}
