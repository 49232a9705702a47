package dev.cortexllm.router.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortexllm.api.v1alpha1.Unsupported;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** facts/wire/gemini.md sections 2 and 6: JSON schema in the subset of models before 2.5. */
class SchemaSubsetTest {
    static Stream<Arguments> schemas() {
        return Stream.of(
                turns("{'type':'string'}", "{'type':'STRING'}"),
                turns("{'type':'STRING','nullable':true}", "{'type':'STRING','nullable':true}"),
                turns("{'type':['integer','null']}", "{'type':'INTEGER','nullable':true}"),
                turns("{'type':['null']}", "{'type':'NULL'}"),
                turns("{'type':'null'}", "{'type':'NULL'}"),
                turns("{'type':'string','format':'date-time'}", "{'type':'STRING','format':'date-time'}"),
                turns("{'type':'string','format':'email'}", "{'type':'STRING'}"),
                turns("{'type':'number','format':'int32'}", "{'type':'NUMBER'}"),
                turns("{'const':'a'}", "{'type':'STRING','enum':['a']}"),
                turns("{'const':2}", "{'type':'INTEGER','minimum':2,'maximum':2}"),
                turns("{'const':2.50}", "{'type':'NUMBER','minimum':2.50,'maximum':2.50}"),
                turns("{'const':null}", "{'type':'NULL'}"),
                turns("{'const':true}", "{'type':'BOOLEAN'}", "const"),
                turns("{'enum':['a','b']}", "{'type':'STRING','enum':['a','b']}"),
                turns("{'enum':['a',null]}", "{'type':'STRING','enum':['a'],'nullable':true}"),
                turns("{'enum':[null]}", "{'type':'NULL'}"),
                turns("{'enum':[1,2]}", "{'type':'INTEGER'}", "enum"),
                turns("{'enum':[1,2.5]}", "{'type':'NUMBER'}", "enum"),
                turns("{'enum':['a',1]}", "{'type':'STRING'}", "enum"),
                turns(
                        "{'items':{'type':'string'},'maxItems':3}",
                        "{'type':'ARRAY','maxItems':3,'items':{'type':'STRING'}}"),
                turns("{'type':'array'}", "{'type':'ARRAY','items':{'type':'STRING'}}", "type"),
                turns("{}", "{'type':'STRING'}", "type"),
                turns("true", "{'type':'STRING'}", "type"),
                turns("{'type':'object','properties':{}}", "{'type':'OBJECT'}"),
                turns(
                        "{'properties':{'a':{'type':'string'}},'required':['a','a','b']}",
                        "{'type':'OBJECT','properties':{'a':{'type':'STRING'}},'required':['a']}"),
                turns(
                        "{'type':'object','additionalProperties':false,'unevaluatedProperties':true}",
                        "{'type':'OBJECT'}"),
                turns(
                        "{'type':'object','additionalProperties':{'type':'string'}}",
                        "{'type':'OBJECT'}",
                        "additionalProperties"),
                turns(
                        "{'type':'array','items':{'type':'string'},'uniqueItems':false}",
                        "{'type':'ARRAY','items':{'type':'STRING'}}"),
                turns(
                        "{'type':'string','not':{'const':'a'},'x-order':1,'$comment':'c','examples':['b']}",
                        "{'type':'STRING'}",
                        "not"),
                turns(
                        "{'oneOf':[{'type':'string'},{'type':'integer'}],'description':'d'}",
                        "{'description':'d','anyOf':[{'type':'STRING'},{'type':'INTEGER'}]}"),
                turns(
                        "{'anyOf':[{'type':'string'},{'type':'null'}],'description':'d'}",
                        "{'type':'STRING','description':'d','nullable':true}"),
                turns(
                        "{'anyOf':[{'const':null},{'type':'string'},{'type':'integer'}]}",
                        "{'anyOf':[{'type':'STRING'},{'type':'INTEGER'}],'nullable':true}"),
                turns(
                        "{'type':'object','properties':{'a':{'type':'string'}},'anyOf':[{'required':['a']},{'$ref':'#/$defs/b'}],"
                                + "'$defs':{'b':{'properties':{'b':{'type':'integer'}}}}}",
                        "{'anyOf':[{'type':'OBJECT','properties':{'a':{'type':'STRING'}},'required':['a']},"
                                + "{'type':'OBJECT','properties':{'b':{'type':'INTEGER'},'a':{'type':'STRING'}}}]}"),
                turns(
                        "{'type':['string','integer','null'],'minimum':1,'default':'x'}",
                        "{'default':'x','anyOf':[{'type':'STRING','minimum':1},{'type':'INTEGER','minimum':1}],'nullable':true}"),
                turns(
                        "{'allOf':[{'type':'object','properties':{'a':{'type':'string'}}}],'properties':{'b':{'type':'integer'}}}",
                        "{'type':'OBJECT','properties':{'a':{'type':'STRING'},'b':{'type':'INTEGER'}}}"),
                turns("{'allOf':[],'type':'string'}", "{'type':'STRING'}"),
                turns(
                        "{'$ref':'#/definitions/a~1b','description':'mine','definitions':{'a/b':{'type':'string','description':'its'}}}",
                        "{'type':'STRING','description':'mine'}"),
                turns(
                        "{'type':'object','properties':{'a':{'$ref':'#/$defs/s'},'b':{'$ref':'#/$defs/s'}},'$defs':{'s':{'type':'string'}}}",
                        "{'type':'OBJECT','properties':{'a':{'type':'STRING'},'b':{'type':'STRING'}}}"));
    }

    private static Arguments turns(String schema, String subset, String... lost) {
        return Arguments.of(schema, subset, lost);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("schemas")
    void a_schema_says_the_same_in_the_subset_or_tells_what_is_lost(String schema, String subset, String[] lost)
            throws Exception {
        Fidelity fidelity = new Fidelity(Unsupported.DROP);

        assertThat(JsonTrees.text(SchemaSubset.of(JsonTrees.read(json(schema)), "tools[0]", fidelity)))
                .isEqualTo(json(subset));
        assertThat(fidelity.dropped())
                .containsExactly(
                        Stream.of(lost).map(word -> "tools[0].." + word).toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'$ref':'#'}",
                "{'allOf':[{'$ref':'#'}]}",
                "{'type':'object','properties':{'a':{'$ref':'#'}}}",
                "{'$ref':'#/$defs/a','$defs':{'a':{'$ref':'#/$defs/b'},'b':{'anyOf':[{'$ref':'#/$defs/a'}]}}}",
                "{'$ref':'#/$defs/none'}",
                "{'$ref':'other.json'}",
                "{'$ref':7}",
                "{'allOf':[{'type':'string'},{'minLength':1}]}",
                "{'allOf':[{'$ref':'#/$defs/a'}],'$defs':{'a':{'allOf':[{'type':'string'},{'minLength':1}]}}}",
                "{'type':'text'}",
                "{'type':['string',7]}"
            })
    void what_cannot_be_said_is_refused_with_its_place(String schema) {
        assertThatThrownBy(
                        () -> SchemaSubset.of(JsonTrees.read(json(schema)), "tools[0]", new Fidelity(Unsupported.DROP)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.param()).isEqualTo("tools[0]"))
                .hasMessageStartingWith("tools[0]: the schema ")
                .hasMessageEndingWith(".");
    }

    @Test
    void a_strict_policy_refuses_what_would_be_lost() {
        assertThatThrownBy(() -> SchemaSubset.of(
                        JsonTrees.read(json("{'type':'integer','multipleOf':2}")),
                        "tools[0]",
                        new Fidelity(Unsupported.REJECT)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("tools[0]..multipleOf");
    }

    @Test
    void nesting_has_a_bound() {
        String schema = "{'items':".repeat(100) + "{'type':'string'}" + "}".repeat(100);

        assertThatThrownBy(
                        () -> SchemaSubset.of(JsonTrees.read(json(schema)), "tools[0]", new Fidelity(Unsupported.DROP)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("too large");
    }

    private static String json(String quoted) {
        return quoted.replace('\'', '"');
    }
}
