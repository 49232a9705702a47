package dev.cortexllm.router.load;

import dev.cortexllm.load.LoadReason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The volume: whether there is room, and what its errors mean. */
interface Disk {
    /**
     * Room that is left.
     *
     * @param folder a folder of the volume
     * @return bytes that may still be written
     * @throws IOException when the file system does not say
     */
    long usable(Path folder) throws IOException;

    /** What the file system itself says. */
    static Disk real() {
        return folder -> Files.getFileStore(folder).getUsableSpace();
    }

    /**
     * Refuses what does not fit.
     *
     * @param folder a folder of the volume
     * @param missing bytes that are still to be written
     * @throws LoadFailure with both figures
     */
    default void check(Path folder, long missing) throws LoadFailure, IOException {
        long usable = usable(folder);
        if (missing > usable) {
            throw new LoadFailure(
                    LoadReason.DiskTooSmall,
                    "the download needs " + amount(missing) + " more, and the volume has " + amount(usable)
                            + " left; give spec.cache.size that much more");
        }
    }

    /** Throws when an error says that there is no room, or that nothing may be written. */
    static void full(IOException e) throws LoadFailure {
        String message = String.valueOf(e.getMessage());
        if (message.contains("No space left") || message.contains("quota exceeded")) {
            throw new LoadFailure(
                    LoadReason.DiskTooSmall, "the volume became full during the download; give spec.cache.size more");
        }
        if (e instanceof AccessDeniedException || message.contains("Read-only file system")) {
            throw notWritable(message);
        }
    }

    /** What it means that nothing may be written. */
    static LoadFailure notWritable(String message) {
        return new LoadFailure(
                LoadReason.NotWritable,
                "the volume cannot be written to by user and group 65532 (" + message
                        + "); its storage class must let fsGroup apply, or make it writable to them");
    }

    /** Bytes as a person reads them, in 10^9 or 10^6. */
    static String amount(long bytes) {
        return bytes >= 1e9
                ? String.format(Locale.ROOT, "%.1f GB", bytes / 1e9)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
