package dev.cortexllm.operator.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.Autoscaling;
import dev.cortexllm.api.v1alpha1.Scaler;
import dev.cortexllm.operator.scale.ScalerChoice.Keda;
import dev.cortexllm.operator.scale.ScalerChoice.Who;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalerChoiceTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AUTO     | there  | no  | KEDA     | True/KEDA: KEDA sets replicas between 0 and 4
            AUTO     | there  | yes | KEDA     | True/KEDA: KEDA sets replicas between 0 and 4
                     | there  | yes | KEDA     | True/KEDA: KEDA sets replicas between 0 and 4
            AUTO     | absent | no  | OPERATOR | True/BuiltIn: the operator sets replicas between 0 and 4, as this cluster has no KEDA (no kind ScaledObject of keda.sh/v1alpha1)
            AUTO     | refused | no | OPERATOR | True/BuiltIn: the operator sets replicas between 0 and 4, as KEDA's ScaledObjects cannot be used: forbidden
            AUTO     | mute   | no  | OPERATOR | True/BuiltIn: the operator sets replicas between 0 and 4, as KEDA could not ask this operator for the load: it serves no health port (--scaling-url)
            KEDA     | there  | no  | KEDA     | True/KEDA: KEDA sets replicas between 0 and 4
            KEDA     | absent | no  | NOBODY   | False/KedaUnavailable: spec.autoscaling.scaler is KEDA, but this cluster has no KEDA (no kind ScaledObject of keda.sh/v1alpha1); replicas stays as it is
            BUILT_IN | there  | no  | OPERATOR | True/BuiltIn: the operator sets replicas between 0 and 4, as spec.autoscaling.scaler says
            BUILT_IN | there  | yes | NOBODY   | False/Handover: the operator scales as soon as KEDA's ScaledObject is gone; replicas stays as it is
            """)
    void oneScalesOrNobody(Scaler asked, String cluster, String ordered, Who who, String says) {
        Keda keda = new Keda(
                cluster.equals("there") || cluster.equals("mute"),
                Optional.of("forbidden").filter(why -> cluster.equals("refused")),
                ordered.equals("yes"),
                Optional.of("http://operator:8081").filter(url -> !cluster.equals("mute")));
        ScalerChoice choice = ScalerChoice.of(new Autoscaling(0, 4, 10, "5m", "10m", asked), keda);
        assertThat(choice.who()).isEqualTo(who);
        assertThat(choice.status() + "/" + choice.reason() + ": " + choice.message())
                .isEqualTo(says);
    }

    @Test
    void whatIsNotToBeScaledIsNot() {
        Keda keda = new Keda(true, Optional.empty(), true, Optional.of("http://operator:8081"));
        assertThat(ScalerChoice.of(null, keda).who()).isEqualTo(Who.NOBODY);
    }
}
