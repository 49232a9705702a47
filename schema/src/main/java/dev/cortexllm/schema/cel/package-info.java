/**
 * CEL rules: {@code TypeDeclarer} derives types from the schema, {@code RuleCompiler} compiles the rules once, {@code RuleRun}
 * evaluates them for one object.
 */
package dev.cortexllm.schema.cel;
