package dev.cortexllm.router.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Permissions for user and group; file systems that know none have them for everybody. */
final class Shared {
    private Shared() {}

    static void folder(Path folder) throws IOException {
        set(folder, "rwxrwxr-x");
    }

    static void file(Path file) throws IOException {
        set(file, "rw-rw-r--");
    }

    private static void set(Path path, String permissions) throws IOException {
        try {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        } catch (UnsupportedOperationException e) {
            // Nothing to set.
        }
    }
}
