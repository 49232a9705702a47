package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.cortexllm.api.Durations;
import dev.cortexllm.api.ListType;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import java.util.List;
import java.util.Map;

/**
 * The routers of one endpoint and which policies they serve.
 *
 * @param replicas number of router pods
 * @param policySelector which RoutingPolicies of the namespaces are served
 * @param allowedNamespaces further namespaces whose policies are served
 * @param port port of the Service
 * @param image router image; the operator's own version when absent
 * @param maxRequestBytes largest request body that is read, in bytes
 * @param drainTimeout how long a stopping router lets running answers finish
 * @param resources requests and limits of the router container
 * @param nodeSelector labels of the nodes that may run routers
 * @param rateLimits how much all policies together may be used
 * @param redis where its routers count together
 * @param budgets how much all policies together may spend
 * @param auth who may call
 * @param workspaces what clients share
 * @param adminAuth key that opens the routers' admin port to other pods
 * @param sidecars whose pods may have a router of this gateway at their side
 */
@ValidationRule(
        value = "!has(self.auth) || self.auth.keys.all(k, !has(k.workspace) || (has(self.workspaces) &&"
                + " self.workspaces.exists(w, w.name == k.workspace)))",
        message = "every auth.keys[].workspace must be the name of a workspace")
public record LLMGatewaySpec(
        @SpecReplicas @Default(Defaults.ROUTERS) @Min(0) @Max(1000) @JsonPropertyDescription("Number of router pods.")
        Integer replicas,

        @JsonPropertyDescription("Which RoutingPolicies are served; all when absent or empty.")
        LabelSelector policySelector,

        @ListType(ListType.Kind.SET)
        @Size(max = 64)
        @JsonPropertyDescription("Namespaces besides this one whose policies are served.")
        List<@Size(min = 1, max = 63) String> allowedNamespaces,

        @Default(Defaults.GATEWAY_PORT) @Min(1) @Max(65535) @JsonPropertyDescription("Port of the Service.")
        Integer port,

        @Size(min = 1, max = 512) @JsonPropertyDescription("Router image; the operator's own version when absent.")
        String image,

        @Default(Defaults.MAX_REQUEST_BYTES)
        @Min(1024)
        @Max(268435456)
        @JsonPropertyDescription("Largest request body that a router reads, in bytes; larger ones get 413.")
        Long maxRequestBytes,

        @Default(Defaults.ROUTER_DRAIN)
        @Pattern(Durations.PATTERN)
        @Size(max = 32)
        @JsonPropertyDescription("How long a stopping router lets running answers finish, for example 10m.")
        String drainTimeout,

        @JsonPropertyDescription("Resource requests and limits of the router container.")
        ResourceAmounts resources,

        @Size(max = 32) @JsonPropertyDescription("Labels of the nodes that may run routers.")
        Map<String, @Size(max = 63) String> nodeSelector,

        @ListType(ListType.Kind.MAP)
        @Size(max = 16)
        @JsonPropertyDescription("How much all policies together may be used; more is refused with status 429.")
        List<RateLimit> rateLimits,

        @JsonPropertyDescription(
                "The Redis in which all routers of the gateway count together; each counts for itself when absent.")
        RedisStoreSpec redis,

        @ListType(ListType.Kind.MAP)
        @Size(max = 16)
        @JsonPropertyDescription("How much money all policies together may spend.")
        List<Budget> budgets,

        @JsonPropertyDescription(
                "Who may call. Without it the gateway answers whoever reaches it, which in a cluster is its own namespace.")
        ClientAuth auth,

        @ListType(ListType.Kind.MAP)
        @Size(max = 128)
        @JsonPropertyDescription("What clients share: which policies and models they may use, and how much.")
        List<WorkspaceSpec> workspaces,

        @JsonPropertyDescription(
                "Key that opens the routers' admin port (metrics) to other pods; without it they get probes only.")
        CredentialSource adminAuth,

        @Size(max = 64)
        @JsonPropertyDescription(
                "ServiceAccounts whose pods may run a router of this gateway as a sidecar. It is told over the link what to serve,"
                        + " without any key of a provider: what is not local goes through the gateway.")
        List<SidecarAccount> sidecars) {

    /** Without limits, store, budgets and clients. */
    public LLMGatewaySpec(
            Integer replicas,
            LabelSelector policySelector,
            List<String> allowedNamespaces,
            Integer port,
            String image,
            Long maxRequestBytes,
            String drainTimeout,
            ResourceAmounts resources,
            Map<String, String> nodeSelector) {
        this(
                replicas,
                policySelector,
                allowedNamespaces,
                port,
                image,
                maxRequestBytes,
                drainTimeout,
                resources,
                nodeSelector,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
