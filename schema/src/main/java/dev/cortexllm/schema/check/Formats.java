package dev.cortexllm.schema.check;

import com.google.re2j.Pattern;
import dev.cortexllm.schema.node.SchemaNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The formats an API server enforces on texts ({@code apiserver/validation/formats.go} and {@code kube-openapi/strfmt}). ISBN and
 * credit card formats, which an API server also knows, are accepted unseen.
 */
public final class Formats {
    private static final Set<String> INTEGER = Set.of("int32", "int64");
    private static final Set<String> NUMBER = Set.of("float", "double");
    private static final String UUID = "(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?%s-?%s-?[0-9a-f]{12}$";
    private static final String ANY = "[0-9a-f]{4}";
    private static final String VARIANT = "[89ab][0-9a-f]{3}";

    /** Keys without dashes, the way go-openapi normalises names. */
    private static final Map<String, Predicate<String>> TEXT = Map.ofEntries(
            Map.entry("datetime", Formats::isDateTime),
            Map.entry("date", Formats::isDate),
            Map.entry("duration", text -> ScalaDuration.parse(text).isPresent()),
            Map.entry("ipv4", IpText::isV4),
            Map.entry("ipv6", IpText::isV6),
            Map.entry("cidr", IpText::isCidr),
            Map.entry(
                    "mac",
                    matching("^([0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){5,19}|[0-9a-fA-F]{4}(\\.[0-9a-fA-F]{4}){2,9})$")),
            Map.entry("uri", Formats::isRequestUri),
            Map.entry("email", matching("^[^\\s@<>]+@[^\\s@<>]+$")),
            Map.entry(
                    "hostname",
                    matching("^[a-zA-Z0-9]([-a-zA-Z0-9]{0,61}[a-zA-Z0-9])?"
                            + "(\\.[a-zA-Z0-9]([-a-zA-Z0-9]{0,61}[a-zA-Z0-9])?)*$")),
            Map.entry("uuid", matching(UUID.formatted(ANY, ANY))),
            Map.entry("uuid3", matching(UUID.formatted("3[0-9a-f]{3}", ANY))),
            Map.entry("uuid4", matching(UUID.formatted("4[0-9a-f]{3}", VARIANT))),
            Map.entry("uuid5", matching(UUID.formatted("5[0-9a-f]{3}", VARIANT))),
            Map.entry(
                    "byte",
                    matching("^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$")),
            Map.entry("hexcolor", matching("^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$")),
            Map.entry("ssn", matching("^\\d{3}[- ]?\\d{2}[- ]?\\d{4}$")),
            Map.entry("bsonobjectid", matching("^[0-9a-fA-F]{24}$")),
            Map.entry(
                    "k8sshortname",
                    text -> NameSyntax.DNS_1123_LABEL.complaints(text).isEmpty()),
            Map.entry(
                    "k8slongname",
                    text -> NameSyntax.DNS_1123_SUBDOMAIN.complaints(text).isEmpty()),
            Map.entry("password", text -> true));

    private static final Pattern TIME =
            Pattern.compile("^([0-9]{2}):([0-9]{2}):([0-9]{2})(.[0-9]+)?(z|([+-][0-9]{2}:[0-9]{2}))$");

    private Formats() {}

    /** The schema's format when it means something for its type, else empty. */
    static String known(SchemaNode schema) {
        String format = schema.format();
        boolean known =
                switch (schema.type()) {
                    case "integer" -> INTEGER.contains(format);
                    case "number" -> NUMBER.contains(format);
                    case "", "string" -> TEXT.containsKey(normal(format));
                    default -> false;
                };
        return known ? format : "";
    }

    /** Whether {@code text} has the format; a format that is not one of a text refuses nothing. */
    public static boolean accepts(String format, String text) {
        return TEXT.getOrDefault(normal(format), any -> true).test(text);
    }

    private static String normal(String format) {
        return format.replace("-", "");
    }

    private static Predicate<String> matching(String expression) {
        Pattern pattern = Pattern.compile(expression);
        return text -> pattern.matcher(text).find();
    }

    private static boolean isDate(String text) {
        try {
            LocalDate.parse(text);
            return text.length() == 10;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static boolean isDateTime(String text) {
        String[] halves = text.toLowerCase(Locale.ROOT).split("t", -1);
        if (halves.length < 2 || !isDate(halves[0])) {
            return false;
        }
        var time = TIME.matcher(halves[1]);
        return time.find()
                && time.group(1).compareTo("23") <= 0
                && time.group(2).compareTo("59") <= 0
                && time.group(3).compareTo("59") <= 0;
    }

    /** {@code url.ParseRequestURI}: an absolute URI or an absolute path. */
    private static boolean isRequestUri(String text) {
        try {
            URI uri = new URI(text);
            return uri.isAbsolute() || text.startsWith("/");
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
