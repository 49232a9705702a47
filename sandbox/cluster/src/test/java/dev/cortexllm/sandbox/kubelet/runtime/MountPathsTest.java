package dev.cortexllm.sandbox.kubelet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountPathsTest {
    private final MountPaths mounts = new MountPaths(
            Map.of("/etc/cfg", Path.of("/L/cfg"), "/etc/cfg/keys/", Path.of("/L/keys"), "/data", Path.of("/L/d")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/etc/cfg | /L/cfg",
                "/etc/cfg/a.yaml | /L/cfg/a.yaml",
                "/etc/cfg/keys/k | /L/keys/k",
                "--config=/etc/cfg/a,/data/b | --config=/L/cfg/a,/L/d/b",
                "-Dx=/data:/etc/cfg | -Dx=/L/d:/L/cfg",
                "cat \"/data/x\" > '/etc/cfg' | cat \"/L/d/x\" > '/L/cfg'",
                "file:///data/x | file:///L/d/x",
                "file:/data/x | file:/L/d/x",
                "/etc/cfgs | /etc/cfgs",
                "/etc/cfg.d/x | /etc/cfg.d/x",
                "/var/data | /var/data",
                "hf://data/x | hf://data/x",
                "metadata | metadata"
            })
    void rewritesWholePathsOnly(String text, String rewritten) {
        assertThat(mounts.rewrite(text)).isEqualTo(rewritten);
    }

    @Test
    void leavesTextAloneWithoutMounts() {
        assertThat(new MountPaths(Map.of()).rewrite("/etc/cfg")).isEqualTo("/etc/cfg");
    }
}
