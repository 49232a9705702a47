/** The stand-in for kube-proxy: TCP from a loopback port to the ready pods of a Service. */
package dev.cortexllm.sandbox.kubelet.service;
