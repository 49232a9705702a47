/**
 * How many tokens a prompt has, and whether it fits a model's context: exactly for OpenAI's models as far as OpenAI has
 * published how they count, by a documented estimate for all others (docs/tokens.md). {@code models.csv} says which model
 * counts how. Pure.
 */
package dev.cortexllm.router.tokens;
