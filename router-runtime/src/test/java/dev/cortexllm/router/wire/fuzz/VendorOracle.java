package dev.cortexllm.router.wire.fuzz;

import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.catalogue.Vendor;
import dev.cortexllm.router.wire.golden.CaseSettings;
import dev.cortexllm.router.wire.golden.ClientView;
import dev.cortexllm.router.wire.golden.GoldenCase;
import dev.cortexllm.router.wire.golden.GoldenRouter;
import dev.cortexllm.router.wire.golden.Replay;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.util.ArrayList;
import java.util.List;

/** Every vendor's quirks, as request and as answer, of both dialects. */
final class VendorOracle implements FuzzTarget.Oracle {
    private final List<GoldenRouter> routers = new ArrayList<>();

    VendorOracle() {
        for (Vendor vendor : Catalogue.bundled().vendors().values()) {
            if (vendor.format() == WireFormat.OPENAI) {
                CaseSettings settings = CaseSettings.of(vendor.key());
                routers.add(new GoldenRouter(new GoldenCase("openai", "openai", "fuzzed", settings)));
                routers.add(new GoldenRouter(new GoldenCase("anthropic", "openai", "fuzzed", settings)));
            }
        }
    }

    @Override
    public void judge(byte[] data) throws Exception {
        for (GoldenRouter router : routers) {
            RequestOracle.judge(router, data);
            ClientView view = new Replay(router).whole(router.asking(false), data);
            if (view.error() != null) {
                JsonTrees.read(view.error().body());
            }
        }
    }
}
