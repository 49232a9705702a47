package dev.cortexllm.router.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a journal. Each process writes one of its own and holds a lock on it; one that nobody holds was left by a
 * process that is gone. A file is read from its beginning, and deleted when all of it was taken. One thread.
 */
final class JournalFiles {
    private static final Logger LOG = LoggerFactory.getLogger(JournalFiles.class);
    private static final String SUFFIX = ".journal";
    private static final String NEW = ".new";

    private final Path folder;
    private long begun;
    private FileChannel out;
    private long bytes;
    private Path reading;
    private FileChannel lock;
    private BufferedReader in;

    JournalFiles(Path folder) {
        this.folder = folder;
    }

    /** Bytes in the folder, as far as this process knows. */
    long bytes() {
        return bytes;
    }

    void append(byte[] line) throws IOException {
        if (out == null) {
            Files.createDirectories(folder);
            // Two files of the same millisecond would be read in any order.
            begun = Math.max(begun + 1, System.currentTimeMillis());
            String name = begun + "-" + UUID.randomUUID();
            Path made = folder.resolve(name + NEW);
            out = FileChannel.open(made, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            out.lock();
            // Under this name others look at it: not before it is locked, or they would take it as left, told and to be
            // deleted.
            Files.move(made, folder.resolve(name + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
            bytes = size();
        }
        ByteBuffer left = ByteBuffer.wrap(line);
        while (left.hasRemaining()) {
            out.write(left);
        }
        bytes += line.length;
    }

    /** What others have left counts too: the bound is for the folder. */
    private long size() throws IOException {
        long sum = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                sum += size(file);
            }
        }
        return sum;
    }

    /** Another process may take a file away at any time. */
    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException gone) {
            return 0;
        }
    }

    void force() throws IOException {
        if (out != null) {
            out.force(false);
        }
    }

    /**
     * The next lines; those before are taken as told, and a file that is told is gone.
     *
     * @param most how many at the most
     * @return fewer than that at the end of a file; none when nothing is left
     */
    List<Charge> next(int most) throws IOException {
        while (true) {
            if (in == null && !open()) {
                return List.of();
            }
            List<Charge> some = new ArrayList<>();
            for (String line = line(); line != null; line = some.size() < most ? line() : null) {
                Charge charge = JournalLine.read(line);
                if (charge != null) {
                    some.add(charge);
                } else {
                    LOG.warn("a line of the journal {} is torn and is left out", reading);
                }
            }
            if (!some.isEmpty()) {
                return some;
            }
            Files.deleteIfExists(reading);
            again();
        }
    }

    private String line() throws IOException {
        return in.readLine();
    }

    /** Opens the oldest file that no other process holds. Its own it gives up first, and begins another when it must. */
    private boolean open() throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        if (out != null) {
            out.close();
            out = null;
            bytes = 0;
        }
        List<Path> found;
        try (Stream<Path> files = Files.list(folder)) {
            found = files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
        for (Path file : found) {
            if (take(file)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is there and nobody holds it. */
    private boolean take(Path file) throws IOException {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!free(channel)) {
                channel.close();
                return false;
            }
            lock = channel;
            reading = file;
            in = new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
            return true;
        } catch (NoSuchFileException told) {
            again();
            return false;
        }
    }

    private static boolean free(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** What was read and not told is read again. */
    void again() {
        close(in);
        close(lock);
        in = null;
        lock = null;
        reading = null;
    }

    void close() {
        again();
        close(out);
        out = null;
    }

    private static void close(AutoCloseable open) {
        if (open != null) {
            try {
                open.close();
            } catch (Exception e) {
                LOG.debug("a file of the journal does not close", e);
            }
        }
    }
}
