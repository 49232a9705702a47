/**
 * What tests, demo and benchmarks read and set while a server runs: stats, bill, the requests received, settings,
 * faults. {@code ControlApi} is the door.
 */
package dev.cortexllm.sandbox.models.control;
