/**
 * Field ownership and server-side apply as functions over trees. In reading order: {@code FieldSet} (a set of paths),
 * {@code Shape} (how values merge), {@code Extraction}, {@code Comparison}, {@code Merge}, {@code Ownership}
 * ({@code managedFields}) and {@code FieldTracker}, which puts them together.
 */
package dev.cortexllm.sandbox.apiserver.fields;
