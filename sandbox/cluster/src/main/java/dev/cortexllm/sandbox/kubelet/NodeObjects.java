package dev.cortexllm.sandbox.kubelet;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.NodeStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The objects by which a kubelet makes itself known. */
final class NodeObjects {
    static final String HOST_IP = "127.0.0.1";
    static final String LEASE_NAMESPACE = "kube-node-lease";
    /** How long the node counts as alive after a renewal; kubelet's default. */
    private static final int LEASE_SECONDS = 40;

    private NodeObjects() {}

    static Map<String, String> labels(KubeletOptions options, Machine machine) {
        Map<String, String> labels = new TreeMap<>();
        labels.put("kubernetes.io/hostname", options.nodeName());
        labels.put("kubernetes.io/os", "linux");
        labels.put("kubernetes.io/arch", machine.architecture());
        labels.putAll(options.labels());
        return labels;
    }

    static Node node(KubeletOptions options, Machine machine) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName(options.nodeName())
                .withLabels(labels(options, machine))
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .build();
    }

    static Map<String, Quantity> capacity(KubeletOptions options, Machine machine) {
        Map<String, Quantity> capacity = new TreeMap<>();
        capacity.put("cpu", new Quantity(Integer.toString(machine.processors())));
        capacity.put("memory", new Quantity(machine.memoryBytes() / 1024 + "Ki"));
        capacity.put("pods", new Quantity("110"));
        capacity.putAll(options.capacity());
        return capacity;
    }

    /** The status of a node that is fine; transition times are taken over from the status before. */
    static NodeStatus status(KubeletOptions options, Machine machine, NodeStatus before, Instant now) {
        Map<String, Quantity> capacity = capacity(options, machine);
        return new NodeStatusBuilder()
                .withCapacity(capacity)
                .withAllocatable(capacity)
                .withAddresses(new NodeAddress(HOST_IP, "InternalIP"), new NodeAddress(options.nodeName(), "Hostname"))
                .withNewNodeInfo()
                .withArchitecture(machine.architecture())
                .withOperatingSystem("linux")
                .withOsImage(machine.operatingSystem())
                .withKernelVersion(machine.kernelVersion())
                .withContainerRuntimeVersion("process://1.0.0")
                .withKubeletVersion("v1.36.0-sandbox")
                .withKubeProxyVersion("v1.36.0-sandbox")
                .withMachineID("")
                .withSystemUUID("")
                .withBootID("")
                .endNodeInfo()
                .withConditions(List.of(
                        condition("MemoryPressure", "False", "SandboxHasNoPressure", before, now),
                        condition("DiskPressure", "False", "SandboxHasNoPressure", before, now),
                        condition("PIDPressure", "False", "SandboxHasNoPressure", before, now),
                        condition("Ready", "True", "KubeletReady", before, now)))
                .build();
    }

    private static NodeCondition condition(String type, String value, String reason, NodeStatus before, Instant now) {
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        List<NodeCondition> conditions = before == null ? List.of() : before.getConditions();
        String since = conditions.stream()
                .filter(earlier ->
                        earlier.getType().equals(type) && earlier.getStatus().equals(value))
                .map(NodeCondition::getLastTransitionTime)
                .findFirst()
                .orElse(time);
        return new NodeConditionBuilder()
                .withType(type)
                .withStatus(value)
                .withReason(reason)
                .withMessage(type.equals("Ready") ? "the sandbox kubelet is running" : "not measured in the sandbox")
                .withLastHeartbeatTime(time)
                .withLastTransitionTime(since)
                .build();
    }

    static Lease lease(Node node, Instant now) {
        String name = node.getMetadata().getName();
        return new LeaseBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(LEASE_NAMESPACE)
                .addNewOwnerReference()
                .withApiVersion("v1")
                .withKind("Node")
                .withName(name)
                .withUid(node.getMetadata().getUid())
                .endOwnerReference()
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(name)
                .withLeaseDurationSeconds(LEASE_SECONDS)
                .withRenewTime(now.truncatedTo(ChronoUnit.MICROS).atZone(ZoneOffset.UTC))
                .endSpec()
                .build();
    }
}
