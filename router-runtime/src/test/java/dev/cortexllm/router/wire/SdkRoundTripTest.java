package dev.cortexllm.router.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.router.wire.golden.GoldenCase;
import dev.cortexllm.router.wire.golden.SdkJudge;
import dev.cortexllm.router.wire.golden.WireFacts;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What golden folders claim of providers is not made up: requests, answers and events of the provider's side go through the
 * types of the vendor's own SDK and back without a change, and those types know all of it. Cases of vendors who depart from
 * the format, and damaged ones, say so: {@code sdk: {exempt: why}} in {@code case.yaml}. Every case names its source in
 * {@code facts/wire}.
 */
class SdkRoundTripTest {
    static Stream<GoldenCase> cases() {
        return GoldenCase.all();
    }

    static Stream<GoldenCase> judged() {
        return GoldenCase.all().filter(golden -> golden.settings().sdk() == null);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("judged")
    void the_vendors_types_know_the_providers_side(GoldenCase golden) throws Exception {
        SdkJudge.check(golden);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void every_source_exists(GoldenCase golden) throws Exception {
        assertThat(WireFacts.missing(golden.settings().source()))
                .as("%s: sources that do not exist", golden)
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void an_exemption_has_a_reason(GoldenCase golden) {
        if (golden.settings().sdk() != null) {
            assertThat(golden.settings().sdk().exempt())
                    .as("%s: sdk.exempt", golden)
                    .isNotBlank();
        } else {
            assertThat(golden.settings().source()).as("%s: source", golden).startsWith("facts/wire/");
        }
    }
}
