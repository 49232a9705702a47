package dev.cortexllm.schema.check;

import java.util.regex.Pattern;

/** Recognises addresses in text form, without ever asking a resolver. */
public final class IpText {
    private static final Pattern V4 =
            Pattern.compile("(0*(25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}0*(25[0-5]|2[0-4]\\d|1?\\d?\\d)");
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");

    private IpText() {}

    /** Dotted decimal, leading zeros tolerated as Kubernetes tolerates them. */
    public static boolean isV4(String text) {
        return V4.matcher(text).matches();
    }

    /** Eight groups, or fewer around one {@code ::}; the last two groups may be an IPv4 address. */
    public static boolean isV6(String text) {
        String groups = text;
        int lastColon = text.lastIndexOf(':');
        if (lastColon >= 0 && text.indexOf('.') > lastColon) {
            if (!isV4(text.substring(lastColon + 1))) {
                return false;
            }
            groups = text.substring(0, lastColon + 1) + "0:0";
        }
        int gap = groups.indexOf("::");
        if (gap < 0) {
            return count(groups) == 8;
        }
        int left = gap == 0 ? 0 : count(groups.substring(0, gap));
        String rest = groups.substring(gap + 2);
        int right = rest.isEmpty() ? 0 : count(rest);
        return left >= 0 && right >= 0 && left + right <= 7;
    }

    /** The number of groups in {@code text}, or an impossible count when one of them is malformed. */
    private static int count(String text) {
        String[] parts = text.split(":", -1);
        for (String part : parts) {
            if (!GROUP.matcher(part).matches()) {
                return Integer.MIN_VALUE / 4;
            }
        }
        return parts.length;
    }

    static boolean isCidr(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}")) {
            return false;
        }
        String address = text.substring(0, slash);
        int bits = Integer.parseInt(text.substring(slash + 1));
        return isV4(address) && bits <= 32 || isV6(address) && bits <= 128;
    }
}
