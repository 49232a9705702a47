/** What can be done to objects: read, write, delete. {@code Resources} is the door for everybody above. */
package dev.cortexllm.sandbox.apiserver.resource;
