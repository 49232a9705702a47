package dev.cortexllm.schema.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The syntax of Kubernetes names, with the server's complaints ({@code apimachinery/pkg/util/validation}).
 */
public enum NameSyntax {
    /** A part of a DNS name: {@code my-name}. */
    DNS_1123_LABEL(
            63,
            "[a-z0-9]([-a-z0-9]*[a-z0-9])?",
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end"
                    + " with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '%s')"),
    /** Labels joined by dots: {@code example.com}. */
    DNS_1123_SUBDOMAIN(
            253,
            "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*",
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start"
                    + " and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '%s')"),
    /** A label that starts with a letter: {@code my-name}. */
    DNS_1035_LABEL(
            63,
            "[a-z]([-a-z0-9]*[a-z0-9])?",
            "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character,"
                    + " and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is"
                    + " '%s')"),
    /** The value of a label, which may be empty: {@code My_Value}. */
    LABEL_VALUE(
            63,
            "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?",
            "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and"
                    + " end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for"
                    + " validation is '%s')");

    private final int maxLength;
    private final Pattern pattern;
    private final String words;

    NameSyntax(int maxLength, String pattern, String words) {
        this.maxLength = maxLength;
        this.pattern = Pattern.compile(pattern);
        this.words = words.formatted(pattern);
    }

    /** What is wrong with {@code text}; empty when nothing is. */
    public List<String> complaints(String text) {
        List<String> complaints = new ArrayList<>();
        if (text.length() > maxLength) {
            complaints.add("must be no more than " + maxLength + " bytes");
        }
        if (!pattern.matcher(text).matches()) {
            complaints.add(words);
        }
        return complaints;
    }

    /** As {@link #complaints(String)} for a prefix that something will be appended to: it may end with a dash. */
    public List<String> prefixComplaints(String prefix) {
        boolean maskable = prefix.length() > 1 && prefix.endsWith("-");
        return complaints(maskable ? prefix.substring(0, prefix.length() - 1) + "a" : prefix);
    }
}
