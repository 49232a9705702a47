package dev.cortexllm.sandbox.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The demo's directory, for as long as it runs. It is locked, as a second demo of the same checkout would take the first one's
 * files from under it. The lock ends with the process, however that ends.
 *
 * @param path the directory
 * @param lock the open lock file beside it
 */
record StateDirectory(Path path, FileChannel lock) implements AutoCloseable {
    /**
     * Locks the directory and empties it: what an earlier demo left behind says nothing about this one.
     *
     * @throws IllegalStateException when another demo has it
     * @throws IOException when it cannot be made or emptied
     */
    static StateDirectory open(Path path) throws IOException {
        Files.createDirectories(path);
        FileChannel lock = FileChannel.open(
                path.resolveSibling(path.getFileName() + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock.tryLock() == null) {
            lock.close();
            throw new IllegalStateException("another demo of this checkout is running on " + path
                    + "; end it first, or start this one from another checkout");
        }
        clear(path);
        return new StateDirectory(path, lock);
    }

    private static void clear(Path path) throws IOException {
        try (Stream<Path> old = Files.walk(path)) {
            List<Path> deepestFirst = old.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                if (!file.equals(path)) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
