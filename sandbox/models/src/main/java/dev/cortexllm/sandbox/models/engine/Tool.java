package dev.cortexllm.sandbox.models.engine;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A tool that the request offers.
 *
 * @param name as the model would call it
 * @param parameters JSON Schema of the arguments, or null for none
 */
public record Tool(String name, JsonNode parameters) {}
