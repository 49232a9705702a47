/** All objects in memory, the order of their changes, and selectors over them. */
package dev.cortexllm.sandbox.apiserver.store;
