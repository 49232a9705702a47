package dev.cortexllm.sandbox.kubelet.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.sandbox.kubelet.Yaml;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceTargetsTest {
    private static final Service SERVICE = Yaml.read("""
            metadata: {namespace: ns, name: web}
            spec:
              selector: {app: web}
              ports: [{name: http, port: 80, targetPort: main}, {name: raw, port: 81, targetPort: 9}, {port: 82}]
            """, Service.class);

    private static Pod pod(String name, String metadata, String ready) {
        return Yaml.read("""
                metadata: {namespace: ns, name: %s, labels: {app: web, v: '1'}%s}
                spec: {containers: [{name: c, ports: [{name: main, containerPort: 8080}]}]}
                status: {podIP: 127.64.0.%s, conditions: [{type: Ready, status: '%s'}]}
                """.formatted(name, metadata, name.substring(1), ready), Pod.class);
    }

    @ParameterizedTest
    @CsvSource({
        "http, 127.64.0.1:8080 127.64.0.5:8080",
        "80, 127.64.0.1:8080 127.64.0.5:8080",
        "raw, 127.64.0.1:9 127.64.0.5:9",
        "82, 127.64.0.1:82 127.64.0.5:82",
        "none, ''"
    })
    void areTheReadyPodsThatTheServiceSelects(String port, String targets) {
        Pod other = pod("p3", "", "True");
        other.getMetadata().getLabels().put("app", "other");
        Pod elsewhere = pod("p4", "", "True");
        elsewhere.getMetadata().setNamespace("elsewhere");
        List<Pod> pods = List.of(
                pod("p5", "", "True"),
                pod("p1", "", "True"),
                pod("p2", "", "False"),
                other,
                elsewhere,
                pod("p6", ", deletionTimestamp: 2026-01-01T00:00:00Z", "True"));
        assertThat(ServiceTargets.of(SERVICE, port, pods).stream()
                        .map(address -> address.getHostString() + ":" + address.getPort())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(targets);
    }
}
