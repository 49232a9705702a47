package dev.cortexllm.router.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.router.pipeline.Configs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigInboxTest {
    /** F1: the folder brings configuration 1; L1: the link does; D: the link goes down. */
    @ParameterizedTest
    @CsvSource({
        "F1,1",
        "F1 F2,1 2",
        "F1 L1,1",
        "F1 L2 F3,1 2",
        "F1 L2 L3 D F2 F3,1 2 3",
        "F1 L2 D F2 F1,1 2 1",
        "F1 L2 D F3,1 2 3",
        "F1 L2 L3 F2 F3 D F4,1 2 3 4",
        "F1 L2 L1 D F1,1 2 1",
        "L1 D L1 L2,1 2",
    })
    void newest_by_arrival_and_the_folder_only_lags(String events, String served) {
        List<String> seen = new ArrayList<>();
        ConfigInbox inbox = new ConfigInbox(new ConfigSink() {
            @Override
            public void offer(ConfigBundle bundle) {
                seen.add(Long.toString(bundle.config().settings().maxRequestBytes()));
            }

            @Override
            public void refuse(String sentence) {
                throw new AssertionError(sentence);
            }
        });
        for (String event : events.split(" ")) {
            switch (event.charAt(0)) {
                case 'F' -> inbox.fromFolder(bundle(event));
                case 'L' -> inbox.fromLink(bundle(event));
                default -> inbox.linkDown();
            }
        }
        assertThat(String.join(" ", seen)).isEqualTo(served);
    }

    private static ConfigBundle bundle(String event) {
        return new Configs().maxRequestBytes(event.charAt(1) - '0').bundle();
    }
}
