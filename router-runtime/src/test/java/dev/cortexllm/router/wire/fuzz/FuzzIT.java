package dev.cortexllm.router.wire.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Fuzzes every decoder for a few seconds, each in a JVM of its own: Jazzer's driver instruments the wire package there and
 * looks for inputs that reach more of it. A finding fails the test; its input is then to be kept as {@code
 * src/test/resources/fuzz/<target>/<what-it-was>}. Longer: {@code -Dit.test=FuzzIT -Dfuzz.seconds=600 -Dfuzz.seed=7}.
 */
class FuzzIT {
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 3);
    private static final int SEED = Integer.getInteger("fuzz.seed", 1);
    /** For the driver to start, to read the corpus and to write a report. */
    private static final int GRACE_SECONDS = 120;

    private static final Path WORK = Path.of("target/fuzz").toAbsolutePath();

    @ParameterizedTest
    @EnumSource(FuzzTarget.class)
    void nothing_comes_out_that_must_not(FuzzTarget target) throws Exception {
        Path folder = Files.createDirectories(WORK.resolve(target.folder()));
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        for (Map.Entry<String, byte[]> input : Corpus.inputs(target).entrySet()) {
            Files.write(corpus.resolve(input.getKey()), input.getValue());
        }
        Path log = folder.resolve("log.txt");
        Process process = new ProcessBuilder(command(target, folder, corpus))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            boolean ended = process.waitFor(SECONDS + GRACE_SECONDS, TimeUnit.SECONDS);

            String said = Files.readString(log, StandardCharsets.UTF_8);
            assertThat(ended).as("%s ends: %s", target, said).isTrue();
            assertThat(process.exitValue()).as("%s finds: %s", target, said).isZero();
            assertThat(said).as("%s fuzzes", target).contains("Done ");
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> command(FuzzTarget target, Path folder, Path corpus) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:+EnableDynamicAgentLoading", "-XX:-OmitStackTraceInFastThrow"));
        command.addAll(List.of("-D" + FuzzMain.TARGET + "=" + target, "-cp", classpath()));
        command.add("com.code_intelligence.jazzer.Jazzer");
        command.add("--target_class=" + FuzzMain.class.getName());
        command.add("--instrumentation_includes=dev.cortexllm.router.wire.**");
        command.add("--custom_hook_includes=dev.cortexllm.router.wire.**");
        command.add("--reproducer_path=" + folder);
        command.addAll(List.of("-max_total_time=" + SECONDS, "-seed=" + SEED, "-timeout=60", "-rss_limit_mb=0"));
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
