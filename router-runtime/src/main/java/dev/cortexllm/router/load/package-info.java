/**
 * Fills a model's cache before the engines start ({@code cortex load}): a repository of Hugging Face in the layout of its own
 * cache, or a model of Ollama's registry through a running Ollama. It is a program of its own in the router's image, made of
 * plain blocking calls: nothing here is on the way of a request.
 */
package dev.cortexllm.router.load;
