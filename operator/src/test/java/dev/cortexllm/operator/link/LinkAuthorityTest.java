package dev.cortexllm.operator.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkAuthorityTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final SecureRandom random = new SecureRandom();
    private final LinkAuthority authority = LinkAuthority.create(NOW, random);

    @Test
    void signsItselfAsAnAuthority() throws Exception {
        X509Certificate certificate = authority.certificate();
        certificate.verify(certificate.getPublicKey());
        assertThat(certificate.getVersion()).isEqualTo(3);
        assertThat(certificate.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
        assertThat(certificate.getKeyUsage()[5]).as("keyCertSign").isTrue();
        assertThat(certificate.getNotBefore().toInstant()).isBefore(NOW);
        assertThat(certificate.getNotAfter().toInstant()).isAfter(NOW.plus(Duration.ofDays(3000)));
    }

    @Test
    void surfacesInPemAndBack() {
        LinkAuthority read = LinkAuthority.read(authority.certificatePem(), authority.keyPem());
        assertThat(read).isEqualTo(authority);
        assertThat(authority.toString()).doesNotContain("PRIVATE");
        assertThatThrownBy(() -> LinkAuthority.read("nonsense", "nonsense"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aServersCertificateIsValidForItsHostsUnderTheAuthority() throws Exception {
        X509Certificate server = Certificates.server(
                authority.certificate(),
                "cortex-llm link authority",
                authority.key(),
                authority.certificate().getPublicKey(),
                List.of("cortex-operator.system.svc", "127.0.0.1", "::1"),
                NOW,
                NOW.plus(Duration.ofDays(1)),
                random);
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority.certificate(), null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(java.util.Date.from(NOW.plusSeconds(60)));
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        assertThatCode(() -> CertPathValidator.getInstance("PKIX")
                        .validate(factory.generateCertPath(List.of(server)), parameters))
                .doesNotThrowAnyException();
        Collection<List<?>> names = server.getSubjectAlternativeNames();
        assertThat(names.stream().map(name -> String.valueOf(name.get(1))))
                .containsExactly("cortex-operator.system.svc", "127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(server.getBasicConstraints()).isEqualTo(-1);
    }

    @Test
    void isMadeAnewInTheSecondHalfOfItsLife() {
        assertThat(authority.expiring(NOW.plus(Duration.ofDays(1800)))).isFalse();
        assertThat(authority.expiring(NOW.plus(Duration.ofDays(1900)))).isTrue();
    }

    /** Examples from X.690 (8.1.3.5, 8.19.5) and RFC 5280 (4.1.2.5). */
    @ParameterizedTest
    @CsvSource({
        "oid 2.999.3,       06 03 88 37 03",
        "oid 1.2.840.10045.4.3.2, 06 08 2a 86 48 ce 3d 04 03 02",
        "int 128,           02 02 00 80",
        "int 127,           02 01 7f",
        "bool,              01 01 ff",
        "time 2049-12-31T23:59:59Z, 17 0d 34 39 31 32 33 31 32 33 35 39 35 39 5a",
        "time 2050-01-01T00:00:00Z, 18 0f 32 30 35 30 30 31 30 31 30 30 30 30 30 30 5a",
    })
    void encodesAsTheStandardsSay(String value, String bytes) {
        String[] parts = value.split(" ");
        byte[] encoded =
                switch (parts[0]) {
                    case "oid" -> Der.oid(parts[1]);
                    case "int" -> Der.integer(new BigInteger(parts[1]));
                    case "bool" -> Der.bool(true);
                    default -> Der.time(Instant.parse(parts[1]));
                };
        assertThat(HexFormat.ofDelimiter(" ").formatHex(encoded)).isEqualTo(bytes);
    }

    @Test
    void longContentsHaveLongLengths() {
        assertThat(Der.octets(new byte[200])).startsWith(0x04, 0x81, 200);
        assertThat(Der.octets(new byte[1000])).startsWith(0x04, 0x82, 0x03, 0xe8);
    }
}
