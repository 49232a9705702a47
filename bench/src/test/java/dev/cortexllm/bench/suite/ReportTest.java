package dev.cortexllm.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTest {
    private static final ZonedDateTime AT = ZonedDateTime.parse("2026-11-27T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "10, 20, ratio>=0.50, ok",
        "9,  20, ratio>=0.50, MISS",
        "40, 20, ratio<=2,    ok",
        "41, 20, ratio<=2,    MISS",
        "64, 20, ours<=64,    ok",
        "65, 20, ours<=64,    MISS",
        "1,  20, -,           ok",
    })
    void a_goal_holds_the_ratio_or_the_value_itself(double ours, double reference, String goal, String verdict) {
        Line line = new Line("m", ours, "nginx", reference, goal(goal), Double.NaN);

        assertThat(line.toString()).endsWith(" goal=" + goal + " " + verdict).startsWith("measure=m ours=");
    }

    @Test
    void what_cannot_be_reckoned_has_missed_its_goal() {
        assertThat(new Line("m", Double.NaN, "nginx", 10, Goal.ratioAtLeast(0.5), Double.NaN).reached())
                .isFalse();
        assertThat(new Line("m", 10, "nginx", Double.NaN, Goal.ratioAtMost(2), Double.NaN).reached())
                .isFalse();
    }

    @Test
    void a_line_has_the_form_that_programs_read() {
        assertThat(new Line("peak-pass-1k-rps", 9_000, "nginx", 18_000, Goal.ratioAtLeast(0.45), 0.05))
                .hasToString("measure=peak-pass-1k-rps ours=9000 ref=nginx:18000 ratio=0.50 goal=ratio>=0.45 ok");
        assertThat(new Line("idle-stream-kib", 12.34, "none", Double.NaN, Goal.atMost(64), Double.NaN))
                .hasToString("measure=idle-stream-kib ours=12.3 ref=none ratio=- goal=ours<=64 ok");
    }

    @Test
    void the_table_and_all_rounds_are_written(@TempDir Path folder) throws IOException {
        Report report = new Report("./cortex bench quick", AT);
        report.version("nginx", "nginx/1.22.1");
        report.missing("portkey", "Node.js and npm are not installed");
        report.took("peak", Duration.ofMillis(90_600));
        report.took("swap", Duration.ofMillis(20_500));
        report.failed("swap", "it does not listen");
        report.add(new Line("m", 10, "nginx", 20, Goal.ratioAtLeast(0.75), 0.1));
        Rounds rounds = Rounds.play(2, List.of("cortex", "nginx"), name -> name, String::length);
        report.raw("m", rounds);

        report.write(folder);

        assertThat(report.failures()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("RESULTS.md")))
                .contains("`./cortex bench quick`, 2026-11-27")
                .contains("- nginx: nginx/1.22.1")
                .contains("- missing: portkey: Node.js and npm are not installed")
                .contains("- failed: swap: it does not listen")
                .contains("- took: peak 90 s, swap 20 s, in all 111 s")
                .contains("| m | 10.0 ±10 % | nginx | 20.0 | 0.50 | ratio>=0.75 | MISS |");
        JsonNode raw = new ObjectMapper()
                .readTree(folder.resolve("results/raw-quick.json").toFile());
        assertThat(raw.at("/m/cortex")).hasSize(2);
        assertThat(raw.at("/m/nginx/1").asDouble()).isEqualTo(5);
    }

    @Test
    void medians_and_their_spread() {
        Rounds rounds = new Rounds();
        List.of(10.0, 30.0, 20.0).forEach(value -> rounds.add("a", value));
        List.of(10.0, 20.0).forEach(value -> rounds.add("b", value));

        assertThat(rounds.median("a")).isEqualTo(20);
        assertThat(rounds.spread("a")).isEqualTo(0.5);
        assertThat(rounds.median("b")).isEqualTo(15);
        assertThat(rounds.median("nobody")).isNaN();
    }

    @Test
    void a_percentile_is_one_of_the_values() {
        Rounds rounds = new Rounds();
        for (int value = 100; value >= 1; value--) {
            rounds.add("a", value);
        }

        assertThat(rounds.percentile("a", 50)).isEqualTo(50);
        assertThat(rounds.percentile("a", 99)).isEqualTo(99);
        assertThat(rounds.percentile("a", 100)).isEqualTo(100);
        assertThat(rounds.percentile("a", 0.1)).isEqualTo(1);
        assertThat(rounds.percentile("nobody", 50)).isNaN();
    }

    private static Goal goal(String text) {
        double bound = text.equals("-") ? 0 : Double.parseDouble(text.substring(text.indexOf('=') + 1));
        if (text.startsWith("ratio>=")) {
            return Goal.ratioAtLeast(bound);
        }
        if (text.startsWith("ratio<=")) {
            return Goal.ratioAtMost(bound);
        }
        return text.startsWith("ours<=") ? Goal.atMost(bound) : Goal.NONE;
    }
}
