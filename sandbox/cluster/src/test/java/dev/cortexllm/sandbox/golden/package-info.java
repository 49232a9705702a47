/** Whether an API server takes what the operator's golden folders hold, as it stands there and for good. */
package dev.cortexllm.sandbox.golden;
