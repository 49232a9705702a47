package dev.cortexllm.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cortexllm.schema.node.SchemaReader;
import dev.cortexllm.schema.quick.QuickRules;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is accepted without CEL is what CEL accepts. */
class QuickRulesTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String CRD = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            spec:
              group: example.com
              scope: Namespaced
              names: {kind: Thing, plural: things}
              versions:
              - name: v1
                served: true
                storage: true
                schema:
                  openAPIV3Schema:
                    type: object
                    properties:
                      spec:
                        type: object
                        properties:
                          name: {type: string}
                          type: {type: string}
                          none: {type: string, nullable: true}
                          count: {type: integer}
                          large: {type: integer}
                          ratio: {type: number}
                          port: {x-kubernetes-int-or-string: true}
                          my-field: {type: string}
                          namespace: {type: string}
                          on: {type: boolean}
                          absent: {type: string}
                          tags: {type: array, items: {type: string}}
                          labels: {type: object, additionalProperties: {type: string}}
                          child: {type: object, properties: {id: {type: string}}}
                          children: {type: array, items: {type: object, properties: {id: {type: string}, size: {type: integer}}}}
                        x-kubernetes-validations:
                        - rule: ""
            """;
    private static final String SPEC = """
            name: alpha
            type: kind
            none: null
            count: 3
            large: 9007199254740993
            ratio: 2
            port: 80
            my-field: dashed
            namespace: ns
            on: true
            tags: [b, a, cé]
            labels: {app: web, a-b: dash}
            child: {id: "1.50"}
            children: [{id: one, size: 1}, {id: two, size: 2}, {id: one}]
            """;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            self.name == 'alpha'                                                    ; yes
            self.name == "beta" || self.on                                          ; yes
            self.name != 'alpha' || !self.on                                        ; no
            self.count == 3 && self.ratio == 2.0 && self.ratio < 2.5                ; yes
            self.count >= 3 && self.count <= 3 && !(self.count > 3)                 ; yes
            self.port == 80                                                         ; yes
            self.large == self.large && self.large > 3                              ; yes
            double(self.large) > 5.0                                                ; unsure
            has(self.name) && !has(self.absent) && has(self.child.id)               ; yes
            has(self.absent) != has(self.count)                                     ; yes
            self.absent == 'x' || self.on                                           ; unsure
            self.on || self.absent == 'x'                                           ; yes
            has(self.none)                                                          ; yes
            self.none == 'x' || self.on                                             ; unsure
            has(self.child) ? self.child.id.endsWith('0') : false                   ; yes
            double(self.child.id) == 1.5                                            ; yes
            double(self.name) == 1.5                                                ; unsure
            self.name.matches('^al.*$') && self.name.matches('p')                   ; yes
            self.name.startsWith('al') && !self.name.startsWith('b')                ; yes
            self.tags.all(t, t.size() >= 1) && size(self.tags) == 3                 ; yes
            self.tags[2].size() == 2                                                ; unsure
            self.tags.exists(t, t == 'a') && self.tags.exists_one(t, t.size() == 2) ; yes
            'a' in self.tags && !('z' in self.tags)                                 ; yes
            'app' in self.labels && !('b' in self.labels)                           ; yes
            self.labels.all(key, key.startsWith('a'))                               ; yes
            self.children.all(c, self.children.exists_one(o, o.id == c.id))         ; no
            self.children.all(c, has(c.size))                                       ; no
            self.children.all(c, c.size > 0)                                        ; unsure
            [has(self.name), has(self.absent)].exists_one(given, given)             ; yes
            [has(self.name), has(self.on)].filter(given, given).size() == 1         ; no
            self.children.filter(c, c.id == 'one').size() == 2                      ; yes
            self.my__dash__field == 'dashed'                                        ; unsure
            self.__namespace__ == 'ns'                                              ; unsure
            self.name == r'alpha'                                                   ; unsure
            self.name == 'al\\x70ha'                                               ; unsure
            self.type == 'kind'                                                     ; yes
            type(self.name) == string                                               ; unsure
            self.count + 1 == 4                                                     ; unsure
            self.count > -1                                                         ; unsure
            0x3 == self.count                                                       ; unsure
            3.0e0 == double(self.count)                                             ; unsure
            ''.size() == 0                                                          ; yes
            self.on && true && !false                                               ; yes
            self.tags == ['b']                                                      ; unsure
            self.tags.map(t, t + 'x').size() == 3                                   ; unsure
            """)
    void acceptsWhatCelAccepts(String rule, String expected) throws Exception {
        ObjectNode crd = (ObjectNode) YAML.readTree(CRD);
        ((ObjectNode) crd.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec/x-kubernetes-validations/0"))
                .put("rule", rule);
        ObjectNode thing =
                YAML.createObjectNode().put("apiVersion", "example.com/v1").put("kind", "Thing");
        thing.putObject("metadata").put("name", "a");
        thing.set("spec", YAML.readTree(SPEC));

        boolean quick = QuickRules.of(SchemaReader.known(crd.at("/spec/versions/0/schema/openAPIV3Schema")))
                .orElseThrow()
                .hold(thing);

        assertThat(quick).isEqualTo(expected.equals("yes"));
        boolean cel = CrdSchema.of(crd, "v1").validate(thing, Optional.empty()).isEmpty();
        if (!expected.equals("unsure")) {
            assertThat(cel).isEqualTo(quick);
        }
        assertThat(CrdSchema.known(crd, "v1").validate(thing, Optional.empty()).isEmpty())
                .as("what is unsure is CEL's")
                .isEqualTo(cel);
    }

    /** Nested macros stop where CEL would; an answer before that is none. */
    @ParameterizedTest
    @CsvSource({"30, true", "60, false"})
    void leavesLongLoopsToCel(int items, boolean quick) throws Exception {
        ObjectNode crd = (ObjectNode) YAML.readTree(CRD);
        ((ObjectNode) crd.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec/x-kubernetes-validations/0"))
                .put("rule", "self.tags.all(a, self.tags.all(b, self.tags.all(c, a == b || c != 'z')))");
        ObjectNode thing = YAML.createObjectNode();
        for (int i = 0; i < items; i++) {
            thing.withObject("/spec").withArray("tags").add("t" + i);
        }
        assertThat(QuickRules.of(SchemaReader.known(crd.at("/spec/versions/0/schema/openAPIV3Schema")))
                        .orElseThrow()
                        .hold(thing))
                .isEqualTo(quick);
    }
}
