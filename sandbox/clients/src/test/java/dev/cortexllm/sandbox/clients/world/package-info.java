/** The world of these tests: the programs as processes, the resources the router serves, and what a simulator tells of itself. */
package dev.cortexllm.sandbox.clients.world;
