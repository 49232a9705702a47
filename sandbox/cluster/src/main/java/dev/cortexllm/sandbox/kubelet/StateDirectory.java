package dev.cortexllm.sandbox.kubelet;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The kubelet's directory, locked: a second kubelet on it would take the first one's processes for orphans. */
record StateDirectory(Path path, FileChannel lock) implements AutoCloseable {
    /**
     * Makes and locks the directory.
     *
     * @throws IOException when it cannot be made, or another kubelet holds it
     */
    static StateDirectory open(Path path) throws IOException {
        Files.createDirectories(path);
        FileChannel channel =
                FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new StateDirectory(path, channel);
            }
        } catch (OverlappingFileLockException e) {
            // held by this very JVM: told below like any other holder
        }
        channel.close();
        throw new IOException("another kubelet is running on " + path);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
