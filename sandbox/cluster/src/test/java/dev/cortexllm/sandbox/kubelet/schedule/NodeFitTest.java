package dev.cortexllm.sandbox.kubelet.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.sandbox.kubelet.Yaml;
import io.fabric8.kubernetes.api.model.Node;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeFitTest {
    private static final String NODE = """
            metadata: {name: n1, labels: {gpu: h200, size: '8'}}
            spec: {taints: [{key: nvidia.com/gpu, value: present, effect: NoSchedule}]}
            status: {allocatable: {cpu: '4', memory: 8Gi, pods: '3', nvidia.com/gpu: '2'}}
            """;
    private static final String TOLERATION = "tolerations: [{key: nvidia.com/gpu, operator: Exists}]";
    private static final String NO_MATCH =
            "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.";

    private static String refusal(String spec, int others) {
        var other = Yaml.pod("{containers: [{name: c, resources: {requests: {cpu: 1, memory: 1Gi}}}]}");
        List<String> reasons = NodeFit.reasons(
                Yaml.pod(spec),
                Yaml.read(NODE, Node.class),
                List.of(other, other, other).subList(0, others));
        return reasons.isEmpty() ? "fits" : NodeFit.message(List.of(reasons));
    }

    @Test
    void countsTheNodesThatRefuseForTheSameReason() {
        assertThat(NodeFit.message(List.of(
                        List.of("node(s) were unschedulable"),
                        List.of("Insufficient cpu", "Insufficient memory"),
                        List.of("Insufficient memory"))))
                .isEqualTo("0/3 nodes are available: 1 Insufficient cpu, 2 Insufficient memory,"
                        + " 1 node(s) were unschedulable.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | requests: {cpu: 4, memory: 8Gi} | fits",
                "1 | requests: {cpu: 3, memory: 7Gi} | fits",
                "1 | requests: {cpu: 3001m} | 0/1 nodes are available: 1 Insufficient cpu.",
                "0 | requests: {cpu: 5, memory: 9Gi} | 0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient memory.",
                "0 | limits: {nvidia.com/gpu: 3} | 0/1 nodes are available: 1 Insufficient nvidia.com/gpu.",
                "0 | limits: {amd.com/gpu: 1} | 0/1 nodes are available: 1 Insufficient amd.com/gpu.",
                "0 | limits: {amd.com/gpu: 0} | fits",
                "3 | requests: {} | 0/1 nodes are available: 1 Too many pods."
            })
    void weighsRequests(int others, String resources, String message) {
        assertThat(refusal("{" + TOLERATION + ", containers: [{name: c, resources: {" + resources + "}}]}", others))
                .isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nodeSelector: {gpu: h200} | true",
                "nodeSelector: {gpu: a100} | false",
                "{key: gpu, operator: In, values: [a100, h200]} | true",
                "{key: gpu, operator: NotIn, values: [h200]} | false",
                "{key: none, operator: Exists} | false",
                "{key: none, operator: DoesNotExist} | true",
                "{key: size, operator: Gt, values: ['7']} | true",
                "{key: size, operator: Lt, values: ['8']} | false"
            })
    void honoursSelectorAndRequiredAffinity(String rule, boolean matches) {
        String field = rule.startsWith("{")
                ? "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution:"
                        + " {nodeSelectorTerms: [{matchExpressions: [" + rule + "]}]}}}"
                : rule;
        assertThat(refusal("{" + TOLERATION + ", " + field + ", containers: [{name: c}]}", 0))
                .isEqualTo(matches ? "fits" : NO_MATCH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{key: nvidia.com/gpu, value: present} | true",
                "{key: nvidia.com/gpu, value: present, effect: NoSchedule} | true",
                "{key: nvidia.com/gpu, value: present, effect: NoExecute} | false",
                "{key: nvidia.com/gpu, value: other} | false",
                "{operator: Exists} | true"
            })
    void honoursTaints(String toleration, boolean tolerated) {
        assertThat(refusal("{tolerations: [" + toleration + "], containers: [{name: c}]}", 0))
                .isEqualTo(
                        tolerated
                                ? "fits"
                                : "0/1 nodes are available: 1 node(s) had untolerated taint {nvidia.com/gpu: present}.");
    }

    @Test
    void countsInitContainersWhereTheyNeedMoreAndSidecarsThroughout() {
        assertThat(PodRequests.of(Yaml.pod("""
                                initContainers:
                                - {name: big, resources: {requests: {cpu: 5}}}
                                - {name: sidecar, restartPolicy: Always, resources: {requests: {cpu: 1, memory: 1}}}
                                - {name: late, resources: {requests: {memory: 9}}}
                                containers: [{name: a, resources: {requests: {cpu: 2}}}, {name: b, resources: {requests: {cpu: 1}}}]
                                """.replace("\n", "\n  ").replaceFirst("^", "\n  "))))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("memory", BigDecimal.TEN, "cpu", new BigDecimal(5), "pods", BigDecimal.ONE));
    }
}
