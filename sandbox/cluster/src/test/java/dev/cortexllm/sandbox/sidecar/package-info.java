/** {@code examples/sidecar} played: a router as a native sidecar of an application's pod. */
package dev.cortexllm.sandbox.sidecar;
