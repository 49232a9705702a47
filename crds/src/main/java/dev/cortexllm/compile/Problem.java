package dev.cortexllm.compile;

/**
 * One thing that is wrong with a resource.
 *
 * @param resource the resource
 * @param path place in the document, such as {@code spec.targets[1].providerRef}
 * @param reason one CamelCase word
 * @param message a sentence for a person
 * @param warning true when the resource is served as it stands all the same
 */
public record Problem(ResourceId resource, String path, String reason, String message, boolean warning) {}
