package dev.cortexllm.compile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChildNamesTest {
    @Test
    void aPlainNameIsKept() {
        assertThat(ChildNames.engine("kimi-k2")).isEqualTo("kimi-k2-engine");
        assertThat(ChildNames.engineHost("ml", "kimi-k2", "cluster.local"))
                .isEqualTo("kimi-k2-engine.ml.svc.cluster.local");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"qwen2.5-7b", "4o", "a.-b", "x", "0", "a56789012345678901234567890123456789012345678901234567890"
            })
    void everyResultIsALabel(String name) {
        assertThat(ChildNames.engine(name))
                .matches("[a-z]([-a-z0-9]*[a-z0-9])?")
                .hasSizeLessThanOrEqualTo(63);
        assertThat(ChildNames.engine("a" + name.repeat(4)))
                .matches("[a-z]([-a-z0-9]*[a-z0-9])?")
                .hasSizeLessThanOrEqualTo(63);
    }

    /** The last worker of the thousandth group, and the label with the hash of a StatefulSet's revision. */
    @ParameterizedTest
    @ValueSource(
            strings = {"kimi-k2", "qwen2.5-7b", "4o", "x", "a56789012345678901234567890123456789012345678901234567890"})
    void podsOfGroupsHaveNamesThatFit(String name) {
        assertThat(ChildNames.group(name)).matches("[a-z]([-a-z0-9]*[a-z0-9])?").endsWith("-group");
        assertThat(ChildNames.group(name) + "-999-15").hasSizeLessThanOrEqualTo(63);
        assertThat(ChildNames.group(name) + "-999-" + "5d8f7c9b6d").hasSizeLessThanOrEqualTo(63);
        assertThat(ChildNames.group("kimi-k2")).isEqualTo("kimi-k2-group");
    }

    @Test
    void namesThatLookAlikeStayApart() {
        assertThat(ChildNames.engine("a.b")).isNotEqualTo(ChildNames.engine("a-b"));
        assertThat(ChildNames.engine("x".repeat(100))).isNotEqualTo(ChildNames.engine("x".repeat(101)));
    }
}
