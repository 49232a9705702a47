/**
 * The model itself, without any wire: what an answer is (planner, words, schema samples, token count), when its tokens
 * come (engine, generation, settings) and what a prompt cache saves. Pure but for the injected {@code Timers}; knows no
 * HTTP and no vendor.
 */
package dev.cortexllm.sandbox.models.engine;
