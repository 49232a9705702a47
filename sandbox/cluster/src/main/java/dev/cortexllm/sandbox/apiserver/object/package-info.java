/** JSON trees and what all Kubernetes objects have in common; refusals as {@code Status}. Knows nothing else of this server. */
package dev.cortexllm.sandbox.apiserver.object;
