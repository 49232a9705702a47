/**
 * The clients that people use, unmodified, against the router's process in front of simulated providers. Reading order:
 * {@code world} (the processes), {@code client} (one class per SDK), then the tests, each a table of client by target.
 */
package dev.cortexllm.sandbox.clients;
