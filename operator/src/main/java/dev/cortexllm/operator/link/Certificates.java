package dev.cortexllm.operator.link;

import static dev.cortexllm.operator.link.Der.bits;
import static dev.cortexllm.operator.link.Der.bool;
import static dev.cortexllm.operator.link.Der.integer;
import static dev.cortexllm.operator.link.Der.octets;
import static dev.cortexllm.operator.link.Der.oid;
import static dev.cortexllm.operator.link.Der.sequence;
import static dev.cortexllm.operator.link.Der.set;
import static dev.cortexllm.operator.link.Der.time;
import static dev.cortexllm.operator.link.Der.utf8;
import static dev.cortexllm.operator.link.Der.value;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * Signs X.509 v3 certificates (RFC 5280) with elliptic curve keys. The JDK reads and checks certificates but has no public
 * way to make one; this much of it is less to keep than a dependency of eight megabytes.
 */
final class Certificates {
    private static final byte[] ECDSA_SHA256 = sequence(oid("1.2.840.10045.4.3.2"));
    private static final int SERIAL_BITS = 127;

    private Certificates() {}

    /** A certificate that signs others, signed by itself. */
    static X509Certificate authority(
            String name, PublicKey key, PrivateKey signer, Instant from, Instant until, SecureRandom random)
            throws GeneralSecurityException {
        byte[] extensions = sequence(
                extension("2.5.29.19", true, sequence(bool(true))), // basicConstraints: CA
                extension("2.5.29.15", true, bits(1, new byte[] {0x06})), // keyUsage: keyCertSign, cRLSign
                extension("2.5.29.14", false, octets(keyId(key)))); // subjectKeyIdentifier
        return sign(name, name, key, signer, from, until, extensions, random);
    }

    /** A server's certificate for some DNS names and addresses. */
    static X509Certificate server(
            X509Certificate issuer,
            String issuerName,
            PrivateKey signer,
            PublicKey key,
            List<String> hosts,
            Instant from,
            Instant until,
            SecureRandom random)
            throws GeneralSecurityException {
        byte[] extensions = sequence(
                extension("2.5.29.15", true, bits(7, new byte[] {(byte) 0x80})), // keyUsage: digitalSignature
                extension("2.5.29.37", false, sequence(oid("1.3.6.1.5.5.7.3.1"))), // extKeyUsage: serverAuth
                extension("2.5.29.35", false, sequence(value(0x80, keyId(issuer.getPublicKey())))), // authority key id
                extension("2.5.29.17", false, alternativeNames(hosts)));
        return sign("cortex-operator", issuerName, key, signer, from, until, extensions, random);
    }

    private static X509Certificate sign(
            String subject,
            String issuer,
            PublicKey key,
            PrivateKey signer,
            Instant from,
            Instant until,
            byte[] extensions,
            SecureRandom random)
            throws GeneralSecurityException {
        byte[] body = sequence(
                value(0xa0, integer(BigInteger.TWO)), // version 3
                integer(new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE)),
                ECDSA_SHA256,
                commonName(issuer),
                sequence(time(from), time(until)),
                commonName(subject),
                key.getEncoded(),
                value(0xa3, extensions));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(signer, random);
        signature.update(body);
        byte[] certificate = sequence(body, ECDSA_SHA256, bits(0, signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
    }

    private static byte[] commonName(String name) {
        return sequence(set(sequence(oid("2.5.4.3"), utf8(name))));
    }

    private static byte[] extension(String id, boolean critical, byte[] content) {
        return critical ? sequence(oid(id), bool(true), octets(content)) : sequence(oid(id), octets(content));
    }

    private static byte[] alternativeNames(List<String> hosts) {
        return sequence(hosts.stream().map(Certificates::alternativeName).toArray(byte[][]::new));
    }

    private static byte[] alternativeName(String host) {
        boolean address = host.contains(":") || host.matches("[0-9.]+");
        try {
            return address
                    ? value(0x87, InetAddress.getByName(host).getAddress())
                    : value(0x82, host.getBytes(StandardCharsets.US_ASCII));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + host + "' is not an address", e);
        }
    }

    private static byte[] keyId(PublicKey key) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-1").digest(key.getEncoded());
    }
}
