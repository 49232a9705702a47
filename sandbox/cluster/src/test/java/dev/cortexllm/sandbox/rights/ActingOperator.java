package dev.cortexllm.sandbox.rights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.sandbox.TestCluster;
import io.fabric8.kubernetes.client.KubernetesClient;

/**
 * The operator's ServiceAccount, as the chart makes it, in the cluster of one test class. Whoever runs an operator in a test has one
 * as a field, gives {@link #client} to the operator and closes this at the end.
 */
public final class ActingOperator implements AutoCloseable {
    private final String namespace;
    private final OperatorRole role;
    private final KubernetesClient client;
    private final UsedRights rights;

    private ActingOperator(TestCluster cluster, Class<?> test) {
        this.namespace = cluster.newNamespace("op-system-");
        this.role = new OperatorRole(cluster.client(), namespace);
        this.client = cluster.impersonating("system:serviceaccount:" + namespace + ":cortex-operator");
        this.rights = new UsedRights(test);
        cluster.server().ifPresent(server -> server.onDecision(rights::decided));
    }

    /**
     * Makes it; it may do nothing yet.
     *
     * @param cluster where
     * @param test the test class, under whose name is kept what was done
     */
    public static ActingOperator in(TestCluster cluster, Class<?> test) {
        return new ActingOperator(cluster, test);
    }

    /** Lets it look after a namespace; returns when the API server knows. */
    public void watch(String watched) {
        role.grantIn(watched);
    }

    /** A client with its rights and no others. */
    public KubernetesClient client() {
        return client;
    }

    /** The operator's own namespace, which it does not watch. */
    public String namespace() {
        return namespace;
    }

    /** Fails when the API server has refused it anything since this was asked last. */
    public void assertNothingRefused() {
        assertThat(rights.refusedSince())
                .as(
                        "what the chart's roles do not let the operator do: it belongs into Permissions, charts/ and docs/rbac.md")
                .isEmpty();
    }

    @Override
    public void close() {
        rights.keep();
        role.revoke();
        client.close();
    }
}
