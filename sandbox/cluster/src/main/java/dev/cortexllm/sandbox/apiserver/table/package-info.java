/** What {@code kubectl get} prints, computed by the server. */
package dev.cortexllm.sandbox.apiserver.table;
