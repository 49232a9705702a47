/** Defaults, admission and the few rules of built-in kinds. */
package dev.cortexllm.sandbox.apiserver.builtin;
