/** CustomResourceDefinitions become served types; module schema does the validating. */
package dev.cortexllm.sandbox.apiserver.crd;
