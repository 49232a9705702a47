package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * How far the download of a model's weights is.
 *
 * @param percent 0 to 100
 * @param bytes bytes that are there
 * @param totalBytes bytes that there will be
 */
public record Download(
        @JsonPropertyDescription("Percent of the weights that are there.")
        Integer percent,

        @JsonPropertyDescription("Bytes of the weights that are there.")
        Long bytes,

        @JsonPropertyDescription("Bytes of the weights altogether.")
        Long totalBytes) {}
