/** Volumes as local directories: what files they hold (pure), and how they are swapped in without a reader noticing. */
package dev.cortexllm.sandbox.kubelet.volume;
