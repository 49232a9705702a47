package dev.cortexllm.schema.cel.library;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A range of addresses such as {@code 192.168.0.0/24}.
 *
 * @param ip the address as written, host bits included
 * @param prefix how many leading bits all addresses of the range share
 */
record Cidr(Ip ip, int prefix) {
    static Optional<Cidr> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("0|[1-9]\\d{0,2}")) {
            return Optional.empty();
        }
        int prefix = Integer.parseInt(text.substring(slash + 1));
        return Ip.parse(text.substring(0, slash))
                .filter(ip -> prefix <= ip.bits())
                .map(ip -> new Cidr(ip, prefix));
    }

    static Cidr require(String text) {
        return parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "network address parse error during conversion from string: " + text));
    }

    boolean contains(Ip other) {
        return other.bits() == ip.bits() && shared(other).equals(shared(ip));
    }

    boolean contains(Cidr other) {
        return prefix <= other.prefix && contains(other.ip);
    }

    private BigInteger shared(Ip address) {
        return new BigInteger(1, address.address().getAddress()).shiftRight(ip.bits() - prefix);
    }

    /** The range with its host bits cleared. */
    Cidr masked() {
        int size = ip.bits() / Byte.SIZE;
        byte[] number = shared(ip).shiftLeft(ip.bits() - prefix).toByteArray();
        byte[] bytes = new byte[size];
        byte[] tail = Arrays.copyOfRange(number, Math.max(0, number.length - size), number.length);
        System.arraycopy(tail, 0, bytes, size - tail.length, tail.length);
        try {
            return new Cidr(new Ip(InetAddress.getByAddress(bytes)), prefix);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + size + " bytes", e);
        }
    }

    @Override
    public String toString() {
        return ip + "/" + prefix;
    }
}
