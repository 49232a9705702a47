/** Versions of the resources, and what all of them share. */
package dev.cortexllm.api;
