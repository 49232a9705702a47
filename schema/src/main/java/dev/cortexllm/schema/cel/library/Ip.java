package dev.cortexllm.schema.cel.library;

import dev.cortexllm.schema.check.IpText;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address, read from text without ever asking a resolver.
 *
 * @param address IPv4 or IPv6; IPv4 inside IPv6 is refused, as Kubernetes refuses it
 */
record Ip(InetAddress address) {
    static Optional<Ip> parse(String text) {
        boolean strictV4 = IpText.isV4(text) && !text.matches("(.*\\.)?0\\d.*");
        if (!strictV4 && !(IpText.isV6(text) && !text.toLowerCase(Locale.ROOT).startsWith("::ffff:"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Ip(InetAddress.getByName(text)));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    static Ip require(String text) {
        return parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "IP Address '" + text + "' parse error during conversion from string"));
    }

    int bits() {
        return address.getAddress().length * Byte.SIZE;
    }

    long family() {
        return bits() == Integer.SIZE ? 4 : 6;
    }

    boolean isGlobalUnicast() {
        boolean broadcast = address.getHostAddress().equals("255.255.255.255");
        return !broadcast
                && !address.isAnyLocalAddress()
                && !address.isLoopbackAddress()
                && !address.isMulticastAddress()
                && !address.isLinkLocalAddress();
    }

    /** RFC 5952: the longest run of zero groups is shortened to {@code ::}. */
    @Override
    public String toString() {
        if (family() == 4) {
            return address.getHostAddress();
        }
        String groups = ":" + address.getHostAddress().replaceAll("%.*", "") + ":";
        String longest = "";
        Matcher run = Pattern.compile("(?::0)+(?=:)").matcher(groups);
        while (run.find()) {
            longest = run.group().length() > longest.length() ? run.group() : longest;
        }
        String bare = groups.substring(1, groups.length() - 1);
        if (longest.length() <= 2) {
            return bare;
        }
        String shortened = groups.replaceFirst(Pattern.quote(longest + ":"), "::");
        String left = shortened.startsWith("::") ? shortened : shortened.substring(1);
        return left.endsWith("::") ? left : left.substring(0, left.length() - 1);
    }
}
