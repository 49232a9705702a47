/** Results for people to read. */
package dev.cortexllm.bench.table;
