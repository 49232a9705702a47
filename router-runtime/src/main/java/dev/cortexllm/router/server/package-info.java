/** Where requests come in: paths and methods, bodies up to a limit, and error replies going out. */
package dev.cortexllm.router.server;
