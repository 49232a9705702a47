/**
 * A small controller of LeaderWorkerSets, for clusters that have none: it speaks only the Kubernetes API, so it serves the
 * embedded API server and a real one alike. What it does not have of the real one: StatefulSets in between (pods belong to the set and
 * to their leader), revisions as objects, partitions, subgroups, exclusive placement, volume claim templates, events.
 *
 * <p>In reading order: {@code GroupSet} (what is asked for), {@code GroupPods} (how its pods look), {@code Groups} and {@code GroupPlan} (what
 * to do next), {@code LwsController}, {@code LwsCommand}.
 */
package dev.cortexllm.sandbox.lws;
