/**
 * Why a request is served as it is: the stages that serve a request are run for it on values, without serving it, and tell what they
 * decided. Nothing is called, counted, drawn or reserved. Pure but for loading vocabularies of tokens.
 *
 * <p>Reading order: {@link dev.cortexllm.router.explain.AskedRequest}, {@link dev.cortexllm.router.explain.Present}, {@link
 * dev.cortexllm.router.explain.Explainer}, {@link dev.cortexllm.router.explain.Explanation}, {@link
 * dev.cortexllm.router.explain.PlainText}.
 */
package dev.cortexllm.router.explain;
