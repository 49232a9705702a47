/** Load: requests at a fixed rate, as many as go, or streams; latencies count from the moment a request was due. */
package dev.cortexllm.bench.load;
