/**
 * What the program that fills a model's cache and the operator say to each other: how far a download is, and how it ended.
 */
package dev.cortexllm.load;
