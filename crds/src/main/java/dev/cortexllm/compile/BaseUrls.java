package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.LLMProviderSpec;
import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.catalogue.Vendor;
import dev.cortexllm.config.CanonicalJson;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * Brings a provider's base URL into the one form that the paths of its wire format are added to: people give the address
 * with or without the API's version, as each vendor's own SDK wants it.
 */
public final class BaseUrls {
    private static final String AZURE = "azure";
    private static final String OLLAMA = "ollama";
    private static final String CLASSIC = "/openai";
    private static final String NEWER = "/openai/v1";

    private final LLMProviderSpec spec;
    private final Vendor vendor;
    private final WireFormat format;
    private final Findings findings;

    private BaseUrls(LLMProviderSpec spec, Vendor vendor, WireFormat format, Findings findings) {
        this.spec = spec;
        this.vendor = vendor;
        this.format = format;
        this.findings = findings;
    }

    /** The base URL, or empty with a finding. */
    static Optional<String> of(
            LLMProviderSpec spec, Vendor vendor, WireFormat format, UrlGuard guard, Findings findings) {
        return new BaseUrls(spec, vendor, format, findings).found(guard);
    }

    /** A format as resources spell it. */
    static String spelled(WireFormat format) {
        return CanonicalJson.text(format).replace("\"", "");
    }

    private Optional<String> found(UrlGuard guard) {
        String url = spec.baseUrl() == null ? vendor.baseUrl(format) : spec.baseUrl();
        if (url == null) {
            String which = vendor.baseUrl() == null ? "of its own" : "for format " + spelled(format);
            return refused("vendor '" + vendor.key() + "' has no address " + which + "; give baseUrl");
        }
        Optional<String> refusal = guard.refusal(url);
        if (refusal.isPresent()) {
            return refused(refusal.get());
        }
        String bare = url.replaceAll("/+$", "");
        if (bare.matches(".*/(chat/completions|messages)|.*:(stream)?[gG]enerateContent")) {
            return refused("give the URL without the endpoint's path");
        }
        if (vendor.key().equals(OLLAMA) && format == WireFormat.OPENAI && bare.matches("^[^/]+//[^/]+$")) {
            return Optional.of(bare + "/v1"); // its root is where its own tools are pointed at, and has no such API
        }
        return elsewhere(bare)
                .map(this::refused)
                .orElseGet(() -> vendor.key().equals(AZURE) && format == WireFormat.OPENAI
                        ? azure(bare)
                        : Optional.of(normal(bare, format)));
    }

    private Optional<String> refused(String why) {
        findings.invalid("spec.baseUrl", why);
        return Optional.empty();
    }

    /**
     * The form of a base URL that a format's paths are added to: those of Anthropic's and Gemini's begin with the version.
     *
     * @param url a base URL without a slash at its end
     * @param format the wire format
     * @return the URL without that version
     */
    public static String normal(String url, WireFormat format) {
        return switch (format) {
            case OPENAI -> url;
            case ANTHROPIC -> url.replaceAll("/+v1$", "");
            case GEMINI -> url.replaceAll("/+v1beta$", "");
        };
    }

    /** Why an address is wrong at which the same vendor speaks another format; the API would answer 404. */
    private Optional<String> elsewhere(String url) {
        String own = vendor.baseUrl(format);
        if (own != null && normal(url, format).equals(normal(own, format))) {
            return Optional.empty();
        }
        for (WireFormat other : WireFormat.values()) {
            String there = vendor.baseUrl(other);
            if (other != format && there != null && normal(url, other).equals(normal(there, other))) {
                return Optional.of(vendor.name() + " speaks format " + spelled(other) + " there"
                        + (own == null ? ", not " + spelled(format) : "; format " + spelled(format) + " is at " + own));
            }
        }
        return Optional.empty();
    }

    /**
     * Azure's classic API wants a version in the query and the deployment in the path, which begins with {@code /openai}; its
     * newer one neither.
     */
    private Optional<String> azure(String url) {
        String path = Objects.requireNonNullElse(URI.create(url).getRawPath(), "");
        if (path.contains("/deployments")) {
            return refused("end the URL with /openai; the deployment is named as model, in the policy's targets");
        }
        if (spec.apiVersion() == null) {
            return Optional.of(
                    switch (path) {
                        case "" -> url + NEWER;
                        case CLASSIC -> url + "/v1";
                        default -> url;
                    });
        }
        if (path.endsWith(NEWER)) {
            findings.invalid(
                    "spec.apiVersion",
                    "baseUrl ends with /openai/v1, where Azure's newer API is, which needs no version; leave one of the"
                            + " two out");
            return Optional.empty();
        }
        return Optional.of(url.replaceAll(CLASSIC + "$", ""));
    }
}
