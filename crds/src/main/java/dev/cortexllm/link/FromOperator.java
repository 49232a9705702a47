package dev.cortexllm.link;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;

/** What the operator tells a router, one JSON object per line. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FromOperator.Config.class, name = "config"),
    @JsonSubTypes.Type(value = FromOperator.Endpoints.class, name = "endpoints"),
    @JsonSubTypes.Type(value = FromOperator.Beat.class, name = "beat")
})
public sealed interface FromOperator {

    /**
     * The configuration to serve from now on; sent once at the start and after each change.
     *
     * @param hash its hash
     * @param files the same files that the Secrets carry (see {@code BundleFiles}), by name, base64 in JSON
     */
    record Config(String hash, Map<String, byte[]> files) implements FromOperator {}

    /**
     * The engine pods of every deployment that the gateway's policies name; always complete, sent at the start and after
     * each change.
     *
     * @param revision rises with each change while one operator process lives
     * @param deployments endpoints by upstream id; a deployment without pods has an empty list
     */
    record Endpoints(long revision, Map<String, List<Endpoint>> deployments) implements FromOperator {}

    /** A sign of life. */
    record Beat() implements FromOperator {}

    /**
     * One engine pod.
     *
     * @param pod its name
     * @param ip its address
     * @param port the engine's port
     * @param ready whether it may get new requests
     * @param terminating whether it is about to go; running requests may finish
     * @param revision revision of the workload's template that it runs
     */
    record Endpoint(String pod, String ip, int port, boolean ready, boolean terminating, String revision) {}
}
