package dev.cortexllm.router.wire.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputCapTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'max_tokens':1000,'x':1}|{'max_tokens':70,'x':1}",
                "{'max_completion_tokens' : 1e3 , 'max_tokens':71}|{'max_completion_tokens' : 70 , 'max_tokens':70}",
                "{'max_tokens':70}|{'max_tokens':70}",
                "{'messages':[{'max_tokens':1000}],'max_tokens':71}|{'messages':[{'max_tokens':1000}],'max_tokens':70}",
                "{'max_tokens':null}|{'max_tokens':null}",
            })
    void only_what_asks_for_more_is_lowered(String body, String expected) throws Exception {
        byte[] in = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        assertThat(new String(OutputCap.lower(in, 70), StandardCharsets.UTF_8)).isEqualTo(expected.replace('\'', '"'));
    }

    @Test
    void what_is_not_changed_is_not_copied() throws Exception {
        byte[] in = "{\"max_tokens\":5}".getBytes(StandardCharsets.UTF_8);
        assertThat(OutputCap.lower(in, 70)).isSameAs(in);
    }
}
