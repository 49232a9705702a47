package dev.cortexllm.link;

/**
 * Where a router finds the operator.
 *
 * @param url base URL, {@code https://host:port}
 * @param caPem certificate (PEM) of the authority that signed the operator's certificate
 */
public record LinkAddress(String url, String caPem) {}
