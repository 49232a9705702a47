package dev.cortexllm.sandbox.kubelet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuntimeCatalogTest {
    private static final RuntimeCatalog CATALOG = RuntimeCatalog.parse("runtimes.yaml", """
            runtimes:
            - {image: cortexllm/router, command: [router]}
            - {image: "*/vllm-openai:v0.1?", command: [glob]}
            - {image: vllm, command: [vllm]}
            """);

    @ParameterizedTest
    @CsvSource({
        "registry.example/cortexllm/router:1, router",
        "registry.example/vllm/vllm-openai:v0.19, glob",
        "registry.example/vllm/vllm-openai:v0.1, vllm",
        "vllm, vllm"
    })
    void takesTheFirstEntryThatMatches(String image, String command) {
        assertThat(CATALOG.find(image)).get().returns(command, runtime -> runtime.command()
                .get(0));
    }

    @Test
    void findsNothingForOtherImages() {
        assertThat(CATALOG.find("nginx")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "things: [] | runtimes.yaml:1: Unrecognized field \"things\"",
                "'' | runtimes.yaml",
                "runtimes: [{command: [x]}] | a runtime needs an \"image\"",
                "runtimes: [{image: x, comand: [x]}] | Unrecognized field \"comand\""
            })
    void namesThePlaceOfAMistake(String yaml, String message) {
        assertThatThrownBy(() -> RuntimeCatalog.parse("runtimes.yaml", yaml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
