package dev.cortexllm.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What README shows is what the command wrote. */
class ReadmeTest {
    private static final String HEADING = "## Fast";

    @Test
    void each_row_of_the_readme_stands_in_the_results() throws IOException {
        List<String> results = Files.readAllLines(Path.of("RESULTS.md"));
        List<String> rows = rows(Files.readString(Path.of("../README.md")));

        assertThat(rows).hasSizeGreaterThan(10);
        assertThat(results).containsAll(rows);
    }

    /** A goal that is missed, and one that is reached narrowly, must not be left out because it does not look good. */
    @Test
    void the_readme_leaves_out_no_goal() throws IOException {
        List<String> rows = rows(Files.readString(Path.of("../README.md")));
        List<String> goals = Files.readAllLines(Path.of("RESULTS.md")).stream()
                .filter(row -> row.matches("\\| (startup|peak|added|stream|idle|apply|swap|failover)-.*(ok|MISS) \\|"))
                .filter(row -> !row.contains("| - | ok |"))
                .toList();

        assertThat(rows).containsAll(goals);
    }

    private static List<String> rows(String readme) {
        String section = readme.substring(readme.indexOf(HEADING));
        String own = section.substring(0, section.indexOf("\n## ", 1));
        return own.lines().filter(line -> line.startsWith("| ")).toList();
    }
}
