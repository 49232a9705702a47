/** Checks of a value against its schema node: types, bounds, formats, logic, uniqueness. CEL rules are elsewhere. */
package dev.cortexllm.schema.check;
