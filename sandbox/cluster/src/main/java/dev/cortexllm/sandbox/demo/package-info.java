/**
 * The demo: starts every program of the product and of the sandbox as a process of its own, applies {@code
 * examples/hybrid/}, and plays the story of the main job, judging each step by what a client, the API server and the engine
 * saw. It uses nothing that a user does not have: the Kubernetes API, HTTP and process ids.
 *
 * <p>Reading order: {@code process} (children), {@code load} (requests and what came back), {@code step} (the story), then
 * this package, which puts them together.
 */
package dev.cortexllm.sandbox.demo;
