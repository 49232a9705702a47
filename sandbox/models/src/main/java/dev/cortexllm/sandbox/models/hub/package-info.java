/**
 * A hub of model repositories as Hugging Face's: its list of files, redirects to another server for large ones, ranges, gates, and
 * everything that goes wrong on the way. Nothing of it knows the engines.
 */
package dev.cortexllm.sandbox.models.hub;
