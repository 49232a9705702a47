/**
 * A router without Kubernetes: the same YAML from folders, or environment variables alone, checked with the CRDs' own schema
 * and compiled by the same compiler. {@code lint} is the same path without the router.
 *
 * <p>Reading order: {@link dev.cortexllm.router.standalone.Finding}, {@link dev.cortexllm.router.standalone.Definitions},
 * {@link dev.cortexllm.router.standalone.ResourceReader}, {@link dev.cortexllm.router.standalone.Secrets}, {@link
 * dev.cortexllm.router.standalone.EnvironmentResources}, {@link dev.cortexllm.router.standalone.Workspace}, {@link
 * dev.cortexllm.router.standalone.FolderSource}.
 */
package dev.cortexllm.router.standalone;
