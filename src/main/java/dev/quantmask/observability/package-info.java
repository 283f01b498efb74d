/**
 * What can be seen of the service from outside: metrics, traces, request ids, times in headers.
 * Nothing depends on it: it listens to {@code serving}, and looks at requests as they pass.
 *
 * <p>May use: function, serving, detection, image, Quarkus, Micrometer, OpenTelemetry.
 */
package dev.quantmask.observability;
