/** The functions that Kubernetes adds to CEL: lists, regular expressions, URLs, quantities, addresses, text formatting. */
package dev.cortexllm.schema.cel.library;
