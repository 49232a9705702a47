package dev.cortexllm.operator.model.desired;

/**
 * What a load Job is made from beside the deployment.
 *
 * @param image the router's image, which holds the loader
 * @param tokenVersion version of the Secret with the token; empty: there is none. With another token a download that failed is
 *     tried again at once
 */
public record LoadSettings(String image, String tokenVersion) {}
