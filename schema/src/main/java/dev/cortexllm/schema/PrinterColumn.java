package dev.cortexllm.schema;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One column of {@code kubectl get}, from {@code additionalPrinterColumns}.
 *
 * @param name header
 * @param type {@code string}, {@code integer}, {@code number}, {@code boolean} or {@code date}
 * @param jsonPath where the value is, for example {@code .status.phase}
 * @param description help text, empty when there is none
 * @param format OpenAPI format, empty when there is none
 * @param priority 0 is shown always, anything greater only with {@code -o wide}
 */
public record PrinterColumn(
        String name, String type, String jsonPath, String description, String format, int priority) {

    static PrinterColumn of(JsonNode column) {
        return new PrinterColumn(
                column.path("name").asText(),
                column.path("type").asText(),
                column.path("jsonPath").asText(),
                column.path("description").asText(),
                column.path("format").asText(),
                column.path("priority").asInt(0));
    }
}
