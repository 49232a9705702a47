/**
 * What a prompt is for and how hard it is: a linear model over words, cues and the shape of the text. Pure: no clock, no
 * input or output beside two data files that are read when the first rule needs them. {@code docs/classification.md} has the
 * method and the figures.
 */
package dev.cortexllm.router.classify;
