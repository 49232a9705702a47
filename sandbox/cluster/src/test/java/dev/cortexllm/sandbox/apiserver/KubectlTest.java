package dev.cortexllm.sandbox.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plays sessions of the real kubectl and compares what it prints. A session file has lines {@code $ arguments}, each followed
 * by the expected output; what differs from run to run is replaced by words. {@code -Dupdate.golden=true} writes the files
 * anew, to be reviewed as a diff.
 */
class KubectlTest {
    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    @ParameterizedTest
    @ValueSource(
            strings = {"custom-resources", "server-side-apply", "deployments", "discovery", "refusals", "imperative"})
    void session(String name) throws IOException, InterruptedException, URISyntaxException {
        assumeThat(kubectl()).as("a kubectl binary on the PATH").isNotEmpty();
        Path file = folder().resolve(name + ".session");
        List<String> transcript = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("$ ")) {
                transcript.add(line);
                transcript.addAll(run(line.substring(2)));
            }
        }
        if (Boolean.getBoolean("update.golden")) {
            Path source = Path.of("src/test/resources/apiserver/kubectl", name + ".session");
            Files.write(source, transcript);
        } else {
            assertThat(transcript).containsExactlyElementsOf(Files.readAllLines(file));
        }
    }

    private static String kubectl() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "kubectl"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("");
    }

    private static Path folder() throws URISyntaxException {
        return Path.of(KubectlTest.class.getResource("/apiserver/kubectl").toURI());
    }

    private static List<String> run(String arguments) throws IOException, InterruptedException, URISyntaxException {
        List<String> command = new ArrayList<>(List.of(kubectl(), "-n", CLUSTER.namespace()));
        // single quotes group, as in a shell
        for (String part : arguments.split(" (?=(?:[^']*'[^']*')*[^']*$)")) {
            command.add(part.replace("'", ""));
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(folder().toFile());
        builder.redirectErrorStream(true);
        builder.environment().put("KUBECONFIG", CLUSTER.kubeconfig().toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        List<String> lines = new ArrayList<>(normal(output).lines().toList());
        if (code != 0) {
            lines.add("[exit " + code + "]");
        }
        return lines;
    }

    private static String normal(String output) {
        return output.replace(CLUSTER.namespace(), "NAMESPACE")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UID")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "TIME")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d+ \\+\\d+", "TIME")
                .replaceAll("esourceVersion: \"\\d+\"", "esourceVersion: RV")
                .replaceAll("Resource Version: +\\d+", "Resource Version: RV")
                .replaceAll("web-[bcdfghjklmnpqrstvwxz2456789]{8,10}-[a-z0-9]{5}", "web-POD")
                .replaceAll("web-[bcdfghjklmnpqrstvwxz2456789]{8,10}", "web-HASH")
                .replaceAll("pod-template-hash=\\w+", "pod-template-hash=HASH")
                .replaceAll("10\\.\\d+\\.\\d+\\.\\d+", "ADDRESS")
                .replaceAll("/tmp/(LIVE|MERGED)-\\d+/", "$1/")
                .replaceAll("(?m)^([+-]{3} (LIVE|MERGED)/\\S+)\\s.*$", "$1")
                .replaceAll("\\b\\d+s\\b", "AGE")
                .replaceAll("(?m) +", " ")
                .replaceAll("(?m) $", "");
    }
}
