/**
 * What a pod refers to: its own fields and resources (pure), and the Secrets, ConfigMaps and tokens it reads from the API.
 */
package dev.cortexllm.sandbox.kubelet.reference;
