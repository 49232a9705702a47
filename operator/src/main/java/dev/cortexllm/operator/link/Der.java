package dev.cortexllm.operator.link;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The few ASN.1 values (DER, ITU-T X.690) that a certificate is made of. */
final class Der {
    private static final int FIRST_GENERALIZED_YEAR = 2050;

    private Der() {}

    /** Any value: tag, length, content. */
    static byte[] value(int tag, byte[]... contents) {
        byte[] content = join(contents);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int from = length[0] == 0 ? 1 : 0;
            out.write(0x80 | (length.length - from));
            out.write(length, from, length.length - from);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    static byte[] sequence(byte[]... contents) {
        return value(0x30, contents);
    }

    static byte[] set(byte[]... contents) {
        return value(0x31, contents);
    }

    static byte[] integer(BigInteger number) {
        return value(0x02, number.toByteArray());
    }

    static byte[] bool(boolean truth) {
        return value(0x01, new byte[] {(byte) (truth ? 0xff : 0)});
    }

    static byte[] octets(byte[]... contents) {
        return value(0x04, contents);
    }

    /** Bits, of which the last byte leaves some unused. */
    static byte[] bits(int unused, byte[] bytes) {
        return value(0x03, new byte[] {(byte) unused}, bytes);
    }

    static byte[] utf8(String text) {
        return value(0x0c, text.getBytes(StandardCharsets.UTF_8));
    }

    /** An object identifier such as {@code 2.5.4.3}; its first two numbers share one place. */
    static byte[] oid(String dotted) {
        String[] parts = dotted.split("\\.");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        base128(out, Long.parseLong(parts[0]) * 40 + Long.parseLong(parts[1]));
        for (int i = 2; i < parts.length; i++) {
            base128(out, Long.parseLong(parts[i]));
        }
        return value(0x06, out.toByteArray());
    }

    /** Seven bits a byte, the highest first; all bytes but the last have the eighth bit set. */
    private static void base128(ByteArrayOutputStream out, long number) {
        int shift = 56;
        while (shift > 0 && number >> shift == 0) {
            shift -= 7;
        }
        for (; shift > 0; shift -= 7) {
            out.write((int) (number >> shift & 0x7f | 0x80));
        }
        out.write((int) (number & 0x7f));
    }

    /** A time as RFC 5280 (4.1.2.5) wants it: two-digit years through 2049, four digits from then on. */
    static byte[] time(Instant at) {
        boolean shortYear = at.atZone(ZoneOffset.UTC).getYear() < FIRST_GENERALIZED_YEAR;
        String pattern = shortYear ? "yyMMddHHmmss'Z'" : "yyyyMMddHHmmss'Z'";
        String text =
                DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC).format(at);
        return value(shortYear ? 0x17 : 0x18, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
