package dev.cortexllm.operator;

import dev.cortexllm.api.v1alpha1.Autoscaling;
import dev.cortexllm.api.v1alpha1.LLMGateway;
import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.api.v1alpha1.Scaler;
import dev.cortexllm.operator.child.Owner;
import dev.cortexllm.operator.gateway.desired.Guarded;
import dev.cortexllm.operator.gateway.desired.RouterAccount;
import dev.cortexllm.operator.gateway.desired.RouterDeployment;
import dev.cortexllm.operator.gateway.desired.RouterDisruptionBudget;
import dev.cortexllm.operator.gateway.desired.RouterNetworkPolicy;
import dev.cortexllm.operator.gateway.desired.RouterService;
import dev.cortexllm.operator.gateway.desired.RouterSettings;
import dev.cortexllm.operator.model.desired.CacheClaim;
import dev.cortexllm.operator.model.desired.EngineCache;
import dev.cortexllm.operator.model.desired.EngineDisruptionBudget;
import dev.cortexllm.operator.model.desired.EngineScaledObject;
import dev.cortexllm.operator.model.desired.EngineService;
import dev.cortexllm.operator.model.desired.EngineSettings;
import dev.cortexllm.operator.model.desired.EngineWorkload;
import dev.cortexllm.operator.model.desired.LoadJob;
import dev.cortexllm.operator.model.desired.LoadSettings;
import dev.cortexllm.operator.model.desired.LoadedKeys;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class DesiredGoldenTest {
    @TestFactory
    Stream<DynamicTest> gateways() {
        return GoldenFolders.tests(LLMGateway.class, "gateway", DesiredGoldenTest::routerChildren);
    }

    @TestFactory
    Stream<DynamicTest> modelDeployments() {
        return GoldenFolders.tests(ModelDeployment.class, "modeldeployment", DesiredGoldenTest::engineChildren);
    }

    private static List<? extends HasMetadata> routerChildren(LLMGateway gateway) {
        RouterSettings settings = new RouterSettings(Owner.of(gateway), gateway.getSpec(), "cortexllm/router:test");
        List<HasMetadata> children = new ArrayList<>(List.of(
                RouterAccount.desired(settings.owner()),
                RouterNetworkPolicy.desired(
                        settings.owner(),
                        new Guarded(
                                gateway.getSpec().auth() != null,
                                gateway.getSpec().adminAuth() != null)),
                RouterService.desired(settings),
                RouterDeployment.desired(settings)));
        RouterDisruptionBudget.desired(settings).ifPresent(children::add);
        return children;
    }

    private static List<? extends HasMetadata> engineChildren(ModelDeployment model) {
        EngineSettings settings = new EngineSettings(Owner.of(model), model.getSpec());
        List<HasMetadata> children = new ArrayList<>(List.of(
                EngineWorkload.desired(settings),
                EngineService.desired(settings),
                EngineDisruptionBudget.desired(settings)));
        Autoscaling scaling = model.getSpec().autoscaling();
        if (scaling != null && scaling.scaler() != Scaler.BUILT_IN) {
            children.add(EngineScaledObject.desired(settings, "http://cortex-operator.cortex-system.svc:8081"));
        }
        EngineCache.of(settings).ifPresent(cache -> {
            LoadedKeys nothing = new LoadedKeys(List.of());
            children.add(CacheClaim.desired(cache, nothing, Optional.empty()));
            children.add(LoadJob.desired(cache, new LoadSettings("cortexllm/router:test", ""), nothing));
        });
        return children;
    }
}
