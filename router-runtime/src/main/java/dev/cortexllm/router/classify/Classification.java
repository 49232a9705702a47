package dev.cortexllm.router.classify;

import dev.cortexllm.api.v1alpha1.Complexity;
import dev.cortexllm.api.v1alpha1.Task;

/**
 * What a classifier makes of a prompt.
 *
 * @param task what it is for; {@link Task#SIMPLE} when the classifier is not sure enough
 * @param complexity how hard it is
 * @param likeliest the likeliest task, sure or not
 * @param confidence how sure the classifier is of it, 0 to 1
 */
public record Classification(Task task, Complexity complexity, Task likeliest, double confidence) {}
