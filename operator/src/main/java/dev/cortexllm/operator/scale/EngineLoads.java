package dev.cortexllm.operator.scale;

import java.util.Map;

/** What each engine pod has to do at the moment, as the routers tell it. */
@FunctionalInterface
public interface EngineLoads {
    /**
     * The load of the engine pods of one model deployment.
     *
     * @param namespace its namespace
     * @param deployment its name
     * @return requests that each pod works on or holds in its queue, by the pod's name; a pod that no router has told of lately
     *     is not there. At most a few seconds old
     */
    Map<String, Double> of(String namespace, String deployment);
}
