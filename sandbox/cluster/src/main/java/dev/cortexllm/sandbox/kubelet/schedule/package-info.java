/** Which pods fit on the one node (pure), and the binding of those that do: the sandbox has no scheduler. */
package dev.cortexllm.sandbox.kubelet.schedule;
