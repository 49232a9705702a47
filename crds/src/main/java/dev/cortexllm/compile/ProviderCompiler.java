package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.Defaults;
import dev.cortexllm.api.v1alpha1.LLMProviderSpec;
import dev.cortexllm.api.v1alpha1.ProviderModel;
import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.catalogue.Vendor;
import dev.cortexllm.config.Quirks;
import dev.cortexllm.config.TimeoutMillis;
import dev.cortexllm.config.Upstream;
import java.net.URI;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Compiles one LLMProvider. */
final class ProviderCompiler {
    private final Catalogue catalogue;
    private final Credentials credentials;
    private final UrlGuard guard;

    ProviderCompiler(Catalogue catalogue, Credentials credentials, UrlGuard guard) {
        this.catalogue = catalogue;
        this.credentials = credentials;
        this.guard = guard;
    }

    static String idOf(String namespace, String name) {
        return "provider/" + namespace + "/" + name;
    }

    /** The provider's entry; null when the spec does not allow one or no credential is left. */
    Upstream compile(Resource<LLMProviderSpec> resource, Findings findings) {
        LLMProviderSpec spec = resource.spec();
        ResourceId id = resource.id();
        Optional<Vendor> known = vendor(spec, findings);
        Map<String, String> headers = headers(spec.headers(), findings);
        TimeoutMillis timeouts = Spans.timeouts(spec.timeouts(), findings);
        Spans.positive(
                spec.healthCheckInterval(), Defaults.HEALTH_CHECK_INTERVAL, "spec.healthCheckInterval", findings);
        checkModels(orEmpty(spec.models()), findings);
        Optional<String> baseUrl = known.flatMap(vendor -> baseUrl(spec, vendor, findings));
        if (baseUrl.isEmpty()) {
            return null;
        }
        String host = UrlGuard.hostOf(URI.create(baseUrl.get()));
        List<String> keys = credentials.of(orEmpty(spec.credentials()), id.namespace(), host, known.get(), findings);
        boolean keyless = orEmpty(spec.credentials()).isEmpty() && !known.get().keyRequired();
        if (keys.isEmpty() && !keyless) {
            return null;
        }
        return new Upstream(
                idOf(id.namespace(), id.name()),
                id.name(),
                Objects.requireNonNullElse(resource.uid(), ""),
                resource.generation(),
                Objects.requireNonNullElse(spec.format(), WireFormat.OPENAI),
                known.get().key(),
                baseUrl.get(),
                keys,
                headers,
                timeouts,
                null);
    }

    /** The vendor; for a name that the catalogue lacks one of whom nothing is known, if there is a base URL. */
    private Optional<Vendor> vendor(LLMProviderSpec spec, Findings findings) {
        if (spec.vendor() == null) {
            if (spec.baseUrl() == null) {
                findings.invalid("spec", "give vendor, baseUrl or both");
                return Optional.empty();
            }
            return catalogue.vendor(Catalogue.GENERIC_VENDOR);
        }
        Optional<Vendor> known = catalogue.vendor(spec.vendor());
        if (known.isEmpty() && spec.baseUrl() != null) {
            return Optional.of(new Vendor(
                    spec.vendor(),
                    spec.vendor(),
                    spec.vendor(),
                    Vendor.Auth.BEARER,
                    null,
                    false,
                    null,
                    null,
                    Quirks.NONE));
        }
        if (known.isEmpty()) {
            findings.invalid(
                    "spec.vendor",
                    "'" + spec.vendor() + "' is not a known vendor; give baseUrl, or one of "
                            + String.join(", ", catalogue.vendors().keySet()));
        }
        return known;
    }

    private Optional<String> baseUrl(LLMProviderSpec spec, Vendor vendor, Findings findings) {
        String url = spec.baseUrl() == null ? vendor.baseUrl() : spec.baseUrl();
        if (url == null) {
            findings.invalid("spec.baseUrl", "vendor '" + vendor.key() + "' has no address of its own; give baseUrl");
            return Optional.empty();
        }
        Optional<String> refusal = guard.refusal(url);
        refusal.ifPresent(why -> findings.invalid("spec.baseUrl", why));
        return refusal.isPresent() ? Optional.empty() : Optional.of(url.replaceAll("/+$", ""));
    }

    private static Map<String, String> headers(Map<String, String> given, Findings findings) {
        Map<String, String> headers = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        new TreeMap<>(given == null ? Map.of() : given).forEach((name, value) -> {
            HeaderGuard.refusal(name, value).ifPresent(why -> findings.invalid("spec.headers['" + name + "']", why));
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                findings.invalid("spec.headers['" + name + "']", "the header is there twice");
            }
            headers.put(name, value);
        });
        return Collections.unmodifiableMap(headers);
    }

    private static void checkModels(List<ProviderModel> models, Findings findings) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < models.size(); i++) {
            String path = "spec.models[" + i + "]";
            ProviderModel model = models.get(i);
            if (model == null || model.name() == null || model.name().isEmpty()) {
                findings.invalid(path + ".name", "the model's name is missing");
                continue;
            }
            if (!names.add(model.name())) {
                findings.invalid(path + ".name", "model '" + model.name() + "' is listed twice");
            }
            Prices.check(model.inputUsdPerMillionTokens(), path + ".inputUsdPerMillionTokens", findings);
            Prices.check(model.outputUsdPerMillionTokens(), path + ".outputUsdPerMillionTokens", findings);
        }
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list;
    }
}
