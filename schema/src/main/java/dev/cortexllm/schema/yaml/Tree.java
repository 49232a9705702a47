package dev.cortexllm.schema.yaml;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A document that has been read.
 *
 * @param content its value
 * @param lines where everything stands
 */
public record Tree(JsonNode content, Lines lines) {}
