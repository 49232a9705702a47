/** The structural schema of a CRD as a tree of records, and what needs nothing but that tree: defaulting, pruning, paths. */
package dev.cortexllm.schema.node;
