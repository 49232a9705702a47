package dev.cortexllm.router.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A program that Redis runs, known there by its digest.
 *
 * @param text its source
 * @param sha1 SHA-1 of the source in hexadecimal digits
 */
record Script(String text, String sha1) {
    /** Takes from every limit and reserves in every budget, or in none. */
    static final Script RESERVE = of("reserve.lua");
    /** Corrects what was taken. */
    static final Script SETTLE = of("settle.lua");
    /** Says that slots are still taken. */
    static final Script RENEW = of("renew.lua");
    /** Ends an attempt. */
    static final Script CHARGE = of("charge.lua");
    /** Says that attempts still run. */
    static final Script KEEP = of("keep.lua");
    /** Finds attempts that nobody has heard of. */
    static final Script EXPIRED = of("expired.lua");

    /** Reads what is spent of budgets. */
    static final Script SPENT = of("spent.lua");
    /** Finds out who is the first to see something. */
    static final Script FIRST = of("first.lua");

    /** Adds to statistics. */
    static final Script COUNT = of("count.lua");

    /** Every script. */
    static final List<Script> ALL = List.of(RESERVE, SETTLE, RENEW, CHARGE, KEEP, EXPIRED, SPENT, FIRST, COUNT);

    private static Script of(String name) {
        String text = read("counts.lua") + "\n" + read("money.lua") + "\n" + read(name);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return new Script(text, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    private static String read(String name) {
        try (InputStream in = Script.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + name + " of this program", e);
        }
    }
}
