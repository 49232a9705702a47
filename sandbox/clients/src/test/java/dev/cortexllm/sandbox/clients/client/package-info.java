/**
 * One class per client library, all behind {@code ChatClient}: the tests say what they want in neutral words, and each class
 * says it as the users of its library would.
 */
package dev.cortexllm.sandbox.clients.client;
