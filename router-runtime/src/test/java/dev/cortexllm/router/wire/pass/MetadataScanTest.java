package dev.cortexllm.router.wire.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.router.wire.chat.ScannedRequest;
import dev.cortexllm.router.wire.json.InvalidBody;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetadataScanTest {
    private static byte[] bytes(String body) {
        return body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ScannedRequest request) {
        return new String(request.body(), StandardCharsets.UTF_8).replace('"', '\'');
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'cortex_task':'Simple'}                              | null
            {'cortex_task':'Simple','user':'ü'}                   | {'user':'ü'}
            { 'a' : 'x' , 'cortex_task' : 'Simple' , 'b' : [1, 2] } | {'a' : 'x','b' : [1, 2]}
            {'a':1.50,'cortex_task':'Simple'}                     | {'a':1.50}
            {'a':true,'cortex_task':'Simple','b':null,'c':{}}     | {'a':true,'b':null,'c':{}}
            """)
    void what_is_for_the_router_does_not_go_on(String metadata, String left) throws InvalidBody {
        String body = "{'stream':true,'metadata':" + metadata + ",'model':'é','messages':[]}";
        ScannedRequest request = ChatRequestScan.scan(bytes(body));

        assertThat(request.declared()).isEqualTo(Map.of("task", "Simple"));
        String padding = " "
                .repeat(metadata.getBytes(StandardCharsets.UTF_8).length
                        - left.getBytes(StandardCharsets.UTF_8).length);
        assertThat(text(request))
                .isEqualTo("{'stream':true,'metadata':" + left + padding + ",'model':'é','messages':[]}");
        assertThat(new String(request.body(), request.modelFrom(), 4, StandardCharsets.UTF_8))
                .isEqualTo("\"é\"");
        assertThat(request.usageEdit().from()).isEqualTo(request.modelTo());
    }

    @Test
    void anthropic_gets_an_object() throws InvalidBody {
        ScannedRequest request =
                ChatRequestScan.scanMessage(bytes("{'model':'m','metadata':{'cortex_latency':'Batch'}}"));

        assertThat(text(request)).startsWith("{'model':'m','metadata':{} ").endsWith(" }");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}",
                "null",
                "'x'",
                "{'user_id':'u'}",
                "{'a':'cortex_task','b':{'cortex_task':'x'}}",
                "[{'cortex_task':1}]"
            })
    void other_metadata_go_on_as_they_are(String metadata) throws InvalidBody {
        byte[] body = bytes("{'model':'m','metadata':" + metadata + "}");
        ScannedRequest request = ChatRequestScan.scan(body);

        assertThat(request.declared()).isNull();
        assertThat(request.body()).isSameAs(body);
    }

    @Test
    void what_is_no_text_is_no_word() throws InvalidBody {
        ScannedRequest request = ChatRequestScan.scan(bytes("{'metadata':{'cortex_task':{'a':[1]}},'model':'m'}"));

        assertThat(request.declared()).isEqualTo(Map.of("task", ""));
        assertThat(text(request)).startsWith("{'metadata':null ").endsWith(",'model':'m'}");
    }
}
