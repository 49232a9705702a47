package dev.cortexllm.sandbox.operator;

import dev.cortexllm.config.CanonicalJson;
import dev.cortexllm.link.FromOperator;
import dev.cortexllm.link.LinkAddress;
import dev.cortexllm.link.LinkProtocol;
import dev.cortexllm.link.RouterReport;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A router as the operator sees one: takes configurations and endpoints from the link and reports, without any traffic. */
final class LinkClient implements AutoCloseable {
    private final String incarnation = UUID.randomUUID().toString();
    private final HttpClient http;
    private final String url;
    private final String token;
    private final CompletableFuture<Void> reading;
    private volatile FromOperator.Config config;
    private volatile FromOperator.Endpoints endpoints;
    private volatile List<RouterReport.PolicyUsage> usage = List.of();
    private volatile Map<String, RouterReport.Demand> demand = Map.of();
    private volatile Boolean store;
    private volatile List<RouterReport.BudgetSpend> budgets;
    private volatile List<RouterReport.BudgetNotice> notices;
    private volatile boolean closed;

    LinkClient(KubernetesClient client, Pod pod, Secret slot0) throws Exception {
        String json = new String(
                Base64.getDecoder().decode(slot0.getData().get(LinkProtocol.ADDRESS_FILE)), StandardCharsets.UTF_8);
        LinkAddress address = CanonicalJson.read(json.getBytes(StandardCharsets.UTF_8), LinkAddress.class);
        this.url = address.url();
        this.token = token(client, pod);
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trusting(address.caPem()))
                .build();
        HttpResponse<Stream<String>> stream =
                http.send(request(LinkProtocol.STREAM_PATH).build(), HttpResponse.BodyHandlers.ofLines());
        if (stream.statusCode() != 200) {
            throw new IOException("the link answers " + stream.statusCode());
        }
        this.reading = CompletableFuture.runAsync(
                () -> stream.body().forEach(this::told), task -> new Thread(task, "link-client").start());
    }

    FromOperator.Endpoints endpoints() {
        return endpoints;
    }

    String hash() {
        return config == null ? null : config.hash();
    }

    void usage(String policy, long requests, long local, long microUsd) throws Exception {
        usage = List.of(new RouterReport.PolicyUsage(policy, requests, local, microUsd));
        report();
    }

    /** Tells what this router has sent to each engine pod of a deployment. */
    void load(String deployment, Map<String, Integer> pods) throws Exception {
        Map<String, RouterReport.PodLoad> loads = new TreeMap<>();
        pods.forEach((pod, requests) -> loads.put(pod, new RouterReport.PodLoad(requests, null)));
        int all = pods.values().stream().mapToInt(Integer::intValue).sum();
        demand(deployment, new RouterReport.Demand(all, 0, all, loads));
    }

    /** What is told from now on, with each report. */
    void demand(String deployment, RouterReport.Demand told) throws Exception {
        demand = Map.of(deployment, told);
        report();
    }

    void money(Boolean reached, List<RouterReport.BudgetSpend> spends, List<RouterReport.BudgetNotice> told)
            throws Exception {
        store = reached;
        budgets = spends;
        notices = told;
        report();
    }

    /** Ends the connection, as a router's death would. */
    @Override
    public void close() {
        closed = true;
        reading.cancel(true);
    }

    private void told(String line) {
        try {
            FromOperator message = CanonicalJson.read(line.getBytes(StandardCharsets.UTF_8), FromOperator.class);
            if (message instanceof FromOperator.Config next) {
                config = next;
            } else if (message instanceof FromOperator.Endpoints next) {
                endpoints = next;
            }
            if (!closed) {
                report();
            }
        } catch (Exception e) {
            throw new IllegalStateException("link line not understood: " + line, e);
        }
    }

    private void report() throws Exception {
        RouterReport report = new RouterReport(
                incarnation,
                hash(),
                null,
                endpoints == null ? 0 : endpoints.revision(),
                demand,
                usage,
                store,
                budgets,
                notices);
        http.send(
                request(LinkProtocol.REPORT_PATH)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(CanonicalJson.bytes(report)))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + token);
    }

    private static String token(KubernetesClient client, Pod pod) {
        return client.serviceAccounts()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getSpec().getServiceAccountName())
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withAudiences(LinkProtocol.AUDIENCE)
                        .withExpirationSeconds(600L)
                        .withNewBoundObjectRef(
                                "v1",
                                "Pod",
                                pod.getMetadata().getName(),
                                pod.getMetadata().getUid())
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
    }

    private static SSLContext trusting(String pem) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry(
                "ca",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
