package dev.cortexllm.sandbox.apiserver.patch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategicMergePatchTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                // object | patch | result
                "{'a':1,'b':2} | {'a':null,'b':3} | {'b':3}",
                "{'containers':[{'name':'a','image':'1'}]} | {'containers':[{'name':'a','image':'2'},{'name':'b'}]}"
                        + " | {'containers':[{'name':'a','image':'2'},{'name':'b'}]}",
                "{'containers':[{'name':'a'},{'name':'b'}]} | {'containers':[{'name':'a','$patch':'delete'}]}"
                        + " | {'containers':[{'name':'b'}]}",
                "{'env':[{'name':'a'}]} | {'env':[{'$patch':'replace'},{'name':'b'}]} | {'env':[{'name':'b'}]}",
                "{'spec':{'x':1}} | {'spec':{'$patch':'replace','y':2}} | {'spec':{'y':2}}",
                "{'env':[{'name':'a'},{'name':'b'}]} | {'$setElementOrder/env':[{'name':'b'},{'name':'a'}]}"
                        + " | {'env':[{'name':'b'},{'name':'a'}]}",
                "{'finalizers':['x','y']} | {'$deleteFromPrimitiveList/finalizers':['x'],'finalizers':['z']}"
                        + " | {'finalizers':['y','z']}",
                "{'args':['x','y']} | {'args':['z']} | {'args':['z']}",
                "{'strategy':{'type':'RollingUpdate','rollingUpdate':{}}}"
                        + " | {'strategy':{'$retainKeys':['type'],'type':'Recreate'}} | {'strategy':{'type':'Recreate'}}",
                "{'spec':{'ports':[{'port':80,'name':'a'}]}} | {'spec':{'ports':[{'port':80,'name':'b'}]}}"
                        + " | {'spec':{'ports':[{'port':80,'name':'b'}]}}"
            })
    void directives(String object, String patch, String expected) {
        assertThat(StrategicMergePatch.apply(json(object), json(patch))).isEqualTo(json(expected));
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Json.parse(text.replace('\'', '"'));
    }
}
