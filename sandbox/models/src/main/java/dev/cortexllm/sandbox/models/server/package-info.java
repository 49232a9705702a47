/**
 * The only package with I/O. {@code ModelServer} wires and binds, {@code Reception} is a request's way in,
 * {@code Exchange} an answer's way out, {@code Output} writes; {@code Damage} and {@code EndlessLine} do what faults ask.
 */
package dev.cortexllm.sandbox.models.server;
