/** Who asks for what, and whether RBAC lets them. */
package dev.cortexllm.sandbox.apiserver.access;
