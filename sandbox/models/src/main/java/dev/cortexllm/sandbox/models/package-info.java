/**
 * Model servers that stand in for the world: they speak a vendor's API to the letter, but the model behind it is a
 * clock and a list of words. They depend on nothing else of this project. {@code ModelServerMain} starts one.
 *
 * <p>Reading order: {@code engine} (what is answered, and when), {@code wire} (what a vendor's format is),
 * {@code openai}, {@code vllm} and the other formats, {@code metrics}, {@code faults}, {@code control}, {@code server}.
 */
package dev.cortexllm.sandbox.models;
