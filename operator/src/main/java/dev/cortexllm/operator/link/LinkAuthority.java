package dev.cortexllm.operator.link;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The link's own certificate authority: routers trust it and nothing else on the link.
 *
 * @param certificate its certificate
 * @param key its private key
 */
public record LinkAuthority(X509Certificate certificate, PrivateKey key) {
    private static final String NAME = "cortex-llm link authority";
    /** Nobody is there to renew it by hand; {@link #expiring} tells when a start should make a new one. */
    private static final Duration LIFE = Duration.ofDays(3650);

    private static final Duration RENEWED_BEFORE = Duration.ofDays(1825);
    /** Tolerance for clocks that are behind. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    /**
     * Makes an authority.
     *
     * @param now the present time
     * @param random source of keys
     * @return the authority
     */
    public static LinkAuthority create(Instant now, SecureRandom random) {
        try {
            KeyPair pair = newKey(random);
            X509Certificate certificate = Certificates.authority(
                    NAME, pair.getPublic(), pair.getPrivate(), now.minus(BACKDATED), now.plus(LIFE), random);
            return new LinkAuthority(certificate, pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform lacks elliptic curve keys", e);
        }
    }

    /**
     * Reads an authority back.
     *
     * @param certificatePem its certificate
     * @param keyPem its private key (PKCS #8)
     * @return the authority
     * @throws IllegalArgumentException when one of them is damaged
     */
    public static LinkAuthority read(String certificatePem, String keyPem) {
        try {
            Certificate certificate = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(certificatePem.getBytes(StandardCharsets.US_ASCII)));
            byte[] encoded = Base64.getMimeDecoder().decode(keyPem.replaceAll("-----[A-Z ]+-----", ""));
            PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return new LinkAuthority((X509Certificate) certificate, key);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the link's authority is damaged: " + e.getMessage(), e);
        }
    }

    /**
     * Whether a new one should be made: a process that starts with this one may run for years.
     *
     * @param now the present time
     * @return true in the second half of its life
     */
    public boolean expiring(Instant now) {
        return now.plus(RENEWED_BEFORE).isAfter(certificate.getNotAfter().toInstant());
    }

    /** Its certificate, PEM. */
    public String certificatePem() {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate has an encoding", e);
        }
    }

    /** Its private key, PEM (PKCS #8). */
    public String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /**
     * What a server needs to be trusted by those who trust this authority.
     *
     * @param hosts DNS names and addresses under which it is called
     * @param now the present time
     * @param random source of keys
     * @return a context with a new key and certificate, valid as long as the authority
     */
    public SSLContext serverContext(List<String> hosts, Instant now, SecureRandom random) {
        try {
            KeyPair pair = newKey(random);
            X509Certificate server = Certificates.server(
                    certificate,
                    NAME,
                    key,
                    pair.getPublic(),
                    hosts,
                    now.minus(BACKDATED),
                    certificate.getNotAfter().toInstant(),
                    random);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("link", pair.getPrivate(), new char[0], new Certificate[] {server, certificate});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, random);
            return context;
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalStateException("the link's certificate cannot be made: " + e.getMessage(), e);
        }
    }

    /** Never prints the key. */
    @Override
    public String toString() {
        return "LinkAuthority[" + certificate.getSubjectX500Principal() + "]";
    }

    private static KeyPair newKey(SecureRandom random) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private static String pem(String kind, byte[] encoded) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }
}
