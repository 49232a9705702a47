/** What the kubelet's containers and the demo's programs have in common as processes of this machine. */
package dev.cortexllm.sandbox.process;
