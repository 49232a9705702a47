/**
 * A quick yes to {@code x-kubernetes-validations}. CEL proper (its parser, type checker and evaluator) takes most of a second to load and
 * warm up, and nearly all objects break no rule. So the few forms that rules mostly consist of are evaluated here, straight on the JSON;
 * whatever is not one of them, and whatever does not come out true, is left to package {@code cel}, which alone refuses and finds the words.
 *
 * <p>Start with {@link dev.cortexllm.schema.quick.QuickRules}. {@code TermReader} reads an expression from {@code Tokens} into {@code Term}s,
 * whose {@code Operations} throw {@code Unsure} where CEL might see it differently.
 */
package dev.cortexllm.schema.quick;
