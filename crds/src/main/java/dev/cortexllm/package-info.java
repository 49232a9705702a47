/**
 * The vocabulary that operator, router and command line share. Reading order: {@code api} (what people write), {@code
 * config} (what a router reads), {@code link} (what operator and router tell each other), {@code catalogue} (facts on
 * vendors and models), {@code engine} (facts on serving engines), {@code compile} (from the first to the second). A later
 * package may use an earlier one, never the reverse.
 */
package dev.cortexllm;
