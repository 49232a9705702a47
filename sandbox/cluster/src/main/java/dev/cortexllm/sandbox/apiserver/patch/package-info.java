/** JSON patch, JSON merge patch and strategic merge patch as functions over trees. */
package dev.cortexllm.sandbox.apiserver.patch;
