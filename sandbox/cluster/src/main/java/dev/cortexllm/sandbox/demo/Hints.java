package dev.cortexllm.sandbox.demo;

import dev.cortexllm.sandbox.demo.step.Cluster;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.PrintStream;
import java.nio.file.Path;

/** What a person can try while the demo stays. */
final class Hints {
    private static final int ADMIN_PORT = 9464;

    private Hints() {}

    static void print(PrintStream out, World world, Cluster cluster, Path example) {
        out.println();
        out.println("Everything is Ready. Try:");
        out.println("  curl -i " + world.gatewayUrl() + "/v1/chat/completions -H 'content-type: application/json' \\");
        out.println("    -d '{\"model\":\"assistant\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}'");
        for (Pod router : routers(cluster)) {
            out.println("  curl http://" + router.getStatus().getPodIP() + ":" + ADMIN_PORT + "/metrics");
        }
        out.println("  export KUBECONFIG=" + world.kubeconfig());
        out.println("  kubectl get cortex,pods,deployments,services,events");
        out.println("  kubectl edit rp assistant");
        out.println("  kubectl delete -f " + example);
        out.println("  kubectl apply -f " + example);
        out.println("The last folder is examples/hybrid with the simulated cloud's address in it.");
        out.println("router: " + world.gatewayUrl() + "   Ctrl-C ends the demo and all its processes.");
    }

    private static Iterable<Pod> routers(Cluster cluster) {
        String selector = cluster.gateway(World.GATEWAY).getStatus().selector();
        return cluster.client()
                .pods()
                .inNamespace(cluster.namespace())
                .withLabelSelector(selector)
                .list()
                .getItems();
    }
}
