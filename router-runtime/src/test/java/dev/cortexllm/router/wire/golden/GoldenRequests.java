package dev.cortexllm.router.wire.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.router.wire.chat.Codec;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.chat.UpstreamCall;
import dev.cortexllm.router.wire.golden.CaseSettings.Expected;
import dev.cortexllm.router.wire.json.InvalidBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Checks what becomes of a case's request. */
public final class GoldenRequests {
    private GoldenRequests() {}

    /**
     * Checks a case; one without a request passes.
     *
     * @param golden the case
     */
    public static void check(GoldenCase golden) throws IOException {
        if (!golden.has("request.in.json")) {
            return;
        }
        CaseSettings settings = golden.settings();
        GoldenRouter router = new GoldenRouter(golden);
        Fidelity fidelity = router.fidelity();
        try {
            Codec codec = router.attempt(golden.bytes("request.in.json"), fidelity);
            assertThat(settings.refused())
                    .as("%s is accepted, not refused", golden)
                    .isNull();
            assertThat(settings.invalid())
                    .as("%s is accepted, not invalid", golden)
                    .isNull();
            accepted(golden, codec.call(), fidelity);
        } catch (Refused e) {
            refused(golden, "refused", settings.refused(), e.getMessage(), e.param(), e.code());
        } catch (InvalidBody e) {
            refused(golden, "invalid", settings.invalid(), e.getMessage(), e.param(), null);
        }
    }

    private static void accepted(GoldenCase golden, UpstreamCall call, Fidelity fidelity) throws IOException {
        CaseSettings settings = golden.settings();
        String body = new String(call.body().bytes(), StandardCharsets.UTF_8);
        if (golden.passes()) {
            assertThat(body).as("%s: request", golden).isEqualTo(golden.expected("request.out.json", body));
        } else {
            String pretty = JsonShape.pretty(body);
            String expected = golden.expected("request.out.json", pretty);
            assertThat(pretty).as("%s: request", golden).isEqualTo(JsonShape.prettyOrWhy(expected));
        }
        assertThat(fidelity.dropped())
                .as("%s: dropped", golden)
                .isEqualTo(settings.dropped() == null ? List.of() : settings.dropped());
        if (settings.path() != null) {
            assertThat(call.path()).as("%s: path", golden).isEqualTo(settings.path());
        }
        if (settings.headers() != null) {
            assertThat(call.headers()).as("%s: headers", golden).isEqualTo(settings.headers());
        }
    }

    private static void refused(
            GoldenCase golden, String how, Expected expected, String message, String param, String code) {
        assertThat(expected)
                .as(
                        "%s is %s, which case.yaml does not say: %s {param: %s, code: %s}",
                        golden, how, message, param, code)
                .isNotNull();
        assertThat(param).as("%s: param of '%s'", golden, message).isEqualTo(expected.param());
        assertThat(code).as("%s: code of '%s'", golden, message).isEqualTo(expected.code());
        assertThat(message).as("%s: sentence", golden).endsWith(".");
        if (expected.message() != null) {
            assertThat(message).as("%s: sentence", golden).contains(expected.message());
        }
    }
}
