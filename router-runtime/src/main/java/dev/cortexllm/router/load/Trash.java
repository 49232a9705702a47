package dev.cortexllm.router.load;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Deletes; links are deleted, never followed. */
final class Trash {
    private Trash() {}

    /** Deletes what a folder holds, as far as it is chosen; no folder is no content. */
    static void children(Path folder, Predicate<String> chosen) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> doomed;
        try (Stream<Path> children = Files.list(folder)) {
            doomed = children.filter(child -> chosen.test(child.getFileName().toString()))
                    .toList();
        }
        for (Path child : doomed) {
            tree(child);
        }
    }

    private static void tree(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
