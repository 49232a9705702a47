package dev.cortexllm.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cortexllm.schema.node.GoText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class YamlDocumentsTest {
    private static final Path FILE = Path.of("x.yaml");
    private static final String HEAD = "apiVersion: e/v1\nkind: T\nmetadata: {name: x}\n";

    @TempDir
    Path folder;

    private static YamlDocuments read(String text) {
        return YamlDocuments.read(FILE, text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> problems(String text) {
        return read(text).problems().stream().map(ReadProblem::toString).toList();
    }

    private static JsonNode content(String text) {
        YamlDocuments read = read(text);
        assertThat(read.problems()).isEmpty();
        return read.documents().get(0).content();
    }

    @TestFactory
    Stream<DynamicTest> scalarsMeanWhatTheyMeanToKubectl() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/yaml/scalars.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t"))
                .map(row -> DynamicTest.dynamicTest(row[0], () -> assertThat(
                                GoText.json(content("v: " + row[0] + "\n").get("v")))
                        .isEqualTo(kubectlJson(row[1]))));
    }

    /** Above 2^53 kubectl prints the shortest digits of a float64; read back they are the same number. */
    private static String kubectlJson(String json) throws IOException {
        return GoText.json(new ObjectMapper().readTree(json.contains("<") ? json.replace("<", "\\u003c") : json));
    }

    @Test
    void keysAreTextAndTheNorwegianOnesToo() {
        assertThat(content("on: 1\n5: a\n1.5: b\nno: c\n'yes': d\n"))
                .hasToString("{\"true\":1,\"5\":\"a\",\"1.5\":\"b\",\"false\":\"c\",\"yes\":\"d\"}");
    }

    @Test
    void mergesAnchorsAsKubectlDoes() {
        assertThat(content("a: &a {p: 1, q: 2}\nb: {<<: *a, q: 3}\nc: {<<: [*a, {r: 1, p: 9}]}\n"))
                .hasToString("{\"a\":{\"p\":1,\"q\":2},\"b\":{\"q\":3,\"p\":1},\"c\":{\"p\":1,\"q\":2,\"r\":1}}");
    }

    @Test
    void splitsDocumentsAndSkipsEmptyOnes() {
        YamlDocuments read =
                read("# first\n---\n" + HEAD + "--- # next\n---\n# nothing\n---\n" + HEAD + "spec: {a: |\n  }");
        assertThat(read.documents()).singleElement().satisfies(d -> assertThat(d.line())
                .isEqualTo(3));
        assertThat(read.problems()).singleElement().satisfies(p -> assertThat(p.line())
                .isGreaterThan(12));

        List<Document> two = read(HEAD + "---\n" + HEAD).documents();
        assertThat(two.stream().map(d -> d.index() + ":" + d.line())).containsExactly("0:1", "1:5");
    }

    @Test
    void takesListsApart() {
        List<Document> items = read("apiVersion: v1\nkind: List\nitems:\n- {kind: A}\n- kind: B\n  spec: {}\n")
                .documents();
        assertThat(items.stream().map(d -> d.content().get("kind").asText() + d.line() + d.lineOf("spec")))
                .containsExactly("A44", "B56");
    }

    @Test
    void knowsTheLineOfEveryNode() {
        Document document = read("""
                        # comment
                        apiVersion: e/v1
                        metadata:
                          name: x
                          annotations:
                            a.b/c: d
                            a: e
                        spec:
                          targets:
                          - name: one
                          - {name: two,
                             weight: 1}
                        """).documents().get(0);
        assertThat(Stream.of(
                                "metadata.name",
                                "metadata.annotations.a.b/c",
                                "metadata.annotations[a.b/c]",
                                "metadata.annotations[a]",
                                "spec.targets",
                                "spec.targets[0].name",
                                "spec.targets[1].weight",
                                "spec.targets[1].missing",
                                "spec.nope.deep",
                                "<nil>",
                                "")
                        .map(path -> Integer.toString(document.lineOf(path)))
                        .collect(Collectors.joining(" ")))
                .isEqualTo("4 6 6 7 9 10 12 11 8 2 2");
    }

    @Test
    void readsJsonDocuments() {
        YamlDocuments read =
                read("{\"kind\":\"A\", \"n\": 1.0,\n \"m\": 1.5, \"big\": 18446744073709551615}\n {\"kind\":\n\"B\"}");
        assertThat(read.documents().stream().map(d -> d.content().toString() + d.line()))
                .containsExactly(
                        "{\"kind\":\"A\",\"n\":1,\"m\":1.5,\"big\":1.8446744073709552E19}1", "{\"kind\":\"B\"}3");
        assertThat(problems("{\"a\":1,\n\"b\":2, \"a\":3}")).containsExactly("x.yaml:2:8: duplicate field \"a\"");
        assertThat(problems("{\"a\":yes}"))
                .singleElement()
                .asString()
                .startsWith("x.yaml:1:")
                .contains("yes");
    }

    @Test
    void saysWhereTheProblemIs() {
        assertThat(problems("a: 1\nb: 2\na: 3\n")).containsExactly("x.yaml:3:1: key \"a\" already set in map (line 1)");
        assertThat(problems("a:\n\tb: 1\n"))
                .singleElement()
                .asString()
                .startsWith("x.yaml:2:1: ")
                .contains("TAB");
        assertThat(problems("- a\n"))
                .containsExactly("x.yaml:1:1: a document must be an object with apiVersion and kind, not a list");
        assertThat(problems("a: .inf\n")).containsExactly("x.yaml:1:4: .inf has no place in JSON");
        assertThat(problems("a: \u0001\n")).containsExactly("x.yaml:1:4: control characters are not allowed (U+0001)");
        assertThat(problems("a: &a [*a]\n")).containsExactly("x.yaml:1:4: an anchor's value contains itself");
        assertThat(problems("a: *b\n"))
                .singleElement()
                .asString()
                .startsWith("x.yaml:1:4: ")
                .contains("undefined alias");
        assertThat(problems("a: 1\n--- {b: 1}\n"))
                .singleElement()
                .asString()
                .startsWith("x.yaml:2:1: ")
                .contains("separator");
        assertThat(problems("a: !!int x\n")).containsExactly("x.yaml:1:4: cannot decode `x` as a !!int");
        assertThat(problems("? [a]\n: 1\n")).containsExactly("x.yaml:1:3: a map or list cannot be a key");
        assertThat(problems("a: {\n---\nb: 1\n")).hasSize(1);
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] bytes = {'a', ':', ' ', 'x', '\n', 'b', ':', ' ', (byte) 0xff, '\n'};
        assertThat(YamlDocuments.read(FILE, bytes).problems())
                .containsExactly(new ReadProblem(FILE, 2, 4, "byte 0xFF is not valid UTF-8"));
        assertThat(YamlDocuments.read(FILE, new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf, 'a', ':', '1'})
                        .problems())
                .hasSize(1); // "a:1" after the byte order mark is a text
    }

    @Test
    void survivesAliasBombsAndDeepNesting() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 9; i++) {
            String alias = "*a" + (i - 1);
            bomb.append(
                    "a" + i + ": &a" + i + " [" + String.join(",", java.util.Collections.nCopies(10, alias)) + "]\n");
        }
        assertThat(problems(bomb.toString())).singleElement().asString().contains("excessive aliasing");
        assertThat(problems("a: " + "[".repeat(5_000)))
                .singleElement()
                .asString()
                .contains("Nesting Depth");
        assertThat(problems("{\"a\":" + "[".repeat(5_000)))
                .singleElement()
                .asString()
                .contains("nesting depth");
    }

    @Test
    void readsFoldersAsKubectlDoes() throws IOException {
        Files.writeString(folder.resolve("b.yaml"), HEAD);
        Files.writeString(folder.resolve("a.json"), "{\"kind\":\"J\"}");
        Files.writeString(folder.resolve("c.txt"), "not: read");
        Files.writeString(folder.resolve(".#b.yaml"), HEAD);
        Files.createDirectory(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/d.yml"), HEAD);
        assertThat(names(YamlDocuments.read(folder))).containsExactly("a.json", "b.yaml");
        assertThat(names(YamlDocuments.readRecursively(folder))).containsExactly("a.json", "b.yaml", "d.yml");
        assertThat(YamlDocuments.read(folder.resolve("none")).problems().toString())
                .contains("no such file or folder");
    }

    @Test
    void refusesHugeFiles() throws IOException {
        Path huge = folder.resolve("huge.yaml");
        try (var file = new java.io.RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(YamlDocuments.MAX_FILE_BYTES + 1);
        }
        assertThat(YamlDocuments.read(huge).problems())
                .containsExactly(new ReadProblem(huge, 0, 0, "is larger than 16 MiB"));
    }

    @Test
    void neverThrowsWhateverTheTextIs() {
        Random random = new Random(7);
        String alphabet = "ab:- \n\t{}[],&*!|>'\"#%@`?~<=0.\\\u0001\u00e9";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(40); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            YamlDocuments read = read(text.toString());
            assertThat(read.problems()).allSatisfy(problem -> {
                assertThat(problem.line()).isBetween(1, text.toString().split("\n", -1).length + 1);
                assertThat(problem.message()).isNotBlank().doesNotContain("Exception");
            });
        }
    }

    private static List<String> names(YamlDocuments read) {
        return read.documents().stream()
                .map(document -> document.file().getFileName().toString())
                .toList();
    }
}
