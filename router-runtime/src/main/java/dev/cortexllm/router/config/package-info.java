/**
 * Where configurations come from: the folder that Kubernetes mounts, and what weighs it against the link. A source knows
 * nothing of what is done with a configuration; it hands it to a {@link dev.cortexllm.router.config.ConfigSink}.
 */
package dev.cortexllm.router.config;
