/** What the kubelet writes about pods: events, and status patches that hold no more than what changed. */
package dev.cortexllm.sandbox.kubelet.report;
