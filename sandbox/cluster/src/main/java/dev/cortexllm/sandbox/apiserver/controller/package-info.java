/** The least of kube-controller-manager: namespaces, garbage, Deployments, ReplicaSets, EndpointSlices. */
package dev.cortexllm.sandbox.apiserver.controller;
