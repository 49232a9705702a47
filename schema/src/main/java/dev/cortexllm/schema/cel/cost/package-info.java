/** Estimates what a CEL expression can cost at worst, with the formulas an API server uses to refuse expensive CRDs. */
package dev.cortexllm.schema.cel.cost;
