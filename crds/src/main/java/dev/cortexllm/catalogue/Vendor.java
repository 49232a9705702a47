package dev.cortexllm.catalogue;

import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.config.Auth;
import dev.cortexllm.config.Quirks;
import java.util.List;
import java.util.Map;

/**
 * Who runs an API.
 *
 * @param key what {@code spec.vendor} holds
 * @param name what people call it
 * @param genAiName value of {@code gen_ai.provider.name} in OpenTelemetry's GenAI conventions
 * @param format the wire format that it speaks unless another is asked for
 * @param auth how a key travels in that format
 * @param baseUrl where the API is; null when only the user can know
 * @param otherFormats further formats that it speaks
 * @param keyRequired whether every request needs a key
 * @param keyVariables environment variables that by custom hold the key, the usual one first; empty when there is none
 * @param urlVariable environment variable that by custom holds the server's address; null when there is none
 * @param modelsVariable environment variable that by custom holds names of models, separated by commas, of an API that
 *     cannot be asked for them; null when there is none
 * @param versionVariable environment variable that by custom holds the version of the API; null when there is none
 * @param partlyListed whether the catalogue lists a few of its many models, so that it must be asked for them all
 * @param quirks where it departs from OpenAI's format; {@link Quirks#NONE} when it does not
 */
public record Vendor(
        String key,
        String name,
        String genAiName,
        WireFormat format,
        Auth auth,
        String baseUrl,
        Map<WireFormat, Api> otherFormats,
        boolean keyRequired,
        List<String> keyVariables,
        String urlVariable,
        String modelsVariable,
        String versionVariable,
        boolean partlyListed,
        Quirks quirks) {

    /**
     * Where and how a further format is spoken.
     *
     * @param baseUrl where; null when only the user can know
     * @param auth how a key travels; as usual with that format when null is given
     */
    public record Api(String baseUrl, Auth auth) {}

    /**
     * A vendor of whom nothing is known but the format.
     *
     * @param key what {@code spec.vendor} holds
     * @param format the wire format
     * @return one without an address, who may do without a key
     */
    public static Vendor unknown(String key, WireFormat format) {
        return new Vendor(
                key,
                key,
                key,
                format,
                Auth.usual(format),
                null,
                Map.of(),
                false,
                List.of(),
                null,
                null,
                null,
                false,
                Quirks.NONE);
    }

    /**
     * Where a format is spoken.
     *
     * @param spoken the format
     * @return the base URL; null when only the user can know
     */
    public String baseUrl(WireFormat spoken) {
        if (spoken == format) {
            return baseUrl;
        }
        Api other = otherFormats.get(spoken);
        return other == null ? null : other.baseUrl();
    }

    /**
     * Where it departs from a format.
     *
     * @param spoken the format
     * @return its quirks, which are known for OpenAI's format alone; null when it does not depart
     */
    public Quirks quirks(WireFormat spoken) {
        return spoken != WireFormat.OPENAI || quirks.equals(Quirks.NONE) ? null : quirks;
    }

    /**
     * How a key travels in a format.
     *
     * @param spoken the format
     * @return as the vendor wants it, else as usual with that format
     */
    public Auth auth(WireFormat spoken) {
        if (spoken == format) {
            return auth;
        }
        Api other = otherFormats.get(spoken);
        return other == null || other.auth() == null ? Auth.usual(spoken) : other.auth();
    }
}
