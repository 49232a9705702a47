/** The resources that are served: built-in kinds from a table, custom ones from their definitions. */
package dev.cortexllm.sandbox.apiserver.type;
