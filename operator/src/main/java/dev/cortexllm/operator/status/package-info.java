/**
 * What is said about each resource: pure functions from facts to a status, with the clock passed in, and the one class that
 * writes it. Conditions are made nowhere else.
 */
package dev.cortexllm.operator.status;
