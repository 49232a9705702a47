package dev.cortexllm.schema.cel.library;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** {@code url(text)}, {@code isURL(text)} and what a URL is made of; a URL is absolute, or an absolute path. */
final class UrlFunctions {
    private static final CelType URL = OpaqueType.create("kubernetes.URL");

    private UrlFunctions() {}

    static FunctionLibrary library() {
        FunctionLibrary library = new FunctionLibrary()
                .global(
                        "url",
                        URL,
                        List.of(SimpleType.STRING),
                        CelFunctionBinding.from("string_to_url", String.class, UrlFunctions::require))
                .global(
                        "isURL",
                        SimpleType.BOOL,
                        List.of(SimpleType.STRING),
                        CelFunctionBinding.from("is_url_string", String.class, text -> parse(text)
                                .isPresent()))
                .member(
                        "getQuery",
                        MapType.create(SimpleType.STRING, ListType.create(SimpleType.STRING)),
                        List.of(URL),
                        CelFunctionBinding.from("url_get_query", URI.class, UrlFunctions::query));
        part(library, "getScheme", URI::getScheme);
        part(library, "getHost", UrlFunctions::host);
        part(library, "getHostname", UrlFunctions::hostname);
        part(library, "getPort", uri -> uri.getPort() < 0 ? "" : Integer.toString(uri.getPort()));
        return part(library, "getEscapedPath", URI::getRawPath);
    }

    private static FunctionLibrary part(FunctionLibrary library, String name, Function<URI, String> part) {
        return library.member(
                name,
                SimpleType.STRING,
                List.of(URL),
                CelFunctionBinding.from(
                        "url_" + name, URI.class, uri -> Objects.requireNonNullElse(part.apply(uri), "")));
    }

    private static URI require(String text) {
        return parse(text)
                .orElseThrow(
                        () -> new IllegalArgumentException("URL parse error during conversion from string: " + text));
    }

    private static Optional<URI> parse(String text) {
        try {
            URI uri = new URI(text);
            return uri.isAbsolute() || text.startsWith("/") ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String host(URI uri) {
        String authority = Objects.requireNonNullElse(uri.getRawAuthority(), "");
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    private static String hostname(URI uri) {
        String host = host(uri);
        if (host.startsWith("[")) {
            return host.substring(1, host.indexOf(']'));
        }
        int colon = host.lastIndexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }

    private static Map<String, List<String>> query(URI uri) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        String query = Objects.requireNonNullElse(uri.getRawQuery(), "");
        for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            values.computeIfAbsent(decoded(key), k -> new ArrayList<>()).add(decoded(value));
        }
        return values;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
