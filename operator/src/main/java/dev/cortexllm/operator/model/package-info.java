/** ModelDeployment: runs engine pods for a model and says why they do not answer when they do not. */
package dev.cortexllm.operator.model;
