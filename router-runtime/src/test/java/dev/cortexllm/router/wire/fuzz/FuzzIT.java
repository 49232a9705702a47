package dev.cortexllm.router.wire.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Fuzzes every decoder for a few seconds: Jazzer's driver instruments the wire package of a JVM and looks for inputs that
 * reach more of it. The driver takes longer to start than a decoder is given, so several of them share one. A finding fails
 * the test and names its target; its input is then to be kept as {@code src/test/resources/fuzz/<target>/<what-it-was>}. Longer: {@code -Dit.test=FuzzIT -Dfuzz.seconds=600 -Dfuzz.seed=7}.
 */
class FuzzIT {
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 4);
    private static final int SEED = Integer.getInteger("fuzz.seed", 1);
    /** For the driver to start, to read the corpus and to write a report, on a machine that has much else to do. */
    private static final int GRACE_SECONDS = 240;
    /** One for each core of a small machine. */
    private static final int AT_ONCE = 2;
    /** A longer corpus would not be read within the time. */
    private static final int MOST_INPUTS = 30;

    private static final Path WORK = Path.of("target/fuzz").toAbsolutePath();

    private static final Map<Batch, Future<Run>> RUNS = new EnumMap<>(Batch.class);
    private static ExecutorService pool;

    /** Targets that read the same kind of input, and take about as long for it. */
    private enum Batch {
        REQUESTS(FuzzTarget.OPENAI_REQUEST, FuzzTarget.ANTHROPIC_REQUEST, FuzzTarget.VENDOR_REQUEST),
        STREAMS(
                FuzzTarget.OPENAI_STREAM,
                FuzzTarget.ANTHROPIC_STREAM,
                FuzzTarget.GEMINI_STREAM,
                FuzzTarget.PASSING_STREAM),
        ANSWERS(FuzzTarget.OPENAI_ANSWER, FuzzTarget.ANTHROPIC_ANSWER, FuzzTarget.GEMINI_ANSWER, FuzzTarget.ERROR);

        private final Set<FuzzTarget> targets;

        Batch(FuzzTarget... targets) {
            this.targets = EnumSet.copyOf(List.of(targets));
        }

        /** Each target judges every input, so that all of them together get as much time as each by itself would. */
        int seconds() {
            return SECONDS * targets.size();
        }

        String names() {
            return targets.stream().map(Enum::name).collect(Collectors.joining(","));
        }
    }

    private record Run(boolean ended, int exit, String said) {}

    @BeforeAll
    static void fuzz() {
        pool = Executors.newFixedThreadPool(AT_ONCE);
        for (Batch batch : Batch.values()) {
            RUNS.put(batch, pool.submit(() -> run(batch)));
        }
    }

    @AfterAll
    static void stop() {
        pool.shutdownNow();
    }

    @Test
    void every_target_is_in_a_batch() {
        assertThat(Arrays.stream(Batch.values()).flatMap(batch -> batch.targets.stream()))
                .containsExactlyInAnyOrder(FuzzTarget.values());
    }

    @ParameterizedTest
    @EnumSource(Batch.class)
    void nothing_comes_out_that_must_not(Batch batch) throws Exception {
        Run run = RUNS.get(batch).get();

        assertThat(run.ended()).as("%s ends: %s", batch, run.said()).isTrue();
        assertThat(run.exit()).as("%s finds: %s", batch, run.said()).isZero();
        assertThat(run.said()).as("%s fuzzes", batch).contains("Done ");
    }

    private static Run run(Batch batch) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(WORK.resolve(batch.name().toLowerCase(Locale.ROOT)));
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        for (FuzzTarget target : batch.targets) {
            seed(target, corpus);
        }
        Path log = folder.resolve("log.txt");
        Process process = new ProcessBuilder(command(batch, folder, corpus))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            boolean ended = process.waitFor(batch.seconds() + GRACE_SECONDS, TimeUnit.SECONDS);
            String said = Files.readString(log, StandardCharsets.UTF_8);
            return new Run(ended, ended ? process.exitValue() : -1, said);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void seed(FuzzTarget target, Path corpus) throws IOException {
        Map<String, byte[]> inputs = Corpus.inputs(target);
        int step = 1 + inputs.size() / MOST_INPUTS;
        int number = 0;
        for (Map.Entry<String, byte[]> input : inputs.entrySet()) {
            if (number++ % step == 0) {
                Files.write(corpus.resolve(target.folder() + "-" + input.getKey()), input.getValue());
            }
        }
    }

    private static List<String> command(Batch batch, Path folder, Path corpus) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // A JVM of a few seconds has no use for the second compiler.
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-XX:+EnableDynamicAgentLoading", "-XX:-OmitStackTraceInFastThrow"));
        command.addAll(List.of(
                "-D" + FuzzMain.TARGETS + "=" + batch.names(),
                "-D" + FuzzMain.CORPUS + "=" + corpus,
                "-cp",
                classpath()));
        command.add("com.code_intelligence.jazzer.Jazzer");
        command.add("--target_class=" + FuzzMain.class.getName());
        command.add("--instrumentation_includes=dev.cortexllm.router.wire.**");
        command.add("--custom_hook_includes=dev.cortexllm.router.wire.**");
        command.add("--reproducer_path=" + folder);
        command.addAll(
                List.of("-max_total_time=" + batch.seconds(), "-seed=" + SEED, "-timeout=60", "-rss_limit_mb=0"));
        command.addAll(List.of("-dict=" + dictionary(folder), "-artifact_prefix=" + folder + "/", corpus.toString()));
        return command;
    }

    /** As libFuzzer reads it. */
    private static Path dictionary(Path folder) throws IOException {
        String words = Corpus.words().stream()
                .filter(word -> StandardCharsets.US_ASCII.newEncoder().canEncode(word))
                .map(word -> '"' + word.replace("\"", "\\\"") + '"')
                .collect(Collectors.joining("\n"));
        return Files.writeString(folder.resolve("words.txt"), words + "\n");
    }

    private static String classpath() {
        String tests = System.getProperty("surefire.test.class.path");
        return tests == null ? System.getProperty("java.class.path") : tests;
    }
}
