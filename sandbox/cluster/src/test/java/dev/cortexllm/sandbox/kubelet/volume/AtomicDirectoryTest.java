package dev.cortexllm.sandbox.kubelet.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicDirectoryTest {
    /** Stands still: two swaps within one tick must not collide. */
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private AtomicDirectory directory;

    @BeforeEach
    void open() {
        directory = new AtomicDirectory(folder, CLOCK);
    }

    private static FileContent text(String text) {
        return FileContent.text(text, 0640);
    }

    @Test
    void laysFilesOutAsKubeletDoes() throws IOException {
        assertThat(directory.update(Map.of("a", text("1"), "sub/b", text("2")))).isTrue();
        assertThat(Files.readSymbolicLink(folder.resolve("..data"))).hasToString("..2026_01_02_03_04_05.000000000");
        assertThat(Files.readSymbolicLink(folder.resolve("a"))).hasToString("..data/a");
        assertThat(Files.readSymbolicLink(folder.resolve("sub"))).hasToString("..data/sub");
        assertThat(folder.resolve("sub/b")).hasContent("2");
        assertThat(Files.getPosixFilePermissions(folder.resolve("a")))
                .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
    }

    @Test
    void leavesEverythingAloneWhenNothingChanged() throws IOException {
        directory.update(Map.of("a", text("1")));
        Path before = folder.resolve("..data").toRealPath();
        assertThat(directory.update(Map.of("a", text("1")))).isFalse();
        assertThat(folder.resolve("..data").toRealPath()).isEqualTo(before);
    }

    @Test
    void swapsAllFilesAndDropsTheOldOnes() throws IOException {
        directory.update(Map.of("a", text("1"), "gone", text("x")));
        assertThat(directory.update(Map.of("a", text("2"), "new", text("y")))).isTrue();
        assertThat(folder.resolve("a")).hasContent("2");
        assertThat(folder.resolve("new")).hasContent("y");
        assertThat(Files.exists(folder.resolve("gone"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
        try (Stream<Path> entries = Files.list(folder)) {
            assertThat(entries.filter(Files::isDirectory).filter(path -> !Files.isSymbolicLink(path)))
                    .hasSize(1);
        }
    }

    @Test
    void refusesPathsThatLeaveTheVolume() {
        assertThatThrownBy(() -> directory.update(Map.of("../x", text("1"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("leaves its volume");
    }

    @Test
    void deletesWithoutFollowingLinks() throws IOException {
        Path kept = Files.writeString(folder.resolve("kept"), "kept");
        Path tree = Files.createDirectories(folder.resolve("tree/inner"));
        Files.createSymbolicLink(tree.resolve("link"), kept);
        AtomicDirectory.delete(folder.resolve("tree"));
        assertThat(folder.resolve("tree")).doesNotExist();
        assertThat(kept).hasContent("kept");
    }
}
