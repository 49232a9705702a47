package dev.cortexllm.sandbox.apiserver.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.object.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPatchTest {
    private static JsonNode json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'a':[1,3]} | {'op':'add','path':'/a/1','value':2} | {'a':[1,2,3]}",
                "{'a':[1]} | {'op':'add','path':'/a/-','value':2} | {'a':[1,2]}",
                "{'a':{}} | {'op':'add','path':'/a/b~1c','value':1} | {'a':{'b/c':1}}",
                "{'a':[1,2]} | {'op':'remove','path':'/a/0'} | {'a':[2]}",
                "{'a':1} | {'op':'replace','path':'/a','value':2} | {'a':2}",
                "{'a':1,'b':{}} | {'op':'move','from':'/a','path':'/b/c'} | {'b':{'c':1}}",
                "{'a':1} | {'op':'copy','from':'/a','path':'/b'} | {'a':1,'b':1}",
                "{'a':1} | {'op':'test','path':'/a','value':1} | {'a':1}"
            })
    void operations(String object, String operation, String expected) {
        assertThat(JsonPatch.apply((ObjectNode) json(object), json("[" + operation + "]")))
                .isEqualTo(json(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'a':1} | {'op':'test','path':'/a','value':2}",
                "{'a':1} | {'op':'remove','path':'/b'}",
                "{'a':1} | {'op':'replace','path':'/b','value':1}",
                "{'a':[1]} | {'op':'add','path':'/a/7','value':1}",
                "{'a':1} | {'op':'add','path':'/b/c','value':1}"
            })
    void whatDoesNotFitIsRefused(String object, String operation) {
        assertThatThrownBy(() -> JsonPatch.apply((ObjectNode) json(object), json("[" + operation + "]")))
                .isInstanceOfSatisfying(
                        ApiError.class, e -> assertThat(e.code()).isEqualTo(422));
    }
}
