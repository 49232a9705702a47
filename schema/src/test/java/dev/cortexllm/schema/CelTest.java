package dev.cortexllm.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expressions over one object, each with what the server makes of it. */
class CelTest {
    private static final ObjectMapper YAML = new YAMLMapper();

    static final String CRD = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: things.example.com}
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
                          mode: {type: string, nullable: true}
                          count: {type: integer}
                          ratio: {type: number}
                          port: {x-kubernetes-int-or-string: true}
                          my-field: {type: string}
                          a.b/c: {type: string}
                          namespace: {type: string}
                          under__score: {type: string}
                          when: {type: string, format: date-time}
                          wait: {type: string, format: duration}
                          data: {type: string, format: byte}
                          tags: {type: array, items: {type: string}}
                          numbers: {type: array, items: {type: integer}}
                          labels: {type: object, additionalProperties: {type: string}}
                          child: {type: object, properties: {id: {type: string}, deep: {type: object, properties: {x: {type: integer}}}}}
                          children: {type: array, items: {type: object, properties: {id: {type: string}, size: {type: integer}}}}
                        x-kubernetes-validations:
                        - rule: ""
            """;
    private static final String SPEC = """
            name: alpha
            count: 3
            ratio: 2
            port: 80
            my-field: dashed
            a.b/c: mixed
            namespace: ns
            under__score: u
            when: "2026-01-02T03:04:05Z"
            wait: 90s
            data: aGk=
            tags: [b, a, c]
            numbers: [1, 2, 3]
            labels: {app: web, a-b: dash}
            child: {id: x}
            children: [{id: one, size: 1}, {id: two, size: 2}]
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            self.name == 'alpha'
            self.count == 3 && self.count < 3.5
            self.ratio == 2.0
            type(self.port) == int && self.port == 80
            self.my__dash__field == 'dashed'
            self.a__dot__b__slash__c == 'mixed'
            self.__namespace__ == 'ns'
            self.under__underscores__score == 'u'
            self.when < timestamp('2027-01-01T00:00:00Z') && self.when.getFullYear() == 2026
            self.wait == duration('1m30s') && self.wait > duration('1m')
            self.data == b'hi'
            !has(self.mode) && has(self.name)
            self.tags.size() == 3 && size(self.name) == 5
            self.tags.exists(t, t == 'a') && self.tags.all(t, t.size() == 1) && self.tags.exists_one(t, t == 'c')
            self.numbers.map(n, n * 2) == [2, 4, 6] && self.numbers.filter(n, n > 1).size() == 2
            self.numbers.sum() == 6 && self.numbers.min() == 1 && self.numbers.max() == 3 && self.numbers.isSorted()
            !self.tags.isSorted() && self.tags.indexOf('a') == 1 && self.tags.lastIndexOf('z') == -1
            self.labels['app'] == 'web' && 'a-b' in self.labels && self.labels.all(k, self.labels[k] != '')
            self.child.id == 'x' && !has(self.child.deep)
            self.child.?deep.?x.orValue(7) == 7
            self.?mode.hasValue() == false && self.labels[?'nope'].orValue('d') == 'd'
            self.?child.optMap(c, c.id).orValue('') == 'x'
            self.children.all(c, c.size > 0) && self.children.map(c, c.id) == ['one', 'two']
            self.children.all(c, self.children.exists_one(d, d.id == c.id))
            self.name.charAt(0) == 'a' && self.name.indexOf('p') == 2 && self.name.upperAscii() == 'ALPHA'
            self.name.replace('a', 'b') == 'blphb' && self.name.substring(1, 3) == 'lp' && ' x '.trim() == 'x'
            self.name.split('p') == ['al', 'ha'] && self.tags.join('-') == 'b-a-c' && 'ABC'.lowerAscii() == 'abc'
            self.name.matches('^al') && self.name.startsWith('al') && self.name.endsWith('ha') && self.name.contains('lph')
            'a1b22'.find('[0-9]+') == '1' && 'a1b22'.findAll('[0-9]+') == ['1', '22'] && 'a1b22'.findAll('[0-9]', 1) == ['1']
            quantity('1.5Gi').isGreaterThan(quantity('1G')) && isQuantity('20m') && !isQuantity('x') && quantity('1k') == quantity('1000')
            quantity('50k').add(20).asInteger() == 50020 && quantity('500m').asApproximateFloat() == 0.5 && quantity('-1').sign() == -1
            isURL('https://h:80/p?a=1&a=2') && url('https://h:80/p?a=1').getHost() == 'h:80' && url('https://h:80/p').getPort() == '80'
            url('https://u@[::1]:80/p%20q').getHostname() == '::1' && url('https://h/p%20q').getEscapedPath() == '/p%20q' && url('https://h/?a=1').getQuery() == {'a': ['1']}
            isIP('10.0.0.1') && !isIP('10.0.0.256') && ip('::1').isLoopback() && ip('10.0.0.1').family() == 4 && string(ip('1:0:0:0:0:0:0:2')) == '1::2'
            cidr('10.0.0.0/8').containsIP('10.1.2.3') && !cidr('10.0.0.0/8').containsIP(ip('11.0.0.1')) && cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16')
            cidr('10.1.2.3/8').masked() == cidr('10.0.0.0/8') && isCIDR('::/0') && !isCIDR('10.0.0.0/33') && ip.isCanonical('::1')
            sets.contains(self.tags, ['a', 'b']) && sets.intersects([1], [1, 2])
            self.labels.all(k, v, v.size() > 0) && self.tags.exists(i, t, i == 0 && t == 'b')
            self.numbers.slice(0, 2) == [1, 2] && [3, 1].sort() == [1, 3] && [1, 1].distinct() == [1]
            '%s-%d-%.2f'.format([dyn(self.name), dyn(self.count), dyn(1.5)]) == 'alpha-3-1.50'
            (self.count > 2 ? 'big' : 'small') == 'big'
            !format.dns1123Label().validate('ok').hasValue() && format.dns1123Label().validate('-no').value().size() == 1
            format.named('uuid').hasValue() && !format.named('nope').hasValue() && !format.dns1123LabelPrefix().validate('a-').hasValue()
            format.qualifiedName().validate('a/b/c').hasValue() && !format.qualifiedName().validate('example.com/Name').hasValue()
            string(self.count) == '3' && int('4') == 4 && double(self.count) / 2.0 == 1.5
            dyn(self.port) == 80
            """)
    void holds(String rule) throws Exception {
        assertThat(broken(rule)).isEmpty();
    }

    static List<String> broken(String rule) throws Exception {
        ObjectNode crd = (ObjectNode) YAML.readTree(CRD);
        ObjectNode one = (ObjectNode)
                crd.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec/x-kubernetes-validations/0");
        one.put("rule", rule);
        ObjectNode object = YAML.createObjectNode();
        object.put("apiVersion", "example.com/v1")
                .put("kind", "Thing")
                .putObject("metadata")
                .put("name", "x");
        object.set("spec", YAML.readTree(SPEC));
        return CrdSchema.of(crd, "v1").validate(object, Optional.empty()).stream()
                .map(Violation::toString)
                .toList();
    }
}
