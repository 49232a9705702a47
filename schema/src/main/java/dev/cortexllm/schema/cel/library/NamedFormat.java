package dev.cortexllm.schema.cel.library;

import dev.cortexllm.schema.check.Formats;
import dev.cortexllm.schema.check.NameSyntax;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A format that rules can ask for by name ({@code apiserver/pkg/cel/library/format.go}).
 *
 * @param name as in {@code format.named(name)}
 * @param complaints what is wrong with a text
 */
record NamedFormat(String name, Function<String, List<String>> complaints) {
    private static final String QUALIFIED_NAME =
            "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric"
                    + " character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is"
                    + " '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    static final Map<String, NamedFormat> ALL = all();

    private static Map<String, NamedFormat> all() {
        Map<String, NamedFormat> all = new LinkedHashMap<>();
        add(all, "dns1123Label", NameSyntax.DNS_1123_LABEL::complaints);
        add(all, "dns1123Subdomain", NameSyntax.DNS_1123_SUBDOMAIN::complaints);
        add(all, "dns1035Label", NameSyntax.DNS_1035_LABEL::complaints);
        add(all, "dns1123LabelPrefix", NameSyntax.DNS_1123_LABEL::prefixComplaints);
        add(all, "dns1123SubdomainPrefix", NameSyntax.DNS_1123_SUBDOMAIN::prefixComplaints);
        add(all, "dns1035LabelPrefix", NameSyntax.DNS_1035_LABEL::prefixComplaints);
        add(all, "labelValue", NameSyntax.LABEL_VALUE::complaints);
        add(all, "qualifiedName", NamedFormat::qualifiedName);
        add(all, "uri", text -> formatted("uri", text, "is not a valid URI"));
        add(all, "uuid", text -> formatted("uuid", text, "does not match the UUID format"));
        add(all, "byte", text -> formatted("byte", text, "invalid base64"));
        add(all, "date", text -> formatted("date", text, "invalid date"));
        add(all, "datetime", text -> formatted("datetime", text, "invalid datetime"));
        return Map.copyOf(all);
    }

    private static void add(Map<String, NamedFormat> all, String name, Function<String, List<String>> complaints) {
        all.put(name, new NamedFormat(name, complaints));
    }

    private static List<String> formatted(String format, String text, String complaint) {
        return Formats.accepts(format, text) ? List.of() : List.of(complaint);
    }

    /** {@code prefix/name}: a DNS subdomain, perhaps, and a name like a label's value. */
    private static List<String> qualifiedName(String text) {
        String[] parts = text.split("/", -1);
        List<String> complaints = new ArrayList<>();
        if (parts.length > 2) {
            complaints.add("a qualified name " + QUALIFIED_NAME.substring("name part ".length())
                    + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
            return complaints;
        }
        if (parts.length == 2) {
            NameSyntax.DNS_1123_SUBDOMAIN.complaints(parts[0]).forEach(c -> complaints.add("prefix part " + c));
        }
        String name = parts[parts.length - 1];
        if (name.isEmpty()) {
            complaints.add("name part must be non-empty");
        }
        if (name.isEmpty() || !NameSyntax.LABEL_VALUE.complaints(name).isEmpty()) {
            complaints.add(QUALIFIED_NAME);
        }
        return complaints;
    }

    /** Nothing when the text is fine. */
    Optional<List<String>> validate(String text) {
        List<String> found = complaints.apply(text);
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }
}
