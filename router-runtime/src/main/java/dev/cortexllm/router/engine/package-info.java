/**
 * What serving engines say of themselves: their metrics, read under every name that engines and versions have given them, and the
 * load that follows. Only the poller does I/O.
 */
package dev.cortexllm.router.engine;
