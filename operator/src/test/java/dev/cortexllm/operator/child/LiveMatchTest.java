package dev.cortexllm.operator.child;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveMatchTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            equal                        | {a: 1}                        | {a: 1}                                   | true
            other value                  | {a: 1}                        | {a: 2}                                   | false
            ours is gone                 | {a: 1, b: 2}                  | {a: 1}                                   | false
            a default was added          | {a: 1}                        | {a: 1, b: 2}                             | true
            nothing there                | {a: {b: 1}}                   | {}                                       | false
            empty asks for nothing       | {a: {}}                       | {}                                       | true
            empty against something else | {a: {}}                       | {a: text}                                | false
            list in other order          | {l: [a, b]}                   | {l: [b, a]}                              | false
            list with one more           | {l: [a]}                      | {l: [a, b]}                              | false
            sidecar added                | {l: [{name: a, v: 1}]}        | {l: [{name: x}, {name: a, v: 1, w: 2}]}  | true
            named element changed        | {l: [{name: a, v: 1}]}        | {l: [{name: a, v: 2}]}                   | false
            named element deleted        | {l: [{name: a}, {name: b}]}   | {l: [{name: a}]}                         | false
            quantity spelled differently | {limits: {cpu: 1000m}}        | {limits: {cpu: '1'}}                     | true
            other quantity               | {limits: {cpu: 1000m}}        | {limits: {cpu: '2'}}                     | false
            quantity deleted             | {limits: {cpu: 1000m}}        | {limits: {memory: 1Gi}}                  | false
            quantities deleted           | {limits: {cpu: 1000m}}        | {}                                       | false
            no quantity                  | {limits: {memory: 10GB}}      | {limits: {memory: 10GB}}                 | true
            no quantity and another      | {limits: {memory: 10GB}}      | {limits: {memory: 10Gi}}                 | false
            what is not stored           | {readOnly: false, value: ''}  | {}                                       | true
            what is not absent when zero | {runAsUser: 0}                | {}                                       | false
            what must not go             | {allowPrivilegeEscalation: false} | {}                                   | false
            number against text          | {a: 1}                        | {a: '1'}                                 | false
            """)
    void tells(String name, String desired, String live, boolean holds) throws Exception {
        assertThat(LiveMatch.holds(yaml(desired), yaml(live))).isEqualTo(holds);
    }

    private static JsonNode yaml(String text) throws Exception {
        return new YAMLMapper().readTree(text);
    }
}
