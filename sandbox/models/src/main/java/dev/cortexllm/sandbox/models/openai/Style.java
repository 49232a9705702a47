package dev.cortexllm.sandbox.models.openai;

/**
 * Where two servers of the same API write their answers differently.
 *
 * @param headersAtOnce whether a stream's headers are sent before the first token
 * @param nullUsage whether chunks carry {@code usage:null} when the stream will end with a usage chunk
 * @param refusalField whether messages carry {@code refusal:null}
 * @param engineFields whether answers carry what only engines have: {@code stop_reason}, {@code reasoning}, empty
 *     {@code tool_calls} and further nulls
 * @param details whether usage has the detail objects
 * @param fingerprint value of {@code system_fingerprint}, or null to leave it out
 */
public record Style(
        boolean headersAtOnce,
        boolean nullUsage,
        boolean refusalField,
        boolean engineFields,
        boolean details,
        String fingerprint) {}
