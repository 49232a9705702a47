/** What a decision costs: time and bytes of the production chooser and classifier, measured by JMH. */
package dev.cortexllm.bench.jmh;
