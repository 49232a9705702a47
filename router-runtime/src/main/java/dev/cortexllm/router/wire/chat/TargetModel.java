package dev.cortexllm.router.wire.chat;

import dev.cortexllm.config.Parameters;
import dev.cortexllm.config.Quirks;

/**
 * The model that a request goes to, as far as writing the request depends on it.
 *
 * @param model its id at the provider
 * @param modelJson the same as a JSON string in UTF-8, quotes included, ready to be put into a body
 * @param vendor key of the vendor in the catalogue
 * @param maxOutputTokens most tokens of one answer, or null when unknown
 * @param apiVersion version in the URL that Azure's classic API wants, or null
 * @param defaults parameters for where the client is silent
 * @param quirks where the vendor departs from the format
 */
public record TargetModel(
        String model,
        byte[] modelJson,
        String vendor,
        Long maxOutputTokens,
        String apiVersion,
        Parameters defaults,
        Quirks quirks) {

    /**
     * The same with another length of answers where the client is silent.
     *
     * @param maxTokens most tokens of an answer
     * @return the model
     */
    public TargetModel answering(int maxTokens) {
        Parameters shorter = new Parameters(maxTokens, defaults.temperature(), defaults.topP());
        return new TargetModel(model, modelJson, vendor, maxOutputTokens, apiVersion, shorter, quirks);
    }
}
