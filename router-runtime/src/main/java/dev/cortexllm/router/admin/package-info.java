/** What people and machines that run the router ask it: probes and metrics. */
package dev.cortexllm.router.admin;
