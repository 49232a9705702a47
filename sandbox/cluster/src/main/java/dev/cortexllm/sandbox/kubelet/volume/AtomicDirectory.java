package dev.cortexllm.sandbox.kubelet.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A directory whose files all change at one instant, laid out as kubelet's AtomicWriter does (kubernetes
 * pkg/volume/util/atomic_writer.go): the files live in a directory named by time, {@code ..data} links to it and is replaced by a
 * rename, and each visible name links through {@code ..data}.
 */
final class AtomicDirectory {
    private static final String DATA = "..data";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuu_MM_dd_HH_mm_ss.nnnnnnnnn").withZone(ZoneOffset.UTC);

    private final Path directory;
    private final Clock clock;

    AtomicDirectory(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Makes the directory hold exactly these files.
     *
     * @param files by relative path, which may have folders
     * @return false when they were there already and nothing was touched
     */
    boolean update(Map<String, FileContent> files) throws IOException {
        Files.createDirectories(directory);
        Path data = directory.resolve(DATA);
        Path before = Files.isSymbolicLink(data) ? directory.resolve(Files.readSymbolicLink(data)) : null;
        if (before != null && read(before).equals(new TreeMap<>(files))) {
            return false;
        }
        Path next = write(files);
        Path temporary = directory.resolve("..data_tmp");
        Files.deleteIfExists(temporary);
        Files.createSymbolicLink(temporary, next.getFileName());
        Files.move(temporary, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        link(files.keySet());
        if (before != null) {
            delete(before);
        }
        return true;
    }

    private Path write(Map<String, FileContent> files) throws IOException {
        Path next = directory.resolve(".." + STAMP.format(clock.instant()));
        while (Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
            next = next.resolveSibling(next.getFileName() + "_");
        }
        Files.createDirectory(next);
        for (var file : files.entrySet()) {
            Path target = next.resolve(file.getKey()).normalize();
            if (!target.startsWith(next) || target.equals(next)) {
                throw new IOException("the file path \"" + file.getKey() + "\" leaves its volume");
            }
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue().bytes());
            Files.setPosixFilePermissions(target, permissions(file.getValue().mode()));
        }
        return next;
    }

    private void link(Collection<String> paths) throws IOException {
        Set<String> names = paths.stream()
                .map(path -> Path.of(path).normalize().getName(0).toString())
                .collect(Collectors.toCollection(TreeSet::new));
        for (String name : names) {
            Path link = directory.resolve(name);
            if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(link, Path.of(DATA, name));
            }
        }
        for (Path entry : list(directory)) {
            String name = entry.getFileName().toString();
            if (!name.startsWith("..") && !names.contains(name)) {
                Files.delete(entry);
            }
        }
    }

    private static Map<String, FileContent> read(Path root) throws IOException {
        Map<String, FileContent> files = new TreeMap<>();
        try (Stream<Path> entries = Files.walk(root)) {
            for (Path file : entries.filter(Files::isRegularFile).toList()) {
                files.put(
                        root.relativize(file).toString(),
                        new FileContent(Files.readAllBytes(file), mode(Files.getPosixFilePermissions(file))));
            }
        }
        return files;
    }

    /** Deletes a tree without following links; nothing happens when it is not there. */
    static void delete(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> entries = Files.walk(root)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    /** Bit n of a mode belongs to the permission n places from the end of the enum's order (owner read first). */
    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            if ((mode >> (8 - permission.ordinal()) & 1) == 1) {
                permissions.add(permission);
            }
        }
        return permissions;
    }

    private static int mode(Set<PosixFilePermission> permissions) {
        return permissions.stream()
                .mapToInt(permission -> 1 << (8 - permission.ordinal()))
                .sum();
    }
}
