/** How the formats read and write JSON: strictly, without losing a digit, and with bounds. Pure. */
package dev.cortexllm.router.wire.json;
