/** YAML and JSON as kubectl reads them: scalars of YAML 1.1, no silent duplicates, a line number for every node, bounded work. */
package dev.cortexllm.schema.yaml;
