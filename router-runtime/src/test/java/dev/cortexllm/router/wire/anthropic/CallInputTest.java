package dev.cortexllm.router.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallInputTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = """
            {"a":1}                 | {"a":1}              | true  | false
            {"a":"}{\\"北🚀"}        | {"a":"}{\\"北🚀"}     | true  | false
            {"a":[{"b":{}}]}        | {"a":[{"b":{}}]}     | true  | false
            {}{"a":1}               | {}                   | true  | false
            {"a":"🚀"}}}            | {"a":"🚀"}           | true  | false
            {"a":                   | {"a":                | false | true
            {"a":tru}               | {"a":tru             | false | true
            {"a":1,"a":2}           | {"a":1,"a            | false | true
            [1]                     | -                    | false | false
            "text"                  | -                    | false | false
            nonsense                | -                    | false | false
            """)
    void only_an_object_goes_on(String written, String accepted, boolean complete, boolean partial) {
        CallInput input = new CallInput();
        StringBuilder out = new StringBuilder();
        written.codePoints().forEach(c -> out.append(input.accept(Character.toString(c))));

        assertThat(out).hasToString(accepted == null ? "" : accepted);
        assertThat(input.complete()).isEqualTo(complete);
        assertThat(input.partial()).isEqualTo(partial);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a":1} | {"a":1}
            {}{"a"} | {}
            {"a":"🚀北"}]] | {"a":"🚀北"}
            """)
    void at_once_too(String written, String accepted) {
        CallInput input = new CallInput();

        assertThat(input.accept(" \n")).isEmpty();
        assertThat(input.accept(written)).isEqualTo(accepted);
        assertThat(input.accept("{}")).isEmpty();
        assertThat(input.complete()).isTrue();
    }
}
