/** From a container of a pod to a local process: the runtimes file, environment, command line, launch and clean-up. */
package dev.cortexllm.sandbox.kubelet.runtime;
