/**
 * Objects that the operator owns: how they are labelled, when a live object already is what it should be, and the one class
 * that writes them.
 */
package dev.cortexllm.operator.child;
