package dev.cortexllm.router.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The files of a ledger in one folder: {@code ledger-2026-11-27-0001.csv}, the next of that day with the next number, with
 * {@code .gz} behind it once it is compressed. The day, in UTC, is that on which its first entry was written.
 */
final class LedgerFiles {
    private static final Pattern NAME = Pattern.compile("ledger-(\\d{4}-\\d{2}-\\d{2})-(\\d{4,9})\\.csv(\\.gz)?");
    private static final String PART = ".part";

    private LedgerFiles() {}

    /** A new file for a day, which nobody else has. */
    static Path create(Path folder, LocalDate day) throws IOException {
        Files.createDirectories(folder);
        int number = last(folder, day);
        while (true) {
            number++;
            Path file = folder.resolve("ledger-%s-%04d.csv".formatted(day, number));
            try {
                return Files.createFile(file);
            } catch (FileAlreadyExistsException taken) {
                // Another router writes here too.
            }
        }
    }

    private static int last(Path folder, LocalDate day) throws IOException {
        return of(folder, day).stream()
                .mapToInt(file -> Integer.parseInt(match(file).group(2)))
                .max()
                .orElse(0);
    }

    /** The files of a day, in the order in which they were begun; null: of every day. */
    static List<Path> of(Path folder, LocalDate day) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            Map<String, Path> byOrder = new TreeMap<>();
            files.filter(LedgerFiles::ours).sorted().forEach(file -> byOrder.put(order(file), file));
            // Where a router died between compressing a file and deleting it, the compressed one is the last put in.
            return byOrder.values().stream()
                    .filter(file -> day == null || match(file).group(1).equals(day.toString()))
                    .toList();
        }
    }

    private static String order(Path file) {
        Matcher name = match(file);
        return name.group(1) + "%09d".formatted(Integer.parseInt(name.group(2)));
    }

    private static boolean ours(Path file) {
        return NAME.matcher(file.getFileName().toString()).matches();
    }

    private static Matcher match(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        name.matches();
        return name;
    }

    /** Deletes the oldest files, so that as many are left as should be. */
    static void keep(Path folder, int most) throws IOException {
        List<Path> all = of(folder, null);
        for (Path file : all.subList(0, Math.max(0, all.size() - most))) {
            Files.deleteIfExists(file);
        }
    }

    /** Compresses a file; who reads the folder sees it either as it was or whole. */
    static void compress(Path file) throws IOException {
        Path packed = file.resolveSibling(file.getFileName() + ".gz");
        Path part = file.resolveSibling(file.getFileName() + PART);
        try (var out = new GZIPOutputStream(Files.newOutputStream(part))) {
            Files.copy(file, out);
        }
        Files.move(part, packed, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(file);
    }

    /** Opens a file, whether it is compressed or not. */
    static InputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        if (!file.toString().endsWith(".gz")) {
            return in;
        }
        try {
            return new GZIPInputStream(in);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }
}
